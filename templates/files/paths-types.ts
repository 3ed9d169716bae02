import type { Json } from "../../generator/contract/schema.js";
import { astToString, resolveRef, scanDiscriminators, transformDocument } from "../openapi-typescript.js";
import { mendDocument } from "./mend-document.js";

/**
 * The `paths`, `webhooks`, `components`, `$defs` and `operations` of an OpenAPI 3 document, as users of openapi-typescript import them:
 * its own output, without its linter and bundler, and so also from documents that these refuse.
 */
export function printPathsFile(root: { readonly [key: string]: Json }): string {
  // Its bundler leaves no document without components, so that they are an interface always.
  const document = mendDocument({ components: {}, ...root });
  const nodes = transformDocument(document, {
    discriminators: scanDiscriminators(document, { silent: true }),
    defaultNonNullable: true,
    injectFooter: [],
    silent: true,
    resolve: (ref) => resolveRef(document, ref, { silent: true }),
  });
  return astToString(nodes);
}
