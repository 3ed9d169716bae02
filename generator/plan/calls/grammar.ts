import type { CallFact, Proposal, Segments } from "./fact.js";
import { dropRepetition, plainVerb } from "./path.js";
import { camelCase, isNameable, memberName, splitWords } from "../names.js";
import { mentionsAction } from "./verbs.js";

/** A way in which a contract writes all its operations' names; undefined for an operation that does not follow it. */
type Reader = (fact: CallFact) => Segments | undefined;

interface Grammar {
  readonly read: Reader;
  /** What must hold beside nine in ten operations that follow. */
  readonly isPlausible: (facts: readonly CallFact[]) => boolean;
}

/** Words of a code base's layout, not of its API: `PetsController_list`, `app.api.endpoints.pets.list`. */
const LAYOUT = /^(?:apis?|app|controllers?|ctrl|endpoints?|handlers?|resources?|routes?|services?|src|views?|v\d+)$/i;

const GRAMMARS: readonly Grammar[] = [
  { read: splitId(/\/|#|::?/), isPlausible: always },
  { read: splitId(/\./), isPlausible: always },
  { read: readGroupVerb, isPlausible: (facts) => share(facts, (fact) => readGroupVerb(fact)?.length === 2) >= 0.5 },
  { read: readFragment, isPlausible: (facts) => share(facts, (fact) => /[#?]/.test(fact.path)) >= 0.5 },
  { read: readProcedure, isPlausible: areProcedures },
];

/** Takes operations at their word, where at least nine in ten share a grammar. The others are left out. */
export function proposeByGrammar(facts: readonly CallFact[]): ReadonlyMap<string, Proposal> {
  const grammar = GRAMMARS.find(
    ({ read, isPlausible }) => share(facts, (fact) => read(fact)) >= 0.9 && isPlausible(facts),
  );
  if (!grammar) return new Map();
  const named = facts.flatMap((fact) => {
    const words = grammar.read(fact) ?? readWhole(fact);
    return words ? [{ fact, words }] : [];
  });
  const short = dropLayout(named.map(({ words }) => words));
  return new Map(named.map(({ fact }, index) => [fact.id, propose(fact, short[index] ?? [])]));
}

function always(): boolean {
  return true;
}

function share(facts: readonly CallFact[], test: (fact: CallFact) => unknown): number {
  return facts.length === 0 ? 0 : facts.filter((fact) => test(fact)).length / facts.length;
}

/** `/#X-Amz-Target=Service.Verb`: the operationId says it all, perhaps after its method (`POST_Verb`). */
function readFragment(fact: CallFact): Segments | undefined {
  const id = dropMethod(fact);
  return id !== undefined && /^\w+$/.test(id) ? [id] : undefined;
}

function readWhole(fact: CallFact): Segments | undefined {
  const id = dropMethod(fact);
  return id !== undefined && isNameable(id) ? [id] : undefined;
}

function dropMethod({ operationId, method }: CallFact): string | undefined {
  if (operationId?.toUpperCase().startsWith(`${method}_`)) return operationId.slice(method.length + 1);
  return operationId;
}

/** `repos/get`, `chat.postMessage`, `Pets#list`. */
function splitId(separator: RegExp): Reader {
  return ({ operationId = "" }) => {
    const parts = operationId.split(separator).filter((part) => part !== "");
    return parts.length > 1 && parts.every((part) => /^[\p{L}_][\p{L}\p{N}_-]*$/u.test(part)) ? parts : undefined;
  };
}

/** `Group_Verb`, or in the same company a `Verb` alone. A lower-case `list_pets` is just a snake. */
function readGroupVerb({ operationId = "", method }: CallFact): Segments | undefined {
  const parts = operationId.split("_");
  const [group = "", verb = ""] = parts;
  if (!/^\p{Lu}[\p{L}\p{N}-]*$/u.test(group) || group.toUpperCase() === method) return undefined;
  if (parts.length === 1) return parts;
  return parts.length === 2 && /^\p{L}[\p{L}\p{N}-]*$/u.test(verb) ? parts : undefined;
}

/** `/chat.postMessage`, `/files/list_folder`: no templates, the last segment does something. */
function readProcedure({ path }: CallFact): Segments | undefined {
  const pieces = path.split("/").filter((piece) => piece !== "");
  const spaces = pieces.slice(0, -1).filter((piece) => !/^(?:apis?|rpc|rest|json|v?\d+(?:\.\d+)*)$/i.test(piece));
  const parts = [...spaces, ...(pieces.at(-1) ?? "").split(".")];
  return parts.every((part) => /^[\p{L}_][\p{L}\p{N}_:-]*$/u.test(part)) ? parts : undefined;
}

/** Enough of them, one method a path, and mostly verbs: not just a handful of readable things. */
function areProcedures(facts: readonly CallFact[]): boolean {
  if (facts.length < 5 || new Set(facts.map((fact) => fact.path)).size < facts.length) return false;
  const isDotted = share(facts, (fact) => /\w\.\w+$/.test(fact.path) && !/\.(?:json|xml|php)$/.test(fact.path)) >= 0.9;
  return isDotted || share(facts, (fact) => mentionsAction(splitWords(readProcedure(fact)?.at(-1) ?? ""))) >= 0.75;
}

/** Drops a first segment that all names share (the API's own name), and layout words that all share after it. */
function dropLayout(names: readonly Segments[]): readonly Segments[] {
  let short = names;
  const first = short[0]?.[0];
  const isShared = (): boolean => short.every((parts) => parts.length > 2 && parts[0] === short[0]?.[0]);
  if (first !== undefined && isShared()) short = short.map((parts) => parts.slice(1));
  while (isShared() && LAYOUT.test(short[0]?.[0] ?? "")) short = short.map((parts) => parts.slice(1));
  return dropRole(short);
}

/** `PetsController`, `StoreController`: a role that all groups end in says nothing. */
function dropRole(names: readonly Segments[]): readonly Segments[] {
  const roles = new Set(names.map((parts) => (parts.length > 1 ? splitGroup(parts).slice(1).at(-1) : undefined)));
  const [role] = roles;
  if (roles.size !== 1 || role === undefined || !LAYOUT.test(role)) return names;
  return names.map((parts) => parts.with(parts.length - 2, splitGroup(parts).slice(0, -1).join(" ")));
}

function splitGroup(parts: Segments): readonly string[] {
  return splitWords(parts.at(-2) ?? "");
}

function propose(fact: CallFact, parts: Segments): Proposal {
  const last = parts.at(-1) ?? "";
  const method = dropRepetition(parts.at(-2) ?? "", last) ?? plainVerb(fact);
  const segments = [...parts.slice(0, -1), method].map(memberName);
  const byMethod = camelCase(`${method} by ${fact.method.toLowerCase()}`);
  return { segments, alternatives: [[...segments.slice(0, -1), byMethod]], weight: 0 };
}
