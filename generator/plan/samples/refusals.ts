import { child } from "../../contract/pointer.js";
import { flatten } from "../../contract/flatten.js";
import type { Json, Schema } from "../../contract/schema.js";
import { accepts, isMembers } from "./check.js";
import type { Judging } from "./check.js";
import type { Sample } from "./sample.js";

/** A place of a value that its schema refuses. */
export interface Refusal {
  /** A JSON pointer, `""` for the value itself. */
  readonly pointer: string;
  readonly message: string;
}

/** Where a value breaks its schema, as deep inside as can be told; nothing where it does not. */
export function findRefusals(schema: Schema, value: Sample, judging: Judging): Refusal[] {
  if (accepts(schema, value, judging)) return [];
  const flat = flatten(schema, judging.contract);
  const inner = [...findInside(flat, value, judging)];
  return inner.length > 0 ? inner : [{ pointer: "", message: describe(flat) }];
}

function* findInside(flat: Schema, value: Sample, judging: Judging): Generator<Refusal> {
  if (flat.kind === "array" && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Sample[]).entries()) {
      yield* below(String(index), findRefusals(flat.items, item, judging));
    }
  }
  if (flat.kind !== "object" || !isMembers(value)) return;
  for (const { key, schema, required } of flat.properties) {
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (member !== undefined) yield* below(key, findRefusals(schema, member, judging));
    else if (required) yield* below(key, [{ pointer: "", message: "is required" }]);
  }
}

function below(key: string, refusals: readonly Refusal[]): Refusal[] {
  const step = child("", key);
  return refusals.map(({ pointer, message }) => ({ pointer: step + pointer, message }));
}

function listSome(values: readonly Json[]): string {
  const shown = values.slice(0, MOST_SHOWN).map((each) => JSON.stringify(each));
  return values.length > shown.length + 1
    ? `${shown.join(", ")} or one of ${values.length - shown.length} more`
    : values.map((each) => JSON.stringify(each)).join(" or ");
}

const MOST_SHOWN = 5;

function describe(flat: Schema): string {
  switch (flat.kind) {
    case "never":
      return "is not known here";
    case "enum":
      return `must be ${listSome(flat.values)}`;
    case "number":
      return flat.integer ? "must be an integer in its range" : "must be a number in its range";
    case "string":
      return "must be a string of its length and pattern";
    case "array":
    case "tuple":
      return "must be a list of its length";
    case "union":
      return "must be one of what the contract lists";
    case "all":
      return "must be all that the contract asks for";
    default:
      return `must be ${/^[aeiou]/.test(flat.kind) ? "an" : "a"} ${flat.kind}`;
  }
}
