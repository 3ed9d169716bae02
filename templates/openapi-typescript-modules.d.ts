/** The parts of openapi-typescript that we call, with the types that we rely on: its inner modules ship none. */

declare module "openapi-typescript/dist/transform/schema-object.js" {
  import type { TypeNode } from "typescript";

  /** What openapi-typescript asks while it turns schemas into types; what is absent is off. */
  export interface TransformContext<Schema extends object = object> {
    readonly discriminators: { readonly objects: object; readonly refsHandled: readonly string[] };
    readonly injectFooter: object[];
    readonly silent?: boolean;
    readonly defaultNonNullable?: boolean;
    resolve(ref: string): unknown;
    /** Hears of each schema that states a `type`; the node it returns is the type. */
    transform?(schema: Schema): TypeNode | undefined;
  }

  export default function transformSchemaObject<Schema extends object>(
    schema: Schema,
    options: { readonly path: string; readonly ctx: TransformContext<Schema> },
  ): TypeNode;
}

declare module "openapi-typescript/dist/transform/index.js" {
  import type { Node } from "typescript";
  import type { TransformContext } from "openapi-typescript/dist/transform/schema-object.js";

  export default function transformSchema(document: object, ctx: TransformContext): Node[];
}

declare module "openapi-typescript/dist/lib/ts.js" {
  import type { Node, PropertyName } from "typescript";

  export function astToString(ast: Node | readonly Node[]): string;

  /** A key as the name of a member: bare where it may be. */
  export function tsPropertyIndex(key: string): PropertyName;
}

declare module "openapi-typescript/dist/lib/utils.js" {
  import type { TransformContext } from "openapi-typescript/dist/transform/schema-object.js";

  /** Writes the discriminators' values into the schemas that they name: the document must be ours to change. */
  export function scanDiscriminators(
    document: object,
    options: { readonly silent: boolean },
  ): TransformContext["discriminators"];

  export function resolveRef(document: object, ref: string, options: { readonly silent: boolean }): unknown;
}
