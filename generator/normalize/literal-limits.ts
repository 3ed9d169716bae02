import { isMultiple } from "../contract/multiple.js";
import { toRegExp } from "../contract/pattern.js";
import type { JsonObject } from "../contract/json.js";
import type { Json } from "../contract/schema.js";

/** Whether a value keeps what a keyword says, be that `true`. Values of other types keep any. */
type Keeps = (value: Json, limit: unknown) => boolean;

const ofTexts =
  (keeps: (length: number, limit: number) => boolean): Keeps =>
  (value, limit) =>
    typeof value !== "string" || typeof limit !== "number" || keeps([...value].length, limit);

const ofNumbers =
  (keeps: (value: number, limit: number) => boolean): Keeps =>
  (value, limit) =>
    typeof value !== "number" || typeof limit !== "number" || keeps(value, limit);

const LIMITS: { readonly [keyword: string]: Keeps } = {
  minLength: ofTexts((length, least) => length >= least),
  maxLength: ofTexts((length, most) => length <= most),
  pattern: (value, pattern) =>
    typeof value !== "string" || typeof pattern !== "string" || (toRegExp(pattern)?.test(value) ?? true),
  minimum: ofNumbers((value, least) => value >= least),
  maximum: ofNumbers((value, most) => value <= most),
  exclusiveMinimum: ofNumbers((value, least) => value > least),
  exclusiveMaximum: ofNumbers((value, most) => value < most),
  multipleOf: ofNumbers(isMultiple),
};

/** The keywords beside a list of values that some of the values break. */
export function findBroken(values: readonly Json[], schema: JsonObject, types: readonly string[]): string[] {
  const isOfType = types.length === 0 || values.every((value) => types.some((type) => isOf(type, value)));
  const isListed = schema["const"] === undefined || includes(schema["enum"], schema["const"]);
  const limits = Object.entries(LIMITS).filter(
    ([keyword, keeps]) => schema[keyword] !== undefined && !values.every((value) => keeps(value, schema[keyword])),
  );
  return [...(isOfType ? [] : ["type"]), ...(isListed ? [] : ["enum"]), ...limits.map(([keyword]) => keyword)];
}

function isOf(type: string, value: Json): boolean {
  if (value === null) return type === "null";
  if (Array.isArray(value)) return type === "array";
  return type === "integer" ? Number.isInteger(value) : type === typeof value;
}

function includes(list: unknown, value: unknown): boolean {
  return !Array.isArray(list) || list.some((each) => JSON.stringify(each) === JSON.stringify(value));
}
