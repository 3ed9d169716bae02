import type { Contract } from "../contract/contract.js";
import { keysOfFragment } from "../contract/pointer.js";
import type { Schema } from "../contract/schema.js";
import type { Change } from "../drift/finding.js";
import type { Lock } from "../write/lock.js";
import type { ClientTypes } from "./client-types.js";
import type { Uses } from "./record.js";
import { sortPlaces, type Use } from "./uses.js";

/** What is known of the user's code, and of the contract that its client was made of. */
export interface Usage {
  readonly contract: Contract;
  readonly lock: Lock;
  readonly types: ClientTypes;
  readonly uses: Uses;
}

type Reaching = Pick<Change, "rule" | "direction" | "words" | "old" | "new"> & {
  readonly operations: readonly string[];
};

/** Becoming required is noticed by those who leave it out, and that is where no use of it is. */
const OF_ITS_PARENT: ReadonlySet<string> = new Set(["property-became-required", "property-shown"]);

/** The uses that a change touches; `undefined` where that cannot be decided, so that it counts as used. */
export function findTouched(change: Reaching, usage: Usage): readonly Use[] | undefined {
  const operations = change.operations.map((id) => findOperation(id, change, usage));
  if (operations.includes(undefined)) return undefined;
  const ids = operations.flatMap((id) => id ?? []);
  const called = ids.flatMap((id) => usesOfOperation(id, usage));
  if (ids.length > 0 && called.length === 0) return [];
  const member = findMember({ ...change, operations: ids }, usage);
  if (member !== undefined) return sortPlaces(member.filter((use) => concerns(use, change)));
  return ids.length === 0 ? undefined : sortPlaces(called);
}

/** The operation as the old contract has it, which may have moved; none for webhooks, which the client does not call. */
function findOperation(id: string, { old }: Reaching, { contract, lock }: Usage): string | undefined {
  if (Object.hasOwn(lock.operations, id)) return id;
  const pointer = old?.pointer ?? "";
  return contract.operations.find(({ at }) => pointer === at || pointer.startsWith(`${at}/`))?.id;
}

function usesOfOperation(id: string, { types, uses }: Usage): readonly Use[] {
  return types.operation(id).flatMap((node) => uses.get(node) ?? []);
}

/** The uses of the member that a change is about; `undefined` where it is about none, or about one that has no type. */
function findMember(change: Reaching, usage: Usage): readonly Use[] | undefined {
  const pointer = change.old?.pointer;
  if (pointer === undefined) return undefined;
  const named = namedAt(pointer, usage.lock);
  if (named !== undefined) return findInNamed(change, { schema: named, keys: keysBelow(pointer, named) }, usage);
  const { types } = usage;
  const uses = change.operations.flatMap((id) => {
    const keys = keysOfExchange(pointer, id, usage);
    const direction = change.direction ?? "sent";
    const nodes = keys.length === 0 ? [] : findNodes(types.exchange(id, direction), parentKeys(keys, change), usage);
    return nodes.length === 0 ? [undefined] : nodes.map((node) => usage.uses.get(node) ?? []);
  });
  return uses.length === 0 || uses.includes(undefined) ? undefined : uses.flatMap((each) => each ?? []);
}

/** Body members stand beside the other parameters, or under `body`; those that would clash under `query`. */
function findNodes(start: ReturnType<ClientTypes["exchange"]>, keys: readonly string[], { types }: Usage) {
  for (const outer of [[], ["body"], ["query"]]) {
    const nodes = types.member(start, [...outer, ...keys]);
    if (nodes.length > 0) return nodes;
  }
  return [];
}

function parentKeys(keys: readonly string[], { rule, direction }: Reaching): readonly string[] {
  return OF_ITS_PARENT.has(rule) && direction === "sent" ? keys.slice(0, -1) : keys;
}

interface InNamed {
  readonly schema: string;
  readonly keys: readonly string[];
}

