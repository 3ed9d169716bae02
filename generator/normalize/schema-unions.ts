import { isObject, type JsonObject } from "../contract/json.js";
import type { Schema, UnionSchema } from "../contract/schema.js";
import { readTag } from "./discriminator.js";
import { addition, removal, replacement } from "./mends.js";
import { itemsOf, memberOf } from "./reading.js";
import type { Node, Reading } from "./reading.js";

/** Reads `anyOf` or `oneOf`; one variant alone is that variant, nested unions of the same mode are one. */
export function readUnion(
  node: Node & { readonly value: JsonObject },
  keyword: "anyOf" | "oneOf",
  reading: Reading,
): Schema {
  const mode = keyword === "oneOf" ? "one" : "any";
  const variants = itemsOf(memberOf(node, keyword)).map((variant) => reading.readSchema(variant));
  const [only] = variants;
  if (only === undefined) return { kind: "any" };
  if (variants.length === 1) return only;
  const tag = readTag(node, variants, reading);
  return { kind: "union", mode, variants: merged(variants, mode), ...(tag !== undefined && { tag }) };
}

/** anyOf inside anyOf says nothing new; a oneOf inside a oneOf does (exactly one). */
function merged(variants: readonly Schema[], mode: UnionSchema["mode"]): readonly Schema[] {
  if (mode === "one") return variants;
  return variants.flatMap((variant) =>
    variant.kind === "union" && variant.mode === "any" && variant.tag === undefined ? variant.variants : [variant],
  );
}

/**
 * `items: [A, B]`, which Swagger 2.0 does not have and its authors write where they would say `anyOf`. Whoever means
 * a tuple by it is understood too, if less strictly.
 */
export function readItemsList(node: Node, reading: Reading): Schema {
  const items = memberOf(node, "items");
  const anyOf = { anyOf: items.value };
  const isArray = isObject(node.value) && node.value["type"] === "array";
  reading.report({
    code: "items-list",
    severity: "repair",
    message: "`items` is a list, and Swagger 2.0 has no tuples; any one of its schemas is accepted.",
    pointer: items.at,
    help: "Put one schema there.",
    mend: isArray ? replacement(node.at, "items", anyOf) : [...removal(items.at), ...addition(node.at, anyOf)],
  });
  const variants = itemsOf(items).map((item) => reading.readSchema(item));
  const [only] = variants;
  if (variants.length < 2) return only ?? { kind: "any" };
  return { kind: "union", mode: "any", variants: merged(variants, "any") };
}
