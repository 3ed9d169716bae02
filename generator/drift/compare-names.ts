import type { Contract, Operation } from "../contract/contract.js";
import type { NamedSchema, SchemaId } from "../contract/schema.js";
import { chooseBody, type ChosenBody } from "../plan/bodies.js";
import type { Side } from "./compare.js";
import type { Described } from "./describe.js";
import type { Change } from "./finding.js";
import { matchOperations } from "./match.js";
import { makeChange, type Session } from "./session.js";
import type { Pair } from "./walk.js";

/** What changes for those who write code against the client: the names of calls and of types. */
export function compareNames(sides: Pair<Side>, session: Session): Described[] {
  return [...compareCalls(sides), ...compareTypes(session).map((change) => ({ change, operations: [] }))];
}

function compareCalls({ old: before, new: after }: Pair<Side>): Described[] {
  const { pairs } = matchOperations(before.contract.operations, after.contract.operations);
  return pairs.flatMap((pair) => {
    const [left, right] = [before.names?.calls[pair.old.id], after.names?.calls[pair.new.id]];
    if (left === undefined || right === undefined) return [];
    const remark = { element: pair.new.id, at: { old: pair.old.at, new: pair.new.at } };
    const changes = [
      ...(left === right ? [] : [makeChange("call-renamed", { ...remark, before: left, after: right })]),
      ...compareBodies(pair, { old: before.contract, new: after.contract }),
    ];
    return changes.map((change) => ({ change, operations: [pair.new.id] }));
  });
}

/** A body's members are given beside the other parameters where they are known and that is all that is asked of them. */
function compareBodies({ old: before, new: after }: Pair<Operation>, contracts: Pair<Contract>): Change[] {
  if (before.body === undefined || after.body === undefined) return [];
  const [left, right] = [
    chooseBody(before.body, contracts.old, "indices"),
    chooseBody(after.body, contracts.new, "indices"),
  ];
  if (left === undefined || right === undefined) return [];
  const isMoved = (left.members === undefined) !== (right.members === undefined);
  // What is gone is told of by itself; another choice beside it is ours.
  const isRechosen =
    left.plan.mediaType !== right.plan.mediaType &&
    after.body.contents.some(({ mediaType }) => mediaType === left.plan.mediaType);
  if (!isMoved && !isRechosen) return [];
  const at = { old: left.content.at, new: right.content.at };
  return [
    makeChange("call-reshaped", { element: after.id, at, before: describeBody(left), after: describeBody(right) }),
  ];
}

function describeBody({ plan, members }: ChosenBody): string {
  return `${members === undefined ? "a `body`" : "the members of a body"} in ${plan.mediaType}`;
}

/** A schema that is gone, while another one stands in all its places and allows the same, was renamed. */
function compareTypes({ contracts, named }: Session): Change[] {
  const [before, after] = [contracts.old.schemas, contracts.new.schemas];
  const lost = Object.keys(before).filter((id) => after[id] === undefined);
  const renamed = new Map<SchemaId, SchemaId>();
  for (const { pair, found } of named.values()) {
    const isNew = before[pair.new] === undefined;
    if (lost.includes(pair.old) && isNew && found.length === 0) renamed.set(pair.old, pair.new);
  }
  const taken = new Set(renamed.values());
  return [
    ...lost.map((id) => {
      const to = renamed.get(id);
      const key = before[id]?.key ?? id;
      const remark = { element: key, at: { old: id, new: to ?? parentOf(id) } };
      return to === undefined
        ? makeChange("type-removed", { ...remark, guards: ["unused"] })
        : makeChange("type-renamed", { ...remark, before: key, after: after[to]?.key ?? to });
    }),
    ...Object.keys(after).flatMap((id) => compareDeprecation(id, { old: before[id], new: after[id] })),
    ...Object.keys(after)
      .filter((id) => before[id] === undefined && !taken.has(id))
      .map((id) => makeChange("type-added", { element: after[id]?.key ?? id, at: { old: parentOf(id), new: id } })),
  ];
}

function compareDeprecation(id: SchemaId, { old: before, new: after }: Pair<NamedSchema | undefined>): Change[] {
  if (before === undefined || after === undefined || before.deprecated === after.deprecated) return [];
  return [
    makeChange(after.deprecated ? "type-deprecated" : "type-reactivated", {
      element: after.key,
      at: { old: id, new: id },
    }),
  ];
}

function parentOf(id: SchemaId): string {
  return id.slice(0, Math.max(1, id.lastIndexOf("/")));
}
