import type { CallFact, Proposal, Segments } from "./fact.js";
import { plainVerb } from "./path.js";
import { memberName, numberName } from "../names.js";

/** One operation that still wants a name. */
export interface Claim {
  readonly fact: CallFact;
  readonly proposal: Proposal;
  /** Claims of a lower rank choose first: hints before grammar and path. */
  readonly rank: number;
}

/** Members that the client itself has. */
const CLIENT_MEMBERS = new Set(["request"]);

/** No contract of good faith goes deeper. */
const DEEPEST = 12;

/** No rule makes this name: a namespace in which it is not free takes no calls at all. */
const NEVER_USED = "#";

/** Dotted names in use: no call may be another call's namespace. */
interface Names {
  readonly calls: Set<string>;
  readonly namespaces: Set<string>;
}

/**
 * Gives every claim its own call. Fixed names stay whatever comes; among the others the best right wins: the lower
 * rank, the shorter path, the first id. The result depends on the set of claims, never on their order.
 */
export function settleCalls(fixed: readonly Segments[], claims: readonly Claim[]): ReadonlyMap<string, Segments> {
  const wishes = claims
    .map((claim): Wish => {
      const depth = claim.fact.path.split("/").length;
      return { ...claim, depth, call: fitClient(claim.proposal.segments) };
    })
    .sort(compareRight);
  const wished = collectNames([...fixed, ...wishes.map((wish) => wish.call)]);
  const given = collectNames(fixed);
  const result = new Map<string, Segments>();
  const give = (wish: Wish, call: Segments): void => {
    addName(given, call);
    result.set(wish.fact.id, call);
  };
  const late: Wish[] = [];
  for (const wish of wishes) {
    const call = openNamespace(wish, wished.namespaces);
    if (isFree(call, given)) give(wish, call);
    else late.push({ ...wish, call });
  }
  const isOpen = (name: Segments): boolean => isFree(name, given) && !wished.namespaces.has(name.join("."));
  const counted: Counters = new Map();
  for (const wish of late) give(wish, findAlternative(wish, isOpen) ?? numberCall(wish.call, isOpen, counted));
  return result;
}

/** How far each numbered name has come, by namespace. */
type Counters = Map<string, Map<string, number>>;

interface Wish extends Claim {
  /** How many segments its path has. */
  readonly depth: number;
  readonly call: Segments;
}

function compareRight(a: Wish, b: Wish): number {
  return (
    a.rank - b.rank ||
    b.proposal.weight - a.proposal.weight ||
    a.depth - b.depth ||
    a.fact.path.length - b.fact.path.length ||
    Number(b.fact.hasBody) - Number(a.fact.hasBody) ||
    (a.fact.id < b.fact.id ? -1 : 1)
  );
}

function collectNames(calls: readonly Segments[]): Names {
  const names: Names = { calls: new Set(), namespaces: new Set() };
  for (const call of calls) addName(names, call);
  return names;
}

function addName(names: Names, call: Segments): void {
  names.calls.add(call.join("."));
  for (const namespace of namespacesOf(call)) names.namespaces.add(namespace);
}

/** `a.b.c` -> `a`, `a.b`. */
export function namespacesOf(call: Segments): readonly string[] {
  return call.slice(1).map((_, index) => call.slice(0, index + 1).join("."));
}

function isFree(call: Segments, names: Names): boolean {
  const name = call.join(".");
  if (names.calls.has(name) || names.namespaces.has(name)) return false;
  return !namespacesOf(call).some((namespace) => names.calls.has(namespace));
}

/** A call within what people type, and beside what the client has of its own. */
function fitClient(call: Segments): Segments {
  const short = call.slice(-DEEPEST);
  const [first = ""] = short;
  return CLIENT_MEMBERS.has(first) ? short.with(0, `${first}_`) : short;
}

/** A resource that is also callable stays a namespace: the call becomes its `retrieve`, `create` ... */
function openNamespace({ fact, call }: Wish, namespaces: ReadonlySet<string>): Segments {
  let open = call;
  while (namespaces.has(open.join("."))) open = [...open, plainVerb(fact)];
  return open;
}

/** The first free of: the proposal's alternatives, the resource drawn into the method (`usage.listCompletions`). */
function findAlternative({ call, proposal }: Wish, isOpen: (name: Segments) => boolean): Segments | undefined {
  const drawnIn = call.slice(1).map((_, index) => drawIn(call, index + 1));
  return [...proposal.alternatives.map(fitClient), ...drawnIn].find(isOpen);
}

/** `a.b2`; where another call stands in the way of the whole namespace, all of it is drawn in. */
function numberCall(call: Segments, isOpen: (name: Segments) => boolean, counted: Counters): Segments {
  const flat = isOpen([...call.slice(0, -1), NEVER_USED]) ? call : drawIn(call, call.length - 1);
  const owner = flat.slice(0, -1);
  const counts = counted.get(owner.join(".")) ?? new Map<string, number>();
  counted.set(owner.join("."), counts);
  return [...owner, numberName(flat.at(-1) ?? "", (name) => !isOpen([...owner, name]), counts)];
}

/** `a.b.list` without its last so many resources: `a.listB`. */
function drawIn(call: Segments, depth: number): Segments {
  const resources = call.slice(0, -1);
  const words = [call.at(-1) ?? "", ...resources.slice(-depth)];
  return [...resources.slice(0, -depth), memberName(words.join(" "))];
}
