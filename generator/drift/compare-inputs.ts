import type { Input, Operation } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import { addSchemas, type Exchange } from "./exchange.js";
import type { Direction, Effect, Guard } from "./finding.js";
import { compareLives, judgeRemoval } from "./lifecycle.js";
import { takesAnyText } from "./plain-text.js";
import { lifeChange, makeChange, polarityOf, type Session } from "./session.js";
import { isWithin, pairUp } from "./within.js";
import { isSame } from "./accepts.js";
import type { Pair } from "./walk.js";

/** Compares the parameters of two operations. */
export function compareInputs(exchange: Exchange): void {
  const { old: before, new: after } = exchange.operations;
  const pairs = matchInputs(before, after);
  const direction = polarityOf(after).request;
  for (const [left, right] of pairs) compareInput({ old: left, new: right }, direction, exchange);
  const left = new Set(pairs.keys());
  const right = new Set(pairs.values());
  for (const input of before.inputs.filter((each) => !left.has(each))) noteRemoved(input, direction, exchange);
  for (const input of after.inputs.filter((each) => !right.has(each))) {
    const at = { old: before.at, new: input.at };
    const rule = input.required ? "parameter-required-added" : "parameter-added";
    exchange.changes.push(makeChange(rule, { ...wordsOf(input), direction, at }));
  }
}

function noteRemoved(input: Input, direction: Direction, { changes, operations, session }: Exchange): void {
  const at = { old: input.at, new: operations.new.at };
  const { guards, changes: broken } = judgeRemoval(input, session.policy);
  const own: Guard = direction === "sent" ? "ignored" : "tolerated";
  const isDue = guards.includes("sanctioned");
  changes.push(
    makeChange("parameter-removed", { ...wordsOf(input), direction, guards: isDue ? guards : [own, ...guards], at }),
  );
  for (const life of broken) changes.push(lifeChange(life, { ...wordsOf(input), direction, at }));
}

function wordsOf(input: Input) {
  return { element: `${input.in} ${input.key}`, words: { key: input.key, place: input.in } };
}

/** Parameters by place and name, path parameters by position, and those that moved to another place. */
function matchInputs(before: Operation, after: Operation): Map<Input, Input> {
  const pairs = new Map<Input, Input>();
  const free = new Set(after.inputs);
  const match = (test: (left: Input, right: Input) => boolean): void => {
    for (const left of before.inputs) {
      if (pairs.has(left)) continue;
      const right = [...free].find((each) => test(left, each));
      if (right === undefined) continue;
      pairs.set(left, right);
      free.delete(right);
    }
  };
  const positions = { old: positionsOf(before), new: positionsOf(after) };
  match((left, right) => left.in === right.in && nameOf(left) === nameOf(right));
  match(
    (left, right) =>
      left.in === "path" && right.in === "path" && positions.old.indexOf(left.key) === positions.new.indexOf(right.key),
  );
  match((left, right) => left.in !== "path" && right.in !== "path" && left.key === right.key);
  return pairs;
}

/** Names of headers have no case. */
function nameOf({ in: place, key }: Input): string {
  return place === "header" ? key.toLowerCase() : key;
}

function positionsOf({ binding }: Operation): string[] {
  const path = binding.protocol === "http" ? binding.path : "";
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, key]) => key ?? "");
}

