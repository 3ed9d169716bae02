import { isObject } from "../contract/json.js";
import { child, keysOfFragment } from "../contract/pointer.js";
import type { Json } from "../contract/schema.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import type { Document } from "./document.js";
import type { Documents } from "./documents.js";

/** What stands at a place: a section of `components` that has such parts, or "inline" where none has. */
type Kind = "schemas" | "parameters" | "responses" | "requestBodies" | "headers" | "examples" | "inline";

/** Keywords whose members the author named, with what those are. */
const MAPS: { readonly [keyword: string]: Kind } = {
  properties: "schemas",
  patternProperties: "schemas",
  $defs: "schemas",
  dependentSchemas: "schemas",
  schemas: "schemas",
  parameters: "parameters",
  responses: "responses",
  requestBodies: "requestBodies",
  headers: "headers",
  examples: "examples",
  content: "inline",
  paths: "inline",
  pathItems: "inline",
  webhooks: "inline",
  securitySchemes: "inline",
  encoding: "inline",
  additionalOperations: "inline",
};

/** Keywords that hold one part, or a list of parts, that is no schema. */
const PARTS: { readonly [keyword: string]: Kind } = {
  parameters: "parameters",
  requestBody: "requestBodies",
  components: "inline",
  ...Object.fromEntries("get put post delete options head patch trace query".split(" ").map((key) => [key, "inline"])),
};

/** Keywords that hold values, in which a `$ref` is none, or parts that get no type. */
const VALUES = new Set(["const", "default", "enum", "example", "value", "callbacks", "links"]);

type Members = { readonly [key: string]: Json };

function asMembers(value: Json | undefined): Members {
  return isObject(value) ? (value as Members) : {};
}

/** Where a reference leads: the name of a document, and a pointer into it. */
interface Target {
  readonly document: string;
  readonly pointer: string;
}

interface Bundling {
  readonly documents: Documents;
  /** Where what other documents hold is found in the bundle. */
  readonly places: Map<string, string>;
  /** What was brought in, by section and name. */
  readonly brought: Map<string, Json>;
  /** The names of documents that are needed and are not there. */
  readonly missed: Set<string>;
}

/** A contract of several documents as one: what others hold stands in its `components`, and references lead there. */
export function bundleDocuments(documents: Documents): Stage<Document["root"]> {
  const { root } = documents.root;
  if (documents.parts.size + documents.unread.size === 1) return { value: root, diagnostics: [] };
  const bundling: Bundling = { documents, places: new Map(), brought: new Map(), missed: new Set() };
  findAliases(bundling);
  const own = rewriteMembers(root, "inline", { bundling, document: "", inside: [] });
  const components: { [section: string]: Json } = { ...asMembers(own["components"]) };
  for (const [place, value] of bundling.brought) {
    const [section = "", name = ""] = keysOfFragment(place).slice(1);
    components[section] = { ...asMembers(components[section]), [name]: value };
  }
  return { value: { ...own, components }, diagnostics: tellMissed(bundling) };
}

function tellMissed({ missed, documents }: Bundling): Diagnostic[] {
  return [...missed].flatMap((name): Diagnostic[] => {
    const reason = documents.unread.get(name);
    const message = `${name} cannot be read (${reason?.message}); what refers to it may be anything.`;
    return reason === undefined ? [] : [{ ...reason, code: "file-not-read", severity: "warning", message }];
  });
}

/** `components.schemas.Pet: { $ref: pet.yaml }`: the contract has a name for it already. */
function findAliases(bundling: Bundling): void {
  const components = asMembers(bundling.documents.root.root["components"]);
  for (const [section, parts] of Object.entries(components)) {
    for (const [name, part] of Object.entries(asMembers(parts))) {
      const { $ref: ref, ...beside } = asMembers(part);
      if (Object.keys(beside).length > 0) continue;
      const target = typeof ref === "string" ? locate(ref, "", bundling) : undefined;
      const key = target && target.document !== "" ? keyOf(target) : undefined;
      if (key !== undefined && !bundling.places.has(key)) bundling.places.set(key, placeOf(section, name));
    }
  }
}

/** Where rewriting stands. */
interface Spot {
  readonly bundling: Bundling;
  /** The document that is rewritten. */
  readonly document: string;
  /** What is written in place around here, so that nothing holds itself. */
  readonly inside: readonly string[];
  /** Set for the contract's own entry for something of another document. */
  readonly alias?: string;
}

function rewrite(value: Json, kind: Kind, spot: Spot): Json {
  if (Array.isArray(value)) return value.map((item: Json) => rewrite(item, kind, spot));
  if (!isObject(value)) return value;
  const object = asMembers(value);
  return typeof object["$ref"] === "string"
    ? rewriteReference(object["$ref"], object, { kind, spot })
    : rewriteMembers(object, kind, spot);
}

function rewriteMembers(object: Members, kind: Kind, spot: Spot): { [key: string]: Json } {
  // `fromEntries` defines its keys: one called `__proto__` is kept.
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, rewriteMember(key, value, { kind, spot })]),
  );
}

interface Around {
  readonly kind: Kind;
  readonly spot: Spot;
}

