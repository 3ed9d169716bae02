import type { Schema, SchemaId } from "../contract/schema.js";
import type { Pair } from "./walk.js";

const MARK = "= ";

/** A reference to a schema that is compared elsewhere: here it is nothing but itself. */
export interface Opaque {
  /** The same on both sides. */
  readonly number: string;
  /** The schema on this side. */
  readonly id: SchemaId;
}

/** What an opaque reference stands for; `undefined` for all others. */
export function readOpaque(id: SchemaId): Opaque | undefined {
  const [, number, own] = /^= (\d+) (.*)$/s.exec(id) ?? [];
  return number === undefined || own === undefined ? undefined : { number, id: own };
}

/** Puts opaque references in the place of those that both sides reached together. */
export function hideReached(schema: Schema, side: keyof Pair<unknown>, reached: Iterable<Pair<SchemaId>>): Schema {
  const numbers = new Map<SchemaId, number>();
  let number = 0;
  // What is reached together with two others is neither of them.
  for (const pair of reached) {
    number++;
    if (!numbers.has(pair[side])) numbers.set(pair[side], number);
  }
  return numbers.size === 0 ? schema : replaceRefs(schema, numbers);
}

function replaceRefs<Value>(value: Value, numbers: ReadonlyMap<SchemaId, number>): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => replaceRefs(item, numbers)) as Value;
  const ref = value as { readonly kind?: unknown; readonly id?: unknown };
  if (ref.kind === "ref" && typeof ref.id === "string") {
    const number = numbers.get(ref.id);
    return number === undefined ? value : ({ kind: "ref", id: `${MARK}${number} ${ref.id}` } as Value);
  }
  if (ref.kind === "enum") return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceRefs(member, numbers)])) as Value;
}

/** A schema as text in which nothing is left but what it allows. */
export function textOf(schema: Schema): string {
  return JSON.stringify(sortParts(schema));
}

function sortParts(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sortParts);
  const entries = Object.entries(value)
    .filter(([key]) => key !== "doc" && key !== "example" && key !== "deprecated" && key !== "extensions")
    .map(([key, member]): [string, unknown] => {
      if (key === "id" && typeof member === "string") return [key, readOpaque(member)?.number ?? member];
      const sorted = sortParts(member);
      return [key, isUnordered(key, value) && Array.isArray(sorted) ? sortByText(sorted) : sorted];
    });
  return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isUnordered(key: string, parent: object): boolean {
  const kind = "kind" in parent ? parent.kind : undefined;
  return (
    ["variants", "members", "properties", "alsoRequired", "patterns", "rules"].includes(key) ||
    (key === "values" && kind === "enum")
  );
}

function sortByText(items: readonly unknown[]): unknown[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((left, right) => (left.text < right.text ? -1 : 1))
    .map(({ item }) => item);
}
