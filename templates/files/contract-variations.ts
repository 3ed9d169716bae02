import { isDeepStrictEqual } from "node:util";
import type { Schema } from "../../generator/contract/schema.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { growSample } from "../../generator/plan/samples/grow.js";
import { findAt } from "../../generator/plan/samples/replace.js";
import { isPlain, represent } from "../../generator/plan/samples/represent.js";
import type { Beholding } from "../../generator/plan/samples/represent.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import { applyChanges, varySample } from "../../generator/plan/samples/vary.js";
import type { Changes, Variation as SampleVariation } from "../../generator/plan/samples/vary.js";
import { keysOf } from "../../generator/contract/pointer.js";
import { carriesBytes } from "../../generator/plan/types/directions.js";
import type { Break, GivenArguments, Variation } from "../testing/operation-case.js";
import { gatherArguments, isSendable, placeMembers, saysBody } from "./contract-facts.js";
import type { Subject } from "./contract-facts.js";
import { paramsSchema } from "./validators-files.js";

/** What else the last of the given arguments may be, as far as the wire has words for it. */
export function varyArguments(given: GivenArguments, subject: Subject): Variation[] {
  const { plan, contract, covered, values } = subject;
  const all = gatherArguments(given, plan);
  const schema = paramsSchema(plan);
  const uploads = plan.body !== undefined && carriesBytes(plan.body.kind);
  const varied = varySample(schema, all, {
    ...judgeClosely({ contract, direction: "sent" }),
    seed: plan.id,
    uploads,
    covered,
  });
  const isSayable = findSayable(subject);
  return varied.flatMap((variation): Variation[] => {
    const changes = variation.changes
      .flatMap((change) => keepOnly(change, isSayable))
      .filter((change) => saysBody(applyChanges(all, change) as typeof all, subject));
    return changes.length === 0
      ? []
      : [represented({ name: variation.name, changes }, { schema, value: all, contract, values, direction: "sent" })];
  });
}

/** Whose answer it is, and whether there are words for a value of it. */
export interface Answering {
  readonly subject: Subject;
  readonly says: (value: unknown) => boolean;
}

/** What else a body may be: told once of each type, like all that operations share. */
export function varyBody(schema: Schema, value: Sample, { subject, says }: Answering): Variation[] {
  const { plan, contract, covered, values } = subject;
  if (schema.kind === "ref" && covered.has(`varied ${schema.id}`)) return [];
  if (schema.kind === "ref") covered.add(`varied ${schema.id}`);
  const varied = varySample(schema, value, {
    ...judgeClosely({ contract, direction: "received" }),
    seed: plan.id,
    covered,
  });
  return varied.flatMap(({ name, changes: all }) => {
    const changes = all.filter((change) => says(applyChanges(value, change)));
    if (changes.length === 0) return [];
    return [represented({ name, changes }, { schema, value, contract, values, direction: "received" })];
  });
}

/** How a body grows: told once of each type, like all that operations share. */
export function growBody(schema: Schema, value: Sample, { subject, says }: Answering): Break[] {
  const { contract, covered, plan } = subject;
  const key = `grown ${schema.kind === "ref" ? schema.id : plan.id}`;
  if (covered.has(key)) return [];
  covered.add(key);
  const grown = growSample(schema, value, { contract, direction: "received" });
  return grown.filter((each) => says(applyChanges(value, { [each.pointer]: each.value ?? null })));
}

function keepOnly(changes: Changes, isSayable: (pointer: string, value: Sample) => boolean): Changes[] {
  const left = Object.entries(changes).filter(([pointer, value]) => isSayable(pointer, value));
  return left.length === 0 ? [] : [Object.fromEntries(left)];
}

/** JSON says everything; a path has no room for nothing, and texts have no words for empty lists. */
function findSayable(subject: Subject): (pointer: string, value: Sample) => boolean {
  const { body } = subject.plan;
  const places = placeMembers(subject).map(({ argument, input }) => ({ argument, input }));
  return (pointer, value) => {
    const keys = keysOf(pointer);
    const place = places.find(({ argument }) => argument.every((name, index) => name === keys[index]));
    const isDocument = place?.input === undefined && (body?.kind === "json" || body?.kind === "xml");
    if (isDocument || place?.input?.mediaType !== undefined) return true;
    return place?.input?.in === "path" ? isSendable(value) : !holdsNothing(value);
  };
}

function holdsNothing(value: Sample): boolean {
  if (value instanceof Uint8Array) return false;
  if (typeof value !== "object") return false;
  const inner: readonly Sample[] = value === null ? [] : Object.values(value);
  return inner.length === 0 || inner.some(holdsNothing);
}

interface Seen extends Omit<Beholding, "sees"> {
  readonly schema: Schema;
  readonly value: Sample;
}

/** The changes as the caller sees them; beside what the wire has, where that differs. */
function represented({ name, changes }: SampleVariation, seen: Seen): Variation {
  if (isPlain(seen.values)) return { name, changes };
  const see = (sees: Beholding["sees"]): Variation["changes"] =>
    changes.map((change) => {
      const whole = represent(seen.schema, applyChanges(seen.value, change), { ...seen, sees });
      return Object.fromEntries(Object.keys(change).map((pointer) => [pointer, findAt(whole, pointer)]));
    });
  const caller = see("caller");
  const wire = seen.direction === "received" ? changes : see("wire");
  return { name, changes: caller, ...(!isDeepStrictEqual(caller, wire) && { wire }) };
}
