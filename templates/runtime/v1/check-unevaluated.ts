import { type Check, type Findings, isObject, member, required } from "./check.js";
import { accepts } from "./check-rules.js";

/** Of which members and items of a value its schema says something. */
export interface Evaluated {
  /** All members, or those of these names and patterns. */
  readonly members?: true;
  readonly keys?: readonly string[];
  readonly patterns?: readonly RegExp[];
  /** All items, or so many of the first and those that one of these accepts. */
  readonly items?: true;
  readonly first?: number;
  readonly each?: readonly Check[];
  /** What else is evaluated of a value that a check accepts, and of one that it does not. */
  readonly when?: readonly (readonly [test: Check, accepted: Evaluated, refused: Evaluated])[];
}

/** Every member that its schema says nothing of. */
export function unevaluatedMembers(at: Findings, value: unknown, said: Evaluated, check: Check): void {
  if (!isObject(value)) return;
  const all = [...thatHold(said, value)];
  if (all.some(({ members }) => members)) return;
  for (const key of Object.keys(value)) {
    if (value[key] === undefined) continue;
    const isKnown = all.some(
      ({ keys, patterns }) => keys?.includes(key) || patterns?.some((pattern) => pattern.test(key)),
    );
    if (!isKnown) member(at, value, key, required, check);
  }
}

/** Every item that its schema says nothing of. */
export function unevaluatedItems(at: Findings, value: unknown, said: Evaluated, check: Check): void {
  if (!Array.isArray(value)) return;
  const all = [...thatHold(said, value)];
  if (all.some(({ items }) => items)) return;
  const first = Math.max(0, ...all.map((each) => each.first ?? 0));
  for (let index = first; index < value.length; index++) {
    const isKnown = all.some(({ each }) => each?.some((test) => accepts(value[index], test)));
    if (!isKnown) member(at, value, String(index), required, check);
  }
}

/** What is said of this value: what always holds, and what holds as the tests have it. */
function* thatHold(said: Evaluated, value: unknown): Generator<Evaluated> {
  yield said;
  for (const [test, accepted, refused] of said.when ?? []) {
    yield* thatHold(accepts(value, test) ? accepted : refused, value);
  }
}
