import type { Guard } from "../finding.js";
import type { Pair } from "../walk.js";
import type { GraphqlSession } from "./compare-graphql.js";

interface Deprecable {
  readonly deprecated?: string;
}

/** GraphQL has no sunsets: what was deprecated was announced. */
export function announced({ deprecated }: Deprecable): Guard[] {
  return deprecated === undefined ? [] : ["sanctioned"];
}

/** Notes what is deprecated, what no longer is, and other reasons. */
export function compareDeprecations(
  { add }: GraphqlSession,
  { old: before, new: after }: Pair<Deprecable>,
  element: string,
): void {
  const at = placeOf(element);
  const [was, is] = [before.deprecated, after.deprecated];
  if (was === is) return;
  if (was === undefined) return add("field-deprecated", { element, words: { value: is ?? "" }, at });
  if (is === undefined) return add("field-reactivated", { element, at });
  add("deprecation-reason-changed", { element, before: was, after: is, at });
}

/** Where a part of a schema is: `#/types/Product/title` for `Product.title`. */
export function placeOf(element: string): string {
  return element.startsWith("@") ? `#/directives/${element.slice(1)}` : `#/types/${element.replaceAll(".", "/")}`;
}
