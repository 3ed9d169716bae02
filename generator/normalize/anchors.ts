import { child, keysOfFragment, type Pointer } from "../contract/pointer.js";
import { isObject, textAt } from "./reading.js";
import type { JsonObject } from "./reading.js";

/** The names that a document and the schemas in it give themselves: `$self`, `$id`, `$anchor`. */
interface Names {
  /** Where each name leads, by its full URI. */
  readonly places: ReadonlyMap<string, Pointer>;
  /** What references are relative to, by the place of the schema that says so. */
  readonly bases: ReadonlyMap<Pointer, string>;
}

/** Stands for where the document lies, which is no fact of the document. */
const DOCUMENT = "contract:///";

const known = new WeakMap<object, Names>();

/** Where a reference by `$id`, `$anchor` or `$self` leads: relative to the `$id` around it, as JSON Schema has it. */
export function findByUri(ref: string, at: Pointer, root: unknown): Pointer | undefined {
  if (!isObject(root)) return undefined;
  const names = namesIn(root);
  const uri = resolveUri(ref, baseAround(at, names));
  if (uri === undefined) return undefined;
  const [resource = "", fragment = ""] = uri.split("#", 2);
  if (fragment !== "" && !fragment.startsWith("/")) return names.places.get(uri);
  const place = names.places.get(resource);
  return place === undefined ? undefined : place + fragment;
}

/** The outermost schema around a place that invites recursion into itself (`$recursiveAnchor: true`). */
export function findRecursionRoot(at: Pointer, root: unknown): Pointer | undefined {
  let place = "#";
  let value = root;
  for (const key of keysOfFragment(at)) {
    if (isObject(value) && value["$recursiveAnchor"] === true) return place;
    value = typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined;
    place = child(place, key);
  }
  return undefined;
}

/** Computed when a reference first needs it: few documents have such names. */
function namesIn(root: JsonObject): Names {
  const earlier = known.get(root);
  if (earlier !== undefined) return earlier;
  const places = new Map<string, Pointer>();
  const bases = new Map<Pointer, string>();
  const note = (uri: string | undefined, at: Pointer): void => {
    if (uri !== undefined && !places.has(uri)) places.set(uri, at);
  };
  const walk = (value: unknown, at: Pointer, base: string): void => {
    if (typeof value !== "object" || value === null) return;
    const object = value as JsonObject;
    const id = isObject(value) ? textAt(object, at === "#" ? "$self" : "$id") : undefined;
    const own = (id === undefined ? undefined : resolveUri(id, base)?.replace(/#.*/, "")) ?? base;
    if (own !== base || at === "#") bases.set(at, own);
    if (own !== base) note(own, at);
    for (const keyword of ["$anchor", "$dynamicAnchor"]) {
      const anchor = textAt(object, keyword);
      if (anchor !== undefined) note(resolveUri(`#${anchor}`, own), at);
    }
    for (const [key, member] of Object.entries(object)) walk(member, child(at, key), own);
  };
  note(DOCUMENT, "#");
  walk(root, "#", DOCUMENT);
  const names = { places, bases };
  known.set(root, names);
  return names;
}

function baseAround(at: Pointer, { bases }: Names): string {
  for (let place = at; place !== "#" && place !== ""; place = place.slice(0, place.lastIndexOf("/"))) {
    const base = bases.get(place);
    if (base !== undefined) return base;
  }
  return bases.get("#") ?? DOCUMENT;
}

function resolveUri(ref: string, base: string): string | undefined {
  return URL.canParse(ref, base) ? new URL(ref, base).href : undefined;
}
