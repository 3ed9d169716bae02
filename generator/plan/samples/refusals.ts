import { besideNull } from "../../contract/combine.js";
import { child } from "../../contract/pointer.js";
import { flatten } from "../../contract/flatten.js";
import type { ObjectSchema, Schema } from "../../contract/schema.js";
import { accepts, isMembers } from "./check.js";
import type { Judging } from "./check.js";
import { describeRefusal } from "./refusal-words.js";
import type { Sample } from "./sample.js";
import { travels } from "../types/shapes.js";

type Members = { readonly [key: string]: Sample };

/** A place of a value that its schema refuses. */
export interface Refusal {
  /** A JSON pointer, `""` for the value itself. */
  readonly pointer: string;
  readonly message: string;
}

/** Where a value breaks its schema, as deep inside as can be told; nothing where it does not. Found one by one. */
export function* findRefusals(schema: Schema, value: Sample, judging: Judging): Generator<Refusal, void> {
  if (accepts(schema, value, judging)) return;
  const flat = flatten(schema, judging.contract);
  let isTold = false;
  for (const refusal of findInside(flat, value, judging)) {
    isTold = true;
    yield refusal;
  }
  if (!isTold) yield { pointer: "", message: describeRefusal(flat, value) };
}

function* findInside(flat: Schema, value: Sample, judging: Judging): Generator<Refusal, void> {
  if (flat.kind === "all") for (const member of flat.members) yield* findRefusals(member, value, judging);
  const only = besideNull(flat);
  if (only !== undefined) return yield* findRefusals(only, value, judging);
  if (flat.kind === "array" && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Sample[]).entries()) {
      yield* below(String(index), findRefusals(flat.items, item, judging));
    }
  }
  if (flat.kind === "object" && isMembers(value)) yield* findInMembers(flat, value, judging);
}

function* findInMembers(flat: ObjectSchema, value: Members, judging: Judging): Generator<Refusal, void> {
  for (const property of flat.properties) {
    const { key, schema, required } = property;
    const member = Object.hasOwn(value, key) ? value[key] : undefined;
    if (member !== undefined) yield* below(key, findRefusals(schema, member, judging));
    else if (required && travels(property, judging.direction))
      yield* below(key, [{ pointer: "", message: "is required" }]);
  }
  const { additional } = flat;
  if (additional === undefined || flat.patterns !== undefined) return;
  if (additional.kind === "never" && judging.direction === "received") return;
  const known = new Set(flat.properties.map(({ key }) => key));
  for (const [key, member] of Object.entries(value)) {
    if (!known.has(key)) yield* below(key, findRefusals(additional, member, judging));
  }
}

function* below(key: string, refusals: Iterable<Refusal>): Generator<Refusal, void> {
  const step = child("", key);
  for (const { pointer, message } of refusals) yield { pointer: step + pointer, message };
}
