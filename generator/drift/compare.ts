import type { Contract, Operation, OperationId } from "../contract/contract.js";
import { compareAuth, compareSchemes, compareScopes } from "./compare-auth.js";
import { compareExchange } from "./compare-exchange.js";
import { compareNames } from "./compare-names.js";
import type { Change, Direction, Finding, Guard } from "./finding.js";
import { type Described, describeFindings } from "./describe.js";
import { followOwners, matchOperations } from "./match.js";
import { compareServers } from "./compare-servers.js";
import { compareHints } from "./compare-hints.js";
import { compareVersions } from "./compare-version.js";
import { compareLives, isHeld, judgeRemoval } from "./lifecycle.js";
import type { ValueTypes } from "../plan/types/represent.js";
import { defaultPolicy, type Policy } from "./policy.js";
import { compareNamed, type Compared, lifeChange, makeChange, type Session, startSession } from "./session.js";
import { compareGraphql } from "./graphql/compare-graphql.js";
import type { Found, Pair } from "./walk.js";
import { findWitness } from "./witness.js";

/** What we decided about a contract, as far as it shows in findings. */
export interface Names {
  /** The dotted call of each operation. */
  readonly calls: { readonly [id: OperationId]: string };
  /** What values become that JSON has no type for: other formats are then other types. */
  readonly values?: ValueTypes;
}

/** One side of a comparison. */
export interface Side {
  readonly contract: Contract;
  readonly names?: Names;
}

/** Everything that differs between two contracts, judged. */
export function compare(sides: Pair<Side>, policy: Policy = defaultPolicy()): readonly Finding[] {
  const contracts = { old: sides.old.contract, new: sides.new.contract };
  const session = startSession(contracts, policy);
  const collected: Described[] = [];
  const uses = startUses();
  const own = matchOperations(withoutFields(contracts.old.operations), withoutFields(contracts.new.operations));
  const told = matchOperations(contracts.old.webhooks, contracts.new.webhooks, followOwners(own));
  for (const matched of [own, told]) {
    for (const operations of matched.pairs) comparePair(operations, { session, collected, uses });
    for (const operation of matched.removed) collected.push(...removal(operation, contracts.new, policy));
    for (const operation of matched.added) collected.push(addition(operation, contracts.old));
  }
  collected.push(...namedChanges(session, uses));
  for (const change of [
    ...compareSchemes(session),
    ...compareServers({ old: contracts.old.servers, new: contracts.new.servers }, "servers"),
  ])
    collected.push({ change, operations: [] });
  if (contracts.old.graphql !== undefined && contracts.new.graphql !== undefined) {
    for (const change of compareGraphql({ old: contracts.old.graphql, new: contracts.new.graphql })) {
      collected.push({ change, operations: rootFieldOf(change, contracts) });
    }
  } else collected.push(...compareNames(sides, session));
  const findings = describeFindings(collected, sides);
  if (policy.versionBump === "off" || !findings.some(({ wire }) => wire === "breaking")) return findings;
  for (const change of compareVersions(contracts)) collected.push({ change, operations: [] });
  return describeFindings(collected, sides);
}

/** A field of a root type is compared with all other fields; what documents ask for is compared for itself. */
function withoutFields(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(({ binding }) => binding.protocol !== "graphql" || "document" in binding);
}

/** `Query.product` is an operation where nobody wrote documents. */
function rootFieldOf({ element }: Change, { old: before, new: after }: Pair<Contract>): OperationId[] {
  const [type, field] = element.split(".");
  const kinds = ["query", "mutation", "subscription"] as const;
  const kind = kinds.find((each) => (after.graphql?.roots[each] ?? before.graphql?.roots[each]) === type);
  const id = `${kind} ${field}`;
  return kind !== undefined && [...after.operations, ...before.operations].some((each) => each.id === id) ? [id] : [];
}

interface Collecting {
  readonly session: Session;
  readonly collected: Described[];
  readonly uses: Uses;
}

function comparePair(operations: Pair<Operation>, { session, collected, uses }: Collecting): void {
  const { id } = operations.new;
  const { policy } = session;
  const changes = [
    ...compareOperation(operations, policy),
    ...compareAuth(operations),
    ...compareScopes(operations),
    ...compareHints(operations),
  ];
  const guards: Guard[] = isHeld(operations.old, policy) ? [] : ["unstable"];
  const exchange = compareExchange(operations, session);
  for (const change of [...changes, ...exchange.changes])
    collected.push({ change: guarded(change, guards), operations: [id] });
  for (const { found, reached, direction, guards: own } of exchange.schemas) {
    for (const each of found) collected.push({ change: guarded(withWitness(each, session), guards), operations: [id] });
    follow(reached, { direction, isFailure: own.includes("failure"), id }, { session, uses });
  }
}

