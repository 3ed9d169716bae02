import { isObject, type JsonObject } from "../contract/json.js";
import { child, documentOf, keysOfFragment, type Pointer } from "../contract/pointer.js";
import type { Documents } from "../read/documents.js";
import { textAt } from "./reading.js";
import type { Reading } from "./reading.js";

/** The names that documents and the schemas in them give themselves: `$self`, `$id`, `$anchor`. */
interface Names {
  /** Where each name leads, by its full URI. */
  readonly places: Map<string, Pointer>;
  /** What references are relative to, by the place of the schema that says so. */
  readonly bases: Map<Pointer, string>;
}

/** Stands for where the contract lies, which is no fact of the contract. */
const CONTRACT = "contract:///";

const known = new WeakMap<Documents, Names>();

/** Where a reference by `$id`, `$anchor` or `$self` leads: relative to the `$id` around it, as JSON Schema has it. */
export function findByUri(ref: string, at: Pointer, documents: Documents): Pointer | undefined {
  const names = namesIn(documents);
  const uri = resolveUri(ref, baseAround(at, names));
  if (uri === undefined) return undefined;
  const [resource = "", fragment = ""] = uri.split("#", 2);
  if (fragment !== "" && !fragment.startsWith("/")) return names.places.get(uri);
  const place = names.places.get(resource);
  return place === undefined ? undefined : place + fragment;
}

/** The outermost schema around a place that invites recursion into itself (`$recursiveAnchor: true`). */
export function findRecursionRoot(at: Pointer, { documents }: Pick<Reading, "documents">): Pointer | undefined {
  const name = documentOf(at);
  let place = `${name}#`;
  let value: unknown = documents.parts.get(name)?.root;
  for (const key of keysOfFragment(at)) {
    if (isObject(value) && value["$recursiveAnchor"] === true) return place;
    value = typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined;
    place = child(place, key);
  }
  return undefined;
}

/** Computed when a reference first needs it: few contracts have such names. */
function namesIn(documents: Documents): Names {
  const earlier = known.get(documents);
  if (earlier !== undefined) return earlier;
  const names: Names = { places: new Map(), bases: new Map() };
  for (const { name, root } of documents.parts.values()) {
    const base = resolveUri(name, CONTRACT) ?? CONTRACT;
    names.places.set(base, `${name}#`);
    collectNames({ value: root, at: `${name}#`, base }, names);
  }
  known.set(documents, names);
  return names;
}

interface Place {
  readonly value: unknown;
  readonly at: Pointer;
  readonly base: string;
}

function collectNames({ value, at, base }: Place, names: Names): void {
  if (typeof value !== "object" || value === null) return;
  const object = value as JsonObject;
  const isTop = at.endsWith("#");
  const id = isObject(value) ? ((isTop ? textAt(object, "$self") : undefined) ?? idOf(object, at)) : undefined;
  const own = (id === undefined ? undefined : resolveUri(id, base)?.replace(/#.*/, "")) ?? base;
  if (own !== base || isTop) names.bases.set(at, own);
  if (own !== base) noteName(own, at, names);
  for (const keyword of ["$anchor", "$dynamicAnchor"]) {
    const anchor = textAt(object, keyword);
    if (anchor !== undefined) noteName(resolveUri(`#${anchor}`, own), at, names);
  }
  for (const [key, member] of Object.entries(object)) {
    collectNames({ value: member, at: child(at, key), base: own }, names);
  }
}

/** The contract itself is no schema: it has no `$id`. */
function idOf(object: JsonObject, at: Pointer): string | undefined {
  return at === "#" ? undefined : textAt(object, "$id");
}

function noteName(uri: string | undefined, at: Pointer, { places }: Names): void {
  if (uri !== undefined && !places.has(uri)) places.set(uri, at);
}

function baseAround(at: Pointer, { bases }: Names): string {
  const top = `${documentOf(at)}#`;
  for (let place = at; place.length > top.length; place = place.slice(0, place.lastIndexOf("/"))) {
    const base = bases.get(place);
    if (base !== undefined) return base;
  }
  return bases.get(top) ?? CONTRACT;
}

function resolveUri(ref: string, base: string): string | undefined {
  return URL.canParse(ref, base) ? new URL(ref, base).href : undefined;
}
