import type { CallFact, Proposal, Segments } from "./fact.js";
import { dropPrefixes, readPath, type PathToken } from "./route.js";
import { camelCase, escapeReserved, isNameable, memberName, pascalCase, splitWords } from "../names.js";
import { countCalls, isMethod, newNode, plantRoute, type PathNode } from "./path-tree.js";
import { singularize } from "./singular.js";
import { isAction, isThingToo } from "./verbs.js";

/** One operation with the nodes that its path leads through, the root first. */
interface Route {
  readonly fact: CallFact;
  readonly tokens: readonly PathToken[];
  readonly marks: readonly string[];
  readonly trail: readonly PathNode[];
}

const PLAIN_METHODS: ReadonlyMap<string, string> = new Map([
  ["GET", "retrieve"],
  ["POST", "create"],
  ["DELETE", "delete"],
]);

/** Names operations by their paths: static segments are resources, the method and the answer choose the verb. */
export function proposeByPath(facts: readonly CallFact[]): ReadonlyMap<string, Proposal> {
  const respell = readSpellings(facts);
  const full = new Map(facts.map((fact) => [fact.id, readPath(fact.path).map(respell)]));
  const paths = dropPrefixes(full);
  const root = newNode("");
  const routes = facts.map((fact): Route => {
    const all = paths.get(fact.id) ?? [];
    const tokens = all.filter((token) => token.kind !== "mark");
    const marks = all.flatMap((token) => (token.kind === "mark" ? [token.text] : []));
    return { fact, tokens, marks, trail: plantRoute(root, fact, tokens) };
  });
  const dropped = new Map(
    [...full].map(([id, tokens]) => [id, tokens.slice(0, tokens.length - (paths.get(id)?.length ?? 0))]),
  );
  const isMixed = new Set([...dropped.values()].map((tokens) => tokens.length)).size > 1;
  return new Map(
    routes.map((route) => [route.fact.id, propose(route, isMixed ? (dropped.get(route.fact.id) ?? []) : [])]),
  );
}

/** The verb for an operation whose name turned out to be a namespace. */
export function plainVerb(fact: CallFact): string {
  if (fact.method === "GET") return fact.returnsList ? "list" : "retrieve";
  if (fact.method === "PUT" || fact.method === "PATCH") return "update";
  return PLAIN_METHODS.get(fact.method) ?? memberName(fact.method.toLowerCase());
}

/** A schema's title knows where the words of a run-together segment end: `InvoiceItem` parts `invoiceitems`. */
function readSpellings(facts: readonly CallFact[]): (token: PathToken) => PathToken {
  const titles = [...new Set(facts.map((fact) => fact.title ?? ""))]
    .filter((title) => !/\s/.test(title))
    .sort()
    .map(splitWords);
  const spellings = new Map(titles.map((words) => [words.join("").toLowerCase(), words]));
  return (token) => {
    if (token.kind !== "static" || !/^\p{Ll}+$/u.test(token.text)) return token;
    const words = spellings.get(token.text) ?? spellings.get(singularize(token.text));
    if (!words || words.length < 2) return token;
    const lead = words.slice(0, -1).map((word) => word.toLowerCase());
    return { kind: "static", text: [...lead, token.text.slice(lead.join("").length)].join(" ") };
  };
}

/** Where only some paths lost a prefix, it can tell two apart: `/api/users` is `api.users` beside `/users`. */
function propose(route: Route, dropped: readonly PathToken[]): Proposal {
  const segments = nameRoute(route);
  const [prefix] = dropped;
  const unabridged = prefix?.kind === "static" ? [[memberName(prefix.text), ...segments]] : [];
  return { segments, alternatives: [...unabridged, ...qualify(route, segments)], weight: weigh(route.trail.at(-1)) };
}

/** A resource that has items or several methods is the real one of two that come to the same name. */
function weigh(node: PathNode | undefined): number {
  return node ? node.calls.size + (node.item?.calls.size ?? 0) : 0;
}

function nameRoute({ fact, tokens, trail }: Route): Segments {
  const resources = nameResources(tokens);
  const last = tokens.at(-1);
  if (last?.kind === "verb") return [...resources, memberName(last.text)];
  if (resources.length === 0) return [nameRootCall(fact)];
  const node = trail.at(-1);
  const parent = trail.at(-2);
  if (!node || !parent) return [...resources, plainVerb(fact)];
  if (last?.kind === "item") return nameItemRoute(trail, resources, fact);
  if (isMethod(node, parent, trail.length === 2)) return nameLeafMethod(resources, tokens);
  const verb = nameCollectionCall(node, fact);
  return resources.at(-1) === verb ? resources : [...resources, verb];
}

/** `/users/search/{query}`: an action whose only call takes path parameters is a method all the same. */
function nameItemRoute(trail: readonly PathNode[], resources: Segments, fact: CallFact): Segments {
  const above = trail.slice(1).filter((node) => node.name !== "");
  const node = trail.at(-1);
  const parent = trail.at(-2);
  const thing = above.at(-1);
  if (!node || !parent || !thing) return resources;
  const readsThing = isThingToo(thing.words) && fact.method !== "POST" && !fact.returnsList;
  const isMethodOfItem = isAction(thing.words) && countCalls(thing) === 1;
  return isMethodOfItem && !readsThing ? resources : [...resources, nameItemCall(node, parent, fact)];
}

