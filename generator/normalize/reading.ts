import { isObject, type JsonObject } from "../contract/json.js";
import type { Diagnostic } from "../diagnostics.js";
import { child, documentOf, keysOfFragment, type Pointer } from "../contract/pointer.js";
import type { ObjectSchema, Schema, SchemaId } from "../contract/schema.js";
import type { Documents } from "../read/documents.js";
import type { Aliases } from "./aliases.js";

/** What every reader of one contract shares: its documents, its dialect, and where findings go. */
export interface Reading {
  /** The contract's own document. */
  readonly root: unknown;
  readonly documents: Documents;
  readonly dialect: "2.0" | "3.0" | "3.1";
  /** Where the contract keeps the schemas that have names. */
  readonly schemasAt: Pointer;
  /** Schemas of other documents that the contract gives names; computed when first asked. */
  aliases(): Aliases;
  /** Reads a schema; here, so that the readers of types and unions can call back without a circle of imports. */
  readSchema(node: Node): Schema;
  /** What late names mean where reading stands; absent outside of schemas. */
  readonly bindings?: ReadonlyMap<string, Pointer>;
  /** The schemas that are read under other meanings than their own: where they stand, and what names mean in them. */
  readonly special: Map<SchemaId, { readonly at: Pointer; readonly bindings: ReadonlyMap<string, Pointer> }>;
  /** The objects that accept no members but their own, and where each of them stands. */
  readonly closed: Map<ObjectSchema, Pointer>;
  /** Notes that a schema is referred to, so that it is read too wherever it stands. */
  refer(id: SchemaId): void;
  report(diagnostic: Diagnostic): void;
}

/** A value of the document together with its place in it. */
export interface Node {
  readonly value: unknown;
  readonly at: Pointer;
}

/** The text at a key, `undefined` where it is missing, empty or not a text. */
export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The members of an object that are its own, with their places; nothing where it is no object. */
export function membersOf(node: Node): (Node & { readonly key: string })[] {
  const { value, at } = node;
  return isObject(value) ? Object.keys(value).map((key) => ({ key, value: value[key], at: child(at, key) })) : [];
}

/** The items of an array with their places; nothing where it is no array. */
export function itemsOf(node: Node): Node[] {
  if (!Array.isArray(node.value)) return [];
  return node.value.map((value: unknown, index) => ({ value, at: child(node.at, index) }));
}

/** The member of a node, with its place. */
export function memberOf(node: Node, key: string): Node {
  return { value: isObject(node.value) ? node.value[key] : undefined, at: child(node.at, key) };
}

/** What a pointer leads to in the document, or `undefined`. */
export function lookUp(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const key of keysOfFragment(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

const found = new WeakMap<Documents, Map<Pointer, unknown>>();

/** What stands at a place of any of the contract's documents, or `undefined`; looked up once, for many refer to the same. */
export function valueAt(at: Pointer, { documents }: Pick<Reading, "documents">): unknown {
  const values = found.get(documents) ?? new Map<Pointer, unknown>();
  found.set(documents, values);
  if (!values.has(at)) values.set(at, lookUp(documents.parts.get(documentOf(at))?.root, at));
  return values.get(at);
}

/** A schema as it is written, where it stands itself. */
export function nodeOf(id: SchemaId, reading: Reading): Node {
  const at = reading.aliases().places.get(id) ?? id;
  return { value: valueAt(at, reading), at };
}