function rewriteMember(key: string, value: Json, { kind, spot }: Around): Json {
  if (VALUES.has(key) || key.startsWith("x-")) return value;
  // In a schema these are no keywords.
  const map = kind === "schemas" && !SCHEMA_MAPS.has(key) ? undefined : MAPS[key];
  if (map !== undefined && isObject(value)) return rewriteMap(key, asMembers(value), { kind: map, spot });
  if (key === "discriminator" && isObject(value)) return rewriteDiscriminator(asMembers(value), spot);
  return rewrite(value, kind === "schemas" ? kind : (PARTS[key] ?? (isObject(value) ? "schemas" : "inline")), spot);
}

const SCHEMA_MAPS = new Set(["properties", "patternProperties", "$defs", "dependentSchemas"]);

function rewriteMap(section: string, map: Members, { kind, spot }: Around): Json {
  const entries = Object.entries(map).map(([name, value]): [string, Json] => [
    name,
    rewrite(value, kind, { ...spot, alias: placeOf(section, name) }),
  ]);
  return Object.fromEntries(entries);
}

/** A discriminator holds references as plain texts, or names. */
function rewriteDiscriminator(value: Members, spot: Spot): Json {
  const rewritten = (ref: Json): Json => {
    const isRef = typeof ref === "string" && /[#/.]/.test(ref);
    const found = isRef ? rewriteReference(ref, { $ref: ref }, { kind: "schemas", spot }) : undefined;
    return asMembers(found)["$ref"] ?? ref;
  };
  const entries = Object.entries(value).map(([key, member]): [string, Json] => {
    if (key === "defaultMapping") return [key, rewritten(member)];
    if (key !== "mapping" || !isObject(member)) return [key, member];
    return [key, Object.fromEntries(Object.entries(asMembers(member)).map(([tag, ref]) => [tag, rewritten(ref)]))];
  });
  return Object.fromEntries(entries);
}

/** A reference that leads nowhere stays as it is: whoever reads it next says so. */
function rewriteReference(ref: string, object: Members, { kind, spot }: Around): Json {
  const { bundling, document, inside, alias } = spot;
  const target = locate(ref, document, bundling);
  const value = target && lookUp(target, bundling);
  if (target !== undefined && value === undefined) bundling.missed.add(target.document);
  if (target === undefined || value === undefined) return object;
  const { $ref: _, ...beside } = object;
  const rest = rewriteMembers(beside, kind, spot);
  if (target.document === "") return { $ref: `#${target.pointer}`, ...rest };
  const key = keyOf(target);
  const next = { bundling, document: target.document, inside: [...inside, key] };
  if (kind === "inline") {
    const inner = inside.includes(key) ? {} : rewrite(value, kind, next);
    return isObject(inner) ? ({ ...inner, ...rest } as Json) : inner;
  }
  if (alias !== undefined && bundling.places.get(key) === alias) return rewrite(value, kind, { ...next, inside: [] });
  return { $ref: bring(value, target, { kind, spot: next }), ...rest };
}

/** Puts a part of another document into the bundle once, and tells where. */
function bring(value: Json, target: Target, { kind, spot }: Around): string {
  const { bundling } = spot;
  const key = keyOf(target);
  const known = bundling.places.get(key);
  if (known !== undefined) return known;
  const place = freePlace(kind, nameOf(target), bundling);
  bundling.places.set(key, place);
  bundling.brought.set(place, null);
  bundling.brought.set(place, rewrite(value, kind, { ...spot, inside: [] }));
  return place;
}

function freePlace(section: string, name: string, { brought, documents }: Bundling): string {
  const own = asMembers(asMembers(documents.root.root["components"])[section]);
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    const place = placeOf(section, free);
    if (!brought.has(place) && !Object.hasOwn(own, free)) return place;
  }
}

/** Its own key, or the name of the file that it is. */
function nameOf({ document, pointer }: Target): string {
  const file =
    document
      .replace(/[?].*$/, "")
      .split("/")
      .at(-1) ?? "";
  const name = keysOfFragment(pointer).at(-1) ?? file.replace(/\.(?:json|ya?ml)$/i, "");
  return name.replaceAll(/[^\w.-]+/g, "-") || "part";
}

function placeOf(section: string, name: string): string {
  return child(child("#/components", section), name);
}

function keyOf({ document, pointer }: Target): string {
  return `${document}#${pointer}`;
}

function locate(ref: string, from: string, { documents }: Bundling): Target | undefined {
  const at = ref.indexOf("#");
  const pointer = at < 0 ? "" : ref.slice(at + 1);
  // Names within a document (`#pet`) are for those who know its dialect.
  if (pointer !== "" && !pointer.startsWith("/")) return undefined;
  const document = at === 0 ? from : documents.nameTarget(at < 0 ? ref : ref.slice(0, at), from);
  return document === undefined ? undefined : { document, pointer };
}

function lookUp({ document, pointer }: Target, { documents }: Bundling): Json | undefined {
  const start: unknown = documents.parts.get(document)?.root;
  const found = keysOfFragment(pointer).reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as { readonly [key: string]: unknown })[key]
        : undefined,
    start,
  );
  return found as Json | undefined;
}