function compareInput(inputs: Pair<Input>, direction: Direction, exchange: Exchange): void {
  const { old: before, new: after } = inputs;
  const { changes } = exchange;
  const at = { old: before.at, new: after.at };
  const { element, words } = wordsOf(after);
  const add = (
    rule: Parameters<typeof makeChange>[0],
    more: { readonly before?: string; readonly after?: string; readonly effect?: Effect } = {},
  ): void => {
    changes.push(makeChange(rule, { element, words, direction, at, ...more }));
  };
  if (before.in !== after.in) add("parameter-moved", { before: before.in, after: after.in });
  else if (before.in === "path" && before.key !== after.key) noteRenamed(inputs, exchange);
  if (before.required !== after.required)
    add(after.required ? "parameter-became-required" : "parameter-became-optional");
  for (const life of compareLives(inputs, "parameter", exchange.session.policy)) {
    changes.push(lifeChange(life, { element, words, direction, at }));
  }
  const [left, right] = [styleOf(before), styleOf(after)];
  if (left !== right && before.in === after.in) add("parameter-style-changed", { before: left, after: right });
  compareDefaults(inputs, exchange, { element, direction });
  const repeated = readRepeated(inputs);
  if (repeated !== undefined)
    add("parameter-repeats", { effect: repeatEffect(before.schema, repeated, exchange.session) });
  addSchemas(exchange, direction, {
    nodes: {
      old: { schema: before.schema, at: `${before.at}/schema` },
      new: { schema: repeated ?? after.schema, at: `${after.at}/schema` },
    },
    label: element,
    guards:
      direction === "sent" && after.mediaType === undefined && takesAnyText(repeated ?? after.schema) ? ["text"] : [],
  });
}

/** The last path parameter is given by position, the others by name. */
function noteRenamed({ old: before, new: after }: Pair<Input>, { changes, operations }: Exchange): void {
  const guards: Guard[] = positionsOf(operations.new).at(-1) === after.key ? ["positional"] : [];
  const at = { old: before.at, new: after.at };
  const { element, words } = wordsOf(after);
  changes.push(
    makeChange("path-parameter-renamed", { element, words, guards, at, before: before.key, after: after.key }),
  );
}

/** `?tag=a` is also how an exploded list of one is written: a value that became such a list is still taken. */
function readRepeated({ old: before, new: after }: Pair<Input>): Schema | undefined {
  const isForm = after.style === "form" && after.explode && (after.in === "query" || after.in === "cookie");
  const list = withoutNull(after.schema);
  if (!isForm || list.kind !== "array" || (list.minItems ?? 0) > 1) return undefined;
  return ["string", "number", "boolean", "enum", "union"].includes(withoutNull(before.schema).kind) &&
    !allowsList(before.schema)
    ? list.items
    : undefined;
}

/** More only where every value that could be given once may be an item. */
function repeatEffect(before: Schema, items: Schema, { judging }: Session): Effect {
  if (takesAnyText(items)) return "widens";
  return isWithin(withoutNull(before), items, pairUp(judging.sent.old, judging.sent.new)) === "yes"
    ? "widens"
    : "incomparable";
}

function allowsList(schema: Schema): boolean {
  return schema.kind === "array" || (schema.kind === "union" && schema.variants.some(allowsList));
}

function withoutNull(schema: Schema): Schema {
  const variants = schema.kind === "union" ? schema.variants.filter(({ kind }) => kind !== "null") : [];
  return variants.length === 1 ? (variants[0] as Schema) : schema;
}

/** How a value is written; `explode` says something only where there are several parts. */
function styleOf({ style, explode, allowReserved, mediaType, schema }: Input): string {
  if (mediaType !== undefined) return mediaType;
  const isPlain = ["string", "number", "boolean", "enum"].includes(schema.kind);
  return [
    style,
    ...(explode && !isPlain ? ["exploded"] : []),
    ...(allowReserved ? ["reserved characters kept"] : []),
  ].join(", ");
}

function compareDefaults(
  { old: before, new: after }: Pair<Input>,
  { changes }: Exchange,
  remark: { readonly element: string; readonly direction: Direction },
): void {
  const [left, right] = [before.default, after.default];
  if (left === right || (left !== undefined && right !== undefined && isSame(left, right))) return;
  const rule = left === undefined ? "default-added" : right === undefined ? "default-removed" : "default-changed";
  changes.push(makeChange(rule, { ...remark, before: left, after: right, at: { old: before.at, new: after.at } }));
}
