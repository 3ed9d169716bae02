import type { Contract, Operation } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { Json } from "../contract/schema.js";
import type { Judging } from "./accepts.js";
import { compareSchemas } from "./compare-schemas.js";
import type { Change, Direction, Effect, Guard } from "./finding.js";
import type { LifeChange } from "./lifecycle.js";
import type { Policy } from "./policy.js";
import { type RuleId, RULES } from "./rules.js";
import { settle } from "./settle.js";
import type { Node } from "./view.js";
import { type Found, type Pair, show, type SchemaWalk } from "./walk.js";

/** What two schemas come to: their own changes, and the references that they lead to. */
export interface Compared {
  readonly found: readonly Found[];
  readonly reached: ReadonlyMap<string, Pair<string>>;
}

/** One comparison of two contracts; pairs of named schemas are compared once for each direction. */
export interface Session {
  readonly contracts: Pair<Contract>;
  readonly policy: Policy;
  readonly judging: { readonly [direction in Direction]: Pair<Judging> };
  readonly named: Map<string, Compared & { readonly direction: Direction; readonly pair: Pair<string> }>;
}

/** Starts a comparison. */
export function startSession(contracts: Pair<Contract>, policy: Policy): Session {
  const judge = (contract: Contract, direction: Direction): Judging => ({
    contract,
    direction,
    tolerant: direction === "received",
  });
  const judgeBoth = (direction: Direction): Pair<Judging> => ({
    old: judge(contracts.old, direction),
    new: judge(contracts.new, direction),
  });
  const judging = { sent: judgeBoth("sent"), received: judgeBoth("received") };
  return { contracts, policy, judging, named: new Map() };
}

/** Compares two schemas of a known direction; what they refer to is left for `compareNamed`. */
export function compareRoot(
  nodes: Pair<Node>,
  { label, guards }: { readonly label: string; readonly guards: readonly Guard[] },
  { session, direction }: { readonly session: Session; readonly direction: Direction },
): Compared {
  const walk: SchemaWalk = {
    direction,
    contracts: session.contracts,
    policy: session.policy,
    judging: session.judging[direction],
    found: [],
    reached: new Map(),
    descend: compareSchemas,
  };
  compareSchemas(nodes, { label, trail: [], guards }, walk);
  return { found: settle(nodes, { label, trail: [], guards }, walk), reached: walk.reached };
}

/** Compares a pair of named schemas, once. */
export function compareNamed(pair: Pair<string>, direction: Direction, session: Session): Compared {
  const key = `${direction} ${pair.old} ${pair.new}`;
  const known = session.named.get(key);
  if (known !== undefined) return known;
  const [before, after] = [session.contracts.old.schemas[pair.old], session.contracts.new.schemas[pair.new]];
  const nodes = {
    old: { schema: before?.schema ?? { kind: "any" as const }, at: pair.old },
    new: { schema: after?.schema ?? { kind: "any" as const }, at: pair.new },
  };
  const compared = compareRoot(nodes, { label: after?.key ?? pair.new, guards: [] }, { session, direction });
  session.named.set(key, { ...compared, direction, pair });
  return compared;
}

/** What a change of an operation, not of a schema, says. */
export interface Remark {
  readonly element: string;
  readonly direction?: Direction;
  readonly effect?: Effect;
  readonly guards?: readonly Guard[];
  readonly words?: { readonly [word: string]: string };
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  readonly at: { readonly old?: Pointer | undefined; readonly new?: Pointer | undefined };
}

/** A change that is not about a schema. */
export function makeChange(rule: RuleId, remark: Remark): Change {
  const { element, direction, guards = [], before, after, at } = remark;
  const wire = RULES[rule].wire;
  return {
    rule,
    effect: remark.effect ?? (wire === "computed" ? "unknown" : wire),
    ...(direction !== undefined && { direction }),
    guards,
    words: {
      key: element,
      ...(before !== undefined && { before: show(before) }),
      ...(after !== undefined && { after: show(after) }),
      ...remark.words,
    },
    element,
    ...(at.old !== undefined && { old: { pointer: at.old } }),
    ...(at.new !== undefined && { new: { pointer: at.new } }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

/** What is said of a life, at its place. */
export function lifeChange({ rule, guards, words }: LifeChange, remark: Remark): Change {
  return makeChange(rule, {
    ...remark,
    guards: [...(remark.guards ?? []), ...guards],
    words: { ...remark.words, ...words },
  });
}

/** Which way the parts of an operation travel, seen from the client. */
export function polarityOf(operation: Operation): { readonly request: Direction; readonly response: Direction } {
  return operation.interaction === "webhook"
    ? { request: "received", response: "sent" }
    : { request: "sent", response: "received" };
}
