import { besideNull } from "../../contract/combine.js";
import { flatten } from "../../contract/flatten.js";
import { child } from "../../contract/pointer.js";
import type { ObjectSchema, Schema } from "../../contract/schema.js";
import { isOpen, travels } from "../types/shapes.js";
import { findTag } from "../types/tags.js";
import type { BrokenSample } from "./break.js";
import { isMembers } from "./check.js";
import type { Judging } from "./check.js";
import type { Sample } from "./sample.js";

/** What no contract has a name for. */
const NEW = "conn_gen_new";

interface Growth extends BrokenSample {
  readonly kind: "member" | "value" | "variant";
}

/** How a received sample may grow when its contract does: by a member, a listed value, a variant; each as deep inside as possible. */
export function growSample(schema: Schema, value: Sample, judging: Judging): BrokenSample[] {
  const all = [...findGrowth(schema, { value, pointer: "" }, judging)];
  return (["member", "value", "variant"] as const).flatMap((kind): BrokenSample[] => {
    const [deepest] = all.filter((each) => each.kind === kind).sort((a, b) => depthOf(b) - depthOf(a));
    if (deepest === undefined) return [];
    const { kind: _, ...growth } = deepest;
    return [growth];
  });
}

function depthOf({ pointer }: Growth): number {
  return pointer.split("/").length;
}

interface Part {
  readonly value: Sample;
  readonly pointer: string;
}

/** Not through unions: what another variant makes of a new value is not known. */
function* findGrowth(schema: Schema, { value, pointer }: Part, judging: Judging): Generator<Growth> {
  const flat = withoutNull(flatten(schema, judging.contract), judging);
  const at = pointer || "the top";
  if (flat.kind === "enum" && isOpen(flat) && flat.values.every((each) => each === null || typeof each === "string")) {
    yield { kind: "value", name: `an unknown value at ${at}`, pointer, value: NEW };
  }
  const tag = flat.kind === "union" ? findTag(flat, judging.contract) : undefined;
  if (tag !== undefined) {
    yield { kind: "variant", name: `an unknown variant at ${at}`, pointer, value: { [tag.key]: NEW } };
  }
  if (flat.kind === "array" && Array.isArray(value) && !flat.uniqueItems) {
    const [first] = value as readonly Sample[];
    if (first !== undefined) yield* findGrowth(flat.items, { value: first, pointer: child(pointer, 0) }, judging);
  }
  if (flat.kind !== "object" || !isMembers(value)) return;
  if (takesMore(flat)) {
    yield { kind: "member", name: `an unknown member at ${at}`, pointer: child(pointer, NEW), value: NEW };
  }
  for (const property of flat.properties) {
    const member = Object.hasOwn(value, property.key) ? value[property.key] : undefined;
    if (member === undefined || !travels(property, judging.direction)) continue;
    yield* findGrowth(property.schema, { value: member, pointer: child(pointer, property.key) }, judging);
  }
}

function takesMore({ additional, patterns = [], maxProperties }: ObjectSchema): boolean {
  const isFree = additional === undefined || additional.kind === "any" || additional.kind === "never";
  return isFree && patterns.length === 0 && maxProperties === undefined;
}

function withoutNull(schema: Schema, { contract }: Judging): Schema {
  const only = besideNull(schema);
  return only === undefined ? schema : flatten(only, contract);
}