function findInNamed(change: Reaching, { schema, keys }: InNamed, usage: Usage): readonly Use[] | undefined {
  const { types, uses } = usage;
  const path = parentKeys(keys, change);
  const twin = change.direction === "sent" ? types.named(`${schema} (sent)`) : undefined;
  const symbol = twin ?? types.named(schema);
  const own = symbol === undefined ? [] : declarationsAt(symbol, path, types);
  const spread = change.direction === "sent" ? findSpread(change, { schema, keys: path }, usage) : [];
  if (own.length + spread.length === 0) return undefined;
  return [...own.flatMap((node) => uses.get(node) ?? []), ...spread.flat()];
}

function declarationsAt(
  symbol: NonNullable<ReturnType<ClientTypes["named"]>>,
  path: readonly string[],
  types: ClientTypes,
) {
  return path.length === 0 ? types.declarations(symbol) : types.member([types.typeOf(symbol)], path);
}

/** The members of a body's own schema are written out among an operation's parameters. */
function findSpread({ operations }: Reaching, { schema, keys }: InNamed, usage: Usage): (readonly Use[])[] {
  const { contract, types, uses } = usage;
  return operations.flatMap((id) => {
    const body = contract.operations.find((each) => each.id === id)?.body;
    if (!body?.contents.some((content) => isMadeOf(content.schema, schema, contract))) return [];
    if (keys.length === 0) return [usesOfOperation(id, usage).map((use) => ({ ...use, way: "write" as const }))];
    return findNodes(types.exchange(id, "sent"), keys, usage).map((node) => uses.get(node) ?? []);
  });
}

/** Whether a schema is the one of this id, or takes its members in. */
function isMadeOf(schema: Schema, id: string, contract: Contract): boolean {
  const open = [schema];
  const seen = new Set<string>();
  for (const each of open) {
    if (each.kind === "all") open.push(...each.members);
    if (each.kind !== "ref" || seen.has(each.id)) continue;
    seen.add(each.id);
    const target = contract.schemas[each.id]?.schema;
    if (target !== undefined) open.push(target);
  }
  return seen.has(id);
}

/** The schema with a name that a pointer leads into. */
function namedAt(pointer: string, { types }: Lock): string | undefined {
  const ids = Object.keys(types).filter((id) => pointer === id || pointer.startsWith(`${id}/`));
  return ids.sort((left, right) => right.length - left.length)[0];
}

/** The names of the members that a pointer below a schema goes through. */
function keysBelow(pointer: string, schema: string): string[] {
  const steps = keysOfFragment(`#${pointer.slice(schema.length)}`);
  const keys: string[] = [];
  for (let index = 0; index < steps.length; index++) {
    if (steps[index] === "properties" && index + 1 < steps.length) keys.push(steps[++index] ?? "");
    else if (steps[index] === "patternProperties" || /^(?:all|any|one)Of$/.test(steps[index] ?? "")) index++;
  }
  return keys;
}

/** From a parameter's place its name comes first; from a body's or an answer's what its schema says. */
function keysOfExchange(pointer: string, id: string, { contract }: Usage): string[] {
  const operation = contract.operations.find((each) => each.id === id);
  const input = operation?.inputs.find(({ at }) => pointer === at || pointer.startsWith(`${at}/`));
  if (input !== undefined) return [input.key, ...keysBelow(pointer, input.at)];
  const schema = /^.*?\/schema(?=\/|$)/.exec(pointer)?.[0];
  return schema === undefined ? [] : keysBelow(pointer, schema);
}

/** What is only read is not sent; a value that the code does not name is not missed. */
function concerns(use: Use, { direction, rule, words }: Reaching): boolean {
  if (direction === "sent" && use.way === "read") return false;
  if (rule !== "enum-value-removed" || use.values === undefined) return true;
  return use.values.some((value) => JSON.stringify(value) === words["value"] || value === words["value"]);
}
