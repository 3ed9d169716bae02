import { isObject, type JsonObject } from "../contract/json.js";
import { child } from "../contract/pointer.js";
import type { Schema, SchemaId, Tag } from "../contract/schema.js";
import { lookUp, memberOf, membersOf, textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { findSchema, locateSchema } from "./refs.js";
import { keyOf } from "./schema-keys.js";

type SchemaNode = Node & { readonly value: JsonObject };

/** The discriminator: its mapping as written, and where it is silent a schema's own name (as OpenAPI has it). */
export function readTag(node: SchemaNode, variants: readonly Schema[], reading: Reading): Tag | undefined {
  const { value: discriminator, at } = memberOf(node, "discriminator");
  // Swagger 2.0 names the property alone.
  if (typeof discriminator === "string") return { key: discriminator, mapping: impliedMapping(variants, new Set()) };
  if (!isObject(discriminator)) return undefined;
  const key = textAt(discriminator, "propertyName");
  if (key === undefined) return undefined;
  const mapping = mappingOf(node).flatMap(({ key: value, target, at: place }) => {
    const id = findByName(target, reading) ?? findSchema(target, place, reading);
    return id === undefined ? [] : [{ value, id }];
  });
  const implied = impliedMapping(variants, new Set(mapping.map((entry) => entry.id)));
  const fallback = textAt(discriminator, "defaultMapping");
  const fallbackId = fallback && (findByName(fallback, reading) ?? findSchema(fallback, at, reading));
  return { key, mapping: [...mapping, ...implied], ...(fallbackId && { fallback: fallbackId }) };
}

function impliedMapping(variants: readonly Schema[], mapped: ReadonlySet<SchemaId>): Tag["mapping"] {
  return variants
    .filter((variant) => variant.kind === "ref")
    .filter((variant) => !mapped.has(variant.id))
    .map((variant) => ({ value: keyOf(variant.id), id: variant.id }));
}

/** What a discriminator leads to is read even where nothing else refers to it; what leads nowhere is told. */
export function referVariants(node: SchemaNode, reading: Reading): void {
  for (const { key, target, at } of targetsOf(node)) {
    const place = { at, key, node: child(at, key), loss: "left out" } as const;
    const id = findByName(target, reading) ?? locateSchema(target, place, reading);
    if (id !== undefined) reading.refer(id);
  }
}

/** A schema that a discriminator names, by a name or a reference, and where it does. */
interface Target {
  readonly key: string;
  readonly target: string;
  /** Where the key stands. */
  readonly at: string;
}

function targetsOf(node: SchemaNode): Target[] {
  const { value, at } = memberOf(node, "discriminator");
  const target = isObject(value) ? textAt(value, "defaultMapping") : undefined;
  return [...mappingOf(node), ...(target === undefined ? [] : [{ key: "defaultMapping", target, at }])];
}

function mappingOf(node: SchemaNode): Target[] {
  const mapping = memberOf(memberOf(node, "discriminator"), "mapping");
  return membersOf(mapping).flatMap(({ key, value: target }) =>
    typeof target === "string" ? [{ key, target, at: mapping.at }] : [],
  );
}

function findByName(target: string, { root, schemasAt }: Reading): SchemaId | undefined {
  const named = child(schemasAt, target);
  return !target.startsWith("#/") && lookUp(root, named) !== undefined ? named : undefined;
}