/** The last segment is the method, and as such keeps the words that it would lose as a resource. */
function nameLeafMethod(resources: Segments, tokens: readonly PathToken[]): Segments {
  const owner = nameResources(tokens.slice(0, -1));
  if (owner.length === resources.length) return resources;
  const ofItem = tokens.at(-2)?.kind === "item";
  return [...owner, nameMethod(resources.at(-1) ?? "", owner.at(-1) ?? "", ofItem)];
}

/** A reserved word cannot be imported or destructured, so it takes its object along: `voidInvoice`. */
function nameMethod(name: string, owner: string, ofItem: boolean): string {
  if (owner === "" || name === "delete" || escapeReserved(name) === name) return name;
  const words = splitWords(owner);
  const last = words.at(-1) ?? "";
  return memberName([name, ...words.slice(0, -1), ofItem ? singularize(last) : last].join(" "));
}

/** `GET /` and `/{bucket}` have no resource to stand on; their operationId says more than a bare verb. */
function nameRootCall(fact: CallFact): string {
  return fact.operationId !== undefined && isNameable(fact.operationId)
    ? memberName(fact.operationId)
    : plainVerb(fact);
}

/** Static segments; one that repeats the words of its neighbor loses them (`/report/report-types` = `report.types`). */
function nameResources(tokens: readonly PathToken[]): string[] {
  const resources: string[] = [];
  let above = "";
  for (const token of tokens) {
    if (token.kind === "static") {
      const name = dropRepetition(above, token.text);
      if (name !== undefined) resources.push(memberName(name));
    }
    above = token.kind === "static" ? token.text : "";
  }
  return resources;
}

/** What of a text is left when it begins with the words of the one above it; undefined when nothing is. */
export function dropRepetition(above: string, text: string): string | undefined {
  const words = splitWords(text);
  const repeated = splitWords(above).map((word) => word.toLowerCase());
  if (repeated.length === 0 || repeated.some((word, index) => words[index]?.toLowerCase() !== word)) return text;
  return words.length === repeated.length ? undefined : words.slice(repeated.length).join(" ");
}

function nameCollectionCall(node: PathNode, fact: CallFact): string {
  const verb = collectionVerb(node, fact);
  const item = node.item;
  if (!item || verb === "list" || verb === "create") return verb;
  const itemVerbs = [...item.calls.keys()].map((method) => itemVerb(item, method));
  return itemVerbs.includes(verb) ? `${verb}All` : verb;
}

function collectionVerb(node: PathNode, fact: CallFact): string {
  const isList = node.calls.get("GET") || (node.item !== undefined && node.item.calls.size > 0);
  if (fact.method === "GET") return isList ? "list" : "retrieve";
  if (fact.method === "PUT") return node.calls.has("PATCH") ? "replace" : "update";
  if (fact.method !== "POST") return plainVerb(fact);
  const isSingleton = node.calls.has("GET") && !isList && !node.item;
  return isSingleton && !node.calls.has("PUT") && !node.calls.has("PATCH") ? "update" : "create";
}

function nameItemCall(node: PathNode, parent: PathNode, fact: CallFact): string {
  if (fact.method === "GET") return fact.returnsList && !parent.calls.has("GET") ? "list" : "retrieve";
  return itemVerb(node, fact.method) ?? plainVerb(fact);
}

function itemVerb(node: PathNode, method: string): string | undefined {
  if (method === "GET") return "retrieve";
  if (method === "PUT") return node.calls.has("PATCH") ? "replace" : "update";
  if (method === "PATCH") return "update";
  if (method === "POST") return node.calls.has("PUT") || node.calls.has("PATCH") ? "create" : "update";
  return PLAIN_METHODS.get(method);
}

/** Longer names for the one that yields: by its path's marks, its parameters, its operationId, its method. */
function qualify({ fact, tokens, marks }: Route, segments: Segments): readonly Segments[] {
  const owner = segments.slice(0, -1);
  const method = segments.at(-1) ?? "";
  const words = [...marks.filter(isNameable), ...nameParameters(tokens).map((parameter) => `By${parameter}`)];
  const named = words.map((word) => [...owner, camelCase(`${method} ${word}`)]);
  const byId =
    fact.operationId !== undefined && isNameable(fact.operationId) ? [[...owner, memberName(fact.operationId)]] : [];
  return [...named, ...byId, [...owner, camelCase(`${method} by ${fact.method.toLowerCase()}`)]];
}

/** The path parameters, the last first, by the name of the thing that they identify. */
function nameParameters(tokens: readonly PathToken[]): string[] {
  return tokens
    .flatMap((token, index) => {
      if (token.kind !== "item") return [];
      const words = splitWords(token.key);
      const thing = words.length > 1 && /^id$/i.test(words.at(-1) ?? "") ? words.slice(0, -1) : words;
      const before = tokens[index - 1];
      const isBare = thing.length === 1 && /^id$/i.test(thing[0] ?? "");
      const text = isBare && before?.kind === "static" ? singularize(before.text) : thing.join(" ");
      return isNameable(text) ? [pascalCase(text)] : [];
    })
    .reverse();
}
