import type { Operation } from "../contract/contract.js";
import type { Pair } from "./walk.js";

/** The operations of two contracts side by side. */
export interface Matched {
  readonly pairs: readonly Pair<Operation>[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
}

/** What operations are matched by, in this order. */
const KEYS: readonly ((operation: Pick<Operation, "id" | "operationId">) => string | undefined)[] = [
  ({ id }) => id,
  ({ id }) => id.replaceAll(/\{[^{}]*\}/g, "{}"),
  ({ operationId }) => operationId,
];

/**
 * Matches operations by id, then by id whatever their path parameters are called, then by operationId: those moved.
 * `idOf` tells the id that an operation of before has now, where that is known.
 */
export function matchOperations(
  before: readonly Operation[],
  after: readonly Operation[],
  idOf: (operation: Operation) => string = ({ id }) => id,
): Matched {
  const pairs = new Map<Operation, Operation>();
  const taken = new Set<Operation>();
  for (const keyOf of KEYS) {
    const free = indexBy(
      after.filter((operation) => !taken.has(operation)),
      keyOf,
    );
    const left = indexBy(
      before.filter((operation) => !pairs.has(operation)),
      (operation) => keyOf({ ...operation, id: idOf(operation) }),
    );
    for (const [key, operations] of left) {
      const others = free.get(key);
      const [one, other] = [operations[0], others?.[0]];
      // Two of a kind on either side are no match, but a riddle.
      if (operations.length > 1 || others?.length !== 1 || one === undefined || other === undefined) continue;
      pairs.set(one, other);
      taken.add(other);
    }
  }
  return {
    pairs: before.flatMap((operation) => {
      const other = pairs.get(operation);
      return other === undefined ? [] : [{ old: operation, new: other }];
    }),
    removed: before.filter((operation) => !pairs.has(operation)),
    added: after.filter((operation) => !taken.has(operation)),
  };
}

/** Callbacks move with the operation that they belong to. */
export function followOwners({ pairs }: Matched): (operation: Operation) => string {
  const moved = pairs.filter(({ old: before, new: after }) => before.id !== after.id);
  return ({ id }) => {
    const owner = moved.find(({ old: before }) => id.includes(` of ${before.id}: `));
    return owner === undefined ? id : id.replace(` of ${owner.old.id}: `, () => ` of ${owner.new.id}: `);
  };
}

function indexBy(
  operations: readonly Operation[],
  keyOf: (operation: Operation) => string | undefined,
): Map<string, Operation[]> {
  const index = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    if (key === undefined) continue;
    const same = index.get(key);
    if (same === undefined) index.set(key, [operation]);
    else same.push(operation);
  }
  return index;
}