function guarded(change: Change, guards: readonly Guard[]): Change {
  return guards.length === 0 ? change : { ...change, guards: [...change.guards, ...guards] };
}

function compareOperation({ old: before, new: after }: Pair<Operation>, policy: Policy): Change[] {
  const at = { old: before.at, new: after.at };
  const changes: Change[] = [];
  if (shapeOf(before) !== shapeOf(after)) {
    changes.push(
      makeChange("operation-moved", { element: before.id, direction: "sent", words: { value: after.id }, at }),
    );
  }
  if (before.operationId !== after.operationId && before.operationId !== undefined) {
    const told = { before: before.operationId, after: after.operationId ?? "none" };
    changes.push(makeChange("operation-id-changed", { element: after.id, at, ...told }));
  }
  for (const key of before.groups.filter((group) => !after.groups.includes(group))) {
    changes.push(makeChange("group-removed", { element: after.id, words: { key }, at }));
  }
  for (const key of after.groups.filter((group) => !before.groups.includes(group))) {
    changes.push(makeChange("group-added", { element: after.id, words: { key }, at }));
  }
  changes.push(...compareServers({ old: before.servers ?? [], new: after.servers ?? [] }, "servers", at));
  const lives = compareLives({ old: before, new: after }, "operation", policy);
  return [...changes, ...lives.map((life) => lifeChange(life, { element: after.id, at }))];
}

/** Where an operation is, whatever its path parameters are called; a callback is wherever it is sent to. */
function shapeOf({ id }: Operation): string {
  return id.replace(/^(callback .*) of [A-Z]+ \/.*?: /, "$1: ").replaceAll(/\{[^{}]*\}/g, "{}");
}

function removal(operation: Operation, other: Contract, policy: Policy): Described[] {
  const { id, at: here } = operation;
  const { guards, changes } = judgeRemoval(operation, policy);
  const tolerated: Guard[] = operation.interaction === "webhook" ? ["tolerated"] : [];
  const at = { old: here, new: other.operations.length === 0 ? "#" : "#/paths" };
  const remark = { element: id, direction: "sent", guards: [...tolerated, ...guards], at } as const;
  const all = [
    makeChange("operation-removed", remark),
    ...changes.map((life) => lifeChange(life, { element: id, at })),
  ];
  return all.map((change) => ({ change, operations: [id] }));
}

function addition(operation: Operation, other: Contract): Described {
  const at = { old: other.operations[0]?.at === undefined ? "#" : "#/paths", new: operation.at };
  const change = makeChange("operation-added", { element: operation.id, direction: "sent", at });
  return { change, operations: [operation.id] };
}

function withWitness(found: Found, session: Session): Change {
  const witness = findWitness(found, session);
  return witness === undefined ? found.change : { ...found.change, witness };
}

/** Which operations lead to a pair of named schemas, and whether only failures do. */
interface Use {
  readonly operations: Set<OperationId>;
  isOnlyFailure: boolean;
}

type Uses = Map<string, Use>;

function startUses(): Uses {
  return new Map();
}

interface Start {
  readonly direction: Direction;
  readonly isFailure: boolean;
  readonly id: OperationId;
}

/** Compares every pair of named schemas that an operation leads to, and notes that it does. */
function follow(
  reached: Compared["reached"],
  { direction, isFailure, id }: Start,
  { session, uses }: Pick<Collecting, "session" | "uses">,
): void {
  const open = new Map(reached);
  // A Map is walked in order of insertion, entries that are added meanwhile included.
  for (const [, pair] of open) {
    const compared = compareNamed(pair, direction, session);
    const key = `${direction} ${pair.old} ${pair.new}`;
    const use = uses.get(key) ?? { operations: new Set(), isOnlyFailure: true };
    uses.set(key, use);
    use.operations.add(id);
    if (!isFailure) use.isOnlyFailure = false;
    for (const [next, inner] of compared.reached) if (!open.has(next)) open.set(next, inner);
  }
}

function namedChanges(session: Session, uses: Uses): Described[] {
  return [...session.named].flatMap(([key, { found }]) => {
    const use = uses.get(key);
    return found.map((each): Described => {
      const change = withWitness(each, session);
      const guards: readonly Guard[] = use?.isOnlyFailure === true ? [...change.guards, "failure"] : change.guards;
      return { change: { ...change, guards }, operations: [...(use?.operations ?? [])] };
    });
  });
}
