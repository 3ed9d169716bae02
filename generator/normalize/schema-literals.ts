import type { JsonObject } from "../contract/json.js";
import type { Json, Schema } from "../contract/schema.js";
import type { Node, Reading } from "./reading.js";
import { readTypes, reportEmptyEnum, reportEnum, reportLimits } from "./schema-repairs.js";

type SchemaNode = Node & { readonly value: JsonObject };

/** Reads `const` and `enum`. A string schema whose values were written as numbers or booleans means their text. */
export function readLiterals(node: SchemaNode, reading: Reading): Schema | undefined {
  const { value } = node;
  if (value["const"] !== undefined) return { kind: "enum", values: [value["const"] as Json] };
  if (!Array.isArray(value["enum"])) return undefined;
  const types = readTypes(node, reading);
  const onlyStrings = types.join() === "string";
  const values = value["enum"].map((each: Json) => (onlyStrings ? asText(each) : each));
  if (values.some((each, index) => each !== (value["enum"] as Json[])[index])) reportEnum(node, [...values], reading);
  if (values.length === 0) reportEmptyEnum(node, reading);
  if (types.includes("null") && !values.includes(null)) values.push(null);
  if (value["enum"].length === 0) return undefined;
  checkLimits(values, node, reading);
  return { kind: "enum", values: unique(values) };
}

function asText(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function unique(values: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return !seen.has(text) && seen.add(text);
  });
}

/** Whether a value keeps a limit, by keyword. Values of other types keep any. */
const LIMITS: { readonly [keyword: string]: (value: Json, limit: number) => boolean } = {
  minLength: (value, limit) => typeof value !== "string" || [...value].length >= limit,
  maxLength: (value, limit) => typeof value !== "string" || [...value].length <= limit,
  minimum: (value, limit) => typeof value !== "number" || value >= limit,
  maximum: (value, limit) => typeof value !== "number" || value <= limit,
  exclusiveMinimum: (value, limit) => typeof value !== "number" || value > limit,
  exclusiveMaximum: (value, limit) => typeof value !== "number" || value < limit,
};

/**
 * A limit that all values keep says nothing more; one that some break is the mistake, not the list: `GUEST_CHECKOUT` is
 * what a server takes, whatever `maxLength: 13` beside it says.
 */
function checkLimits(values: readonly Json[], node: SchemaNode, reading: Reading): void {
  const broken = Object.entries(LIMITS).filter(([keyword, keeps]) => {
    const limit = node.value[keyword];
    return typeof limit === "number" && !values.every((value) => keeps(value, limit));
  });
  if (broken.length > 0)
    reportLimits(
      node,
      broken.map(([keyword]) => keyword),
      reading,
    );
}
