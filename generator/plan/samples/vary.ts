import { child } from "../../contract/pointer.js";
import { accepts } from "./check.js";
import { findPlaces } from "./places.js";
import type { Place, Varying } from "./places.js";
import { replaceAt } from "./replace.js";
import type { Sample } from "./sample.js";
import type { Schema } from "../../contract/schema.js";

/** What else may stand in a sample: the changes of one entry are made together. */
export interface Variation {
  /** What is covered: `every value of /status`, `null wherever it may be`. */
  readonly name: string;
  readonly changes: readonly Changes[];
}

/** By JSON pointer: what stands there instead. */
export interface Changes {
  readonly [pointer: string]: Sample;
}

/** Covers what a sample leaves out: each variant and each listed value, both ends of all ranges, null. */
export function varySample(schema: Schema, value: Sample, varying: Varying): Variation[] {
  const places = [...findPlaces(schema, value, varying)];
  const isRight = (changes: Changes): boolean => accepts(schema, applyChanges(value, changes), varying);
  const each = places.flatMap(({ pointer, others }): Variation[] => {
    const changes = others.values.map((other): Changes => ({ [pointer]: other })).filter(isRight);
    return changes.length === 0 ? [] : [{ name: `every ${others.kind} of ${pointer}`, changes }];
  });
  const together = TOGETHER.flatMap(([name, valueOf]): Variation[] => {
    const changes = gather(places, valueOf, isRight);
    return Object.keys(changes).length === 0 ? [] : [{ name, changes: [changes] }];
  });
  return [...each, ...together];
}

type ValueOf = (place: Place) => Sample | undefined;

const TOGETHER: readonly (readonly [name: string, valueOf: ValueOf])[] = [
  ["its lower bounds", (place) => place.least],
  ["its upper bounds", (place) => place.most],
  ["every boolean turned around", (place) => place.turned],
  ["null wherever it may be", (place) => (place.mayBeNull ? null : undefined)],
];

/** One value for each place, as far as they are right together; nothing inside of what is replaced as a whole. */
function gather(places: readonly Place[], valueOf: ValueOf, isRight: (changes: Changes) => boolean): Changes {
  const all = gatherRight(places, valueOf, () => true);
  // Most are right all together, which one look tells.
  return Object.keys(all).length === 0 || isRight(all) ? all : gatherRight(places, valueOf, isRight);
}

function gatherRight(places: readonly Place[], valueOf: ValueOf, isRight: (changes: Changes) => boolean): Changes {
  let changes: Changes = {};
  for (const place of places) {
    const other = valueOf(place);
    const isInside = Object.keys(changes).some((outer) => place.pointer.startsWith(child(outer, "")));
    const more = other === undefined || isInside ? changes : { ...changes, [place.pointer]: other };
    if (more !== changes && isRight(more)) changes = more;
  }
  return changes;
}

/** The sample that a change makes of another. */
export function applyChanges(value: Sample, changes: Changes): Sample {
  return Object.entries(changes).reduce<Sample>((changed, [pointer, other]) => {
    const next = replaceAt(changed, pointer, other);
    return next === undefined ? changed : next;
  }, value);
}
