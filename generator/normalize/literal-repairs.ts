import type { JsonObject } from "../contract/json.js";
import type { Json } from "../contract/schema.js";
import { child } from "../contract/pointer.js";
import { addition, removal, replacement } from "./mends.js";
import type { Node, Reading } from "./reading.js";

type SchemaNode = Node & { readonly value: JsonObject };

/** Tells of values that are written in another way than the type beside them says. */
export function reportEnum({ at, value }: SchemaNode, values: readonly Json[], reading: Reading): void {
  const keyword = keywordOf(value);
  const isText = values.some((each) => typeof each === "string");
  reading.report({
    code: "enum-not-of-its-type",
    severity: "repair",
    message: isText
      ? "A string schema lists values that are not strings; their text is meant."
      : "Texts are listed where the type is another; the values that they spell are meant.",
    pointer: child(at, keyword),
    help: isText ? "Put quotes around them." : "Take the quotes away.",
    mend: replacement(at, keyword, keyword === "const" ? values[0] : values),
  });
}

/** Tells of an enum that lists nothing. */
export function reportEmptyEnum({ at }: SchemaNode, reading: Reading): void {
  reading.report({
    code: "enum-empty",
    severity: "repair",
    message: "`enum` lists nothing, so no value could be right; it is left out.",
    pointer: child(at, "enum"),
    help: "List the values, or remove `enum`.",
    mend: removal(child(at, "enum")),
  });
}

/** Tells of an enum of items that stands beside them. */
export function reportItemsEnum({ at, value }: SchemaNode, items: JsonObject, reading: Reading): void {
  reading.report({
    code: "enum-of-items",
    severity: "repair",
    message: "`enum` lists values that are no arrays beside `type: array`; those of the items are meant.",
    pointer: child(at, "enum"),
    help: "Move it into `items`.",
    mend: [
      ...removal(child(at, "enum")),
      ...(value["items"] === undefined ? addition(at, { items }) : replacement(at, "items", items)),
    ],
  });
}

/** Tells of keywords that values of the list beside them break. */
export function reportLimits({ at, value }: SchemaNode, keywords: readonly string[], reading: Reading): void {
  const list = keywordOf(value);
  reading.report({
    code: "enum-beyond-its-limits",
    severity: "repair",
    message: `Values of \`${list}\` break ${keywords.map((each) => `\`${each}\``).join(", ")} beside it; the list is taken at its word.`,
    pointer: child(at, keywords[0] ?? list),
    help: "Correct the limits, or the list.",
    mend: keywords.flatMap((keyword) => removal(child(at, keyword))),
  });
}

function keywordOf(value: JsonObject): "const" | "enum" {
  return value["const"] === undefined ? "enum" : "const";
}
