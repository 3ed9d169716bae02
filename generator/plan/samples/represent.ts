import { flatten } from "../../contract/flatten.js";
import type { ObjectSchema, Schema } from "../../contract/schema.js";
import { toRegExp } from "../../contract/pattern.js";
import { formOf } from "../types/represent.js";
import type { Form, ValueTypes } from "../types/represent.js";
import { accepts, isMembers } from "./check.js";
import type { Judging } from "./check.js";
import type { Sample } from "./sample.js";

/** Who looks at a sample: the caller, or the wire. */
export interface Beholding extends Judging {
  readonly values: ValueTypes;
  /** `caller` sees dates and bigints, `wire` what the client writes for them. */
  readonly sees: "caller" | "wire";
}

/** More unions of unions around one value than any contract has; those that circle have no end. */
const MOST_LAYERS = 40;

/** Whether values stay what JSON makes of them, so that all see the same. */
export function isPlain({ int64, dates }: ValueTypes): boolean {
  return int64 === "number" && dates === "string";
}

/** A sample as it is seen; it is drawn as JSON has it. */
export function represent(schema: Schema, value: Sample, beholding: Beholding): unknown {
  return isPlain(beholding.values) ? value : representAs(schema, value, { ...beholding, layers: 0 });
}

function representAs(schema: Schema, value: Sample, beholding: Beholding & { readonly layers: number }): unknown {
  const layers = beholding.layers + 1;
  const look = (inner: Schema, seen: Sample): unknown => representAs(inner, seen, { ...beholding, layers });
  if (layers > MOST_LAYERS) return value;
  const see = (inner: Schema, part: Sample): unknown => representAs(inner, part, { ...beholding, layers: 0 });
  const flat = flatten(schema, beholding.contract);
  const form = formOf(flat, beholding.values);
  if (form !== undefined) return representLeaf(form, value, beholding.sees);
  if (flat.kind === "array" && Array.isArray(value)) return value.map((item: Sample) => see(flat.items, item));
  if (flat.kind === "tuple" && Array.isArray(value)) {
    return value.map((item: Sample, index) => see(flat.items[index] ?? flat.rest, item));
  }
  if (flat.kind === "object" && isMembers(value)) {
    const members = Object.entries(value).map(([key, member]) => [key, see(memberSchema(flat, key), member)]);
    return Object.fromEntries(members);
  }
  if (flat.kind === "union") {
    const variant = flat.variants.find((each) => accepts(each, value, beholding));
    return variant === undefined ? value : look(variant, value);
  }
  if (flat.kind === "all") return flat.members.reduce((seen: unknown, member) => look(member, seen as Sample), value);
  return value;
}

function memberSchema({ properties, patterns = [], additional }: ObjectSchema, key: string): Schema {
  const property = properties.find((each) => each.key === key);
  const pattern = patterns.find((each) => toRegExp(each.pattern)?.test(key));
  return property?.schema ?? pattern?.schema ?? additional ?? { kind: "any" };
}

function representLeaf(form: Form, value: Sample, sees: Beholding["sees"]): unknown {
  if (form === "date") {
    const date = new Date(String(value));
    // Where a pattern lets no date be one, the text must do.
    if (Number.isNaN(date.getTime())) return value;
    return sees === "caller" ? date : date.toISOString();
  }
  if (typeof value !== "number" || sees === "wire") return value;
  return form === "bigint" ? BigInt(value) : String(value);
}
