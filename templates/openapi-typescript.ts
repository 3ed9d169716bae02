/**
 * The one door to openapi-typescript, and to the `typescript` that it builds nodes with. Only its transforms come in, never its entry module,
 * which would load a linter and a bundler. Builds and tests put our own `typescript-printer.ts` in the place of `typescript`.
 */
export { astToString, tsPropertyIndex } from "openapi-typescript/dist/lib/ts.js";
export { resolveRef, scanDiscriminators } from "openapi-typescript/dist/lib/utils.js";
export { default as transformDocument } from "openapi-typescript/dist/transform/index.js";
export { default as transformSchemaObject } from "openapi-typescript/dist/transform/schema-object.js";
export type { TransformContext } from "openapi-typescript/dist/transform/schema-object.js";
export { default as ts } from "typescript";
