import type { Diagnostic } from "../diagnostics.js";
import type { Pointer } from "../contract/contract.js";
import type { Schema, SchemaId } from "../contract/schema.js";

/** What every reader of one document shares: the document itself, its dialect, and where findings go. */
export interface Reading {
  readonly root: unknown;
  readonly dialect: "3.0" | "3.1";
  /** Reads a schema; here, so that the readers of types and unions can call back without a circle of imports. */
  readSchema(node: Node): Schema;
  /** Notes that a schema is referred to, so that it is read too wherever it stands. */
  refer(id: SchemaId): void;
  report(diagnostic: Diagnostic): void;
}

export type JsonObject = { readonly [key: string]: unknown };

/** A value of the document together with its place in it. */
export interface Node {
  readonly value: unknown;
  readonly at: Pointer;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text at a key, `undefined` where it is missing, empty or not a text. */
export function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** The members of an object that are its own, with their places; nothing where it is no object. */
export function membersOf(node: Node): (Node & { readonly key: string })[] {
  if (!isObject(node.value)) return [];
  return Object.entries(node.value).map(([key, value]) => ({ key, value, at: child(node.at, key) }));
}

/** The items of an array with their places; nothing where it is no array. */
export function itemsOf(node: Node): Node[] {
  if (!Array.isArray(node.value)) return [];
  return node.value.map((value: unknown, index) => ({ value, at: child(node.at, String(index)) }));
}

/** The member of a node, with its place. */
export function memberOf(node: Node, key: string): Node {
  return { value: isObject(node.value) ? node.value[key] : undefined, at: child(node.at, key) };
}

export function child(at: Pointer, key: string): Pointer {
  return key.includes("~") || key.includes("/")
    ? `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`
    : `${at}/${key}`;
}

/** The keys of a pointer, `#/paths/~1v1` -> `["paths", "/v1"]`; percent-encoding is undone, as in a URI fragment. */
export function keysOf(pointer: Pointer): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((segment) => decodeSegment(segment).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decodeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** What a pointer leads to in the document, or `undefined`. */
export function lookUp(root: unknown, pointer: Pointer): unknown {
  let value = root;
  for (const key of keysOf(pointer)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/**
 * Follows `$ref`s of parameters, bodies, responses and headers to what they stand for.
 * Returns `undefined`, with a diagnostic, where a reference leads nowhere, out of the document or in a circle.
 */
export function follow(node: Node, reading: Reading): Node | undefined {
  const seen = new Set<string>();
  let current = node;
  while (isObject(current.value) && typeof current.value["$ref"] === "string") {
    const ref = current.value["$ref"];
    const target = resolve(ref, current.at, reading);
    if (target === undefined || seen.has(ref)) {
      if (target !== undefined) reportCircle(ref, current.at, reading);
      return undefined;
    }
    seen.add(ref);
    current = target;
  }
  return current;
}

function resolve(ref: string, at: Pointer, reading: Reading): Node | undefined {
  const value = ref.startsWith("#/") ? lookUp(reading.root, ref) : undefined;
  if (value !== undefined) return { value, at: ref };
  reportDangling(ref, at, reading);
  return undefined;
}

/** Says that a reference cannot be followed, and why. */
export function reportDangling(ref: string, at: Pointer, reading: Reading): void {
  const isExternal = !ref.startsWith("#");
  reading.report({
    code: isExternal ? "external-ref" : "unresolved-ref",
    severity: "repair",
    message: isExternal
      ? `\`$ref: ${ref}\` leads out of this document, which is not supported yet; it is read as anything.`
      : `\`$ref: ${ref}\` leads nowhere; it is read as anything.`,
    pointer: child(at, "$ref"),
    help: isExternal
      ? "Bundle the contract into one file first."
      : "Correct the reference, or add what it should lead to.",
  });
}

function reportCircle(ref: string, at: Pointer, reading: Reading): void {
  reading.report({
    code: "circular-ref",
    severity: "warning",
    message: `\`$ref: ${ref}\` leads back to itself.`,
    pointer: child(at, "$ref"),
  });
}
