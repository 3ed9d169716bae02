import { isObject, type JsonObject } from "../contract/json.js";
import { child, documentOf, keysOfFragment } from "../contract/pointer.js";
import type { Pointer } from "../contract/pointer.js";
import type { SchemaId } from "../contract/schema.js";
import type { Documents } from "../read/documents.js";
import { valueAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { find, locate } from "./refs.js";

/**
 * What the names of `$dynamicAnchor`s mean on one way of reading: the schema of the outermost resource that has one.
 * A schema that is read under other meanings than its own is another schema: `List` of strings is not `List` of numbers.
 */
export type Bindings = ReadonlyMap<string, Pointer>;

/** What documents say of names that are bound late. */
interface LateNames {
  /** The names that some `$dynamicRef` asks for. */
  readonly asked: ReadonlySet<string>;
  /** Resource -> the names that it gives. */
  readonly given: ReadonlyMap<Pointer, Bindings>;
}

const known = new WeakMap<Documents, LateNames>();
const NONE: LateNames = { asked: new Set(), given: new Map() };

function lateNames({ documents, dialect }: Reading): LateNames {
  if (dialect !== "3.1") return NONE;
  const earlier = known.get(documents);
  if (earlier !== undefined) return earlier;
  const asked = new Set<string>();
  const given = new Map<Pointer, Map<string, Pointer>>();
  const walk = (value: unknown, at: Pointer, resource: Pointer): void => {
    if (typeof value !== "object" || value === null) return;
    const object = value as JsonObject;
    const own = typeof object["$id"] === "string" ? at : resource;
    if (typeof object["$dynamicRef"] === "string") asked.add(fragmentOf(object["$dynamicRef"]));
    if (typeof object["$dynamicAnchor"] === "string") {
      given.set(own, (given.get(own) ?? new Map<string, Pointer>()).set(object["$dynamicAnchor"], at));
    }
    for (const [key, member] of Object.entries(object)) walk(member, child(at, key), own);
  };
  for (const { name, root } of documents.parts.values()) walk(root, `${name}#`, `${name}#`);
  const late = asked.size === 0 ? NONE : { asked, given };
  known.set(documents, late);
  return late;
}

function fragmentOf(ref: string): string {
  return ref.slice(ref.indexOf("#") + 1);
}

/** What names mean at a place that is entered: what they meant before, and what its own resource gives. */
function enter(at: Pointer, bindings: Bindings, reading: Reading): Bindings {
  const given = lateNames(reading).given.get(resourceAround(at, reading));
  return given === undefined ? bindings : new Map([...given, ...bindings]);
}

function resourceAround(at: Pointer, { documents }: Reading): Pointer {
  const name = documentOf(at);
  let place = `${name}#`;
  let resource = place;
  let value: unknown = documents.parts.get(name)?.root;
  for (const key of keysOfFragment(at)) {
    value = typeof value === "object" && value !== null ? (value as JsonObject)[key] : undefined;
    place = child(place, key);
    if (isObject(value) && typeof value["$id"] === "string") resource = place;
  }
  return resource;
}

/** What names mean inside a schema; `undefined` where nothing changes. */
export function bindingsInside(node: Node, reading: Reading): Bindings | undefined {
  if (lateNames(reading) === NONE) return undefined;
  const isResource = isObject(node.value) && typeof node.value["$id"] === "string";
  if (reading.bindings !== undefined && !isResource) return undefined;
  return enter(node.at, reading.bindings ?? new Map(), reading);
}

/** Where a `$dynamicRef` leads: like a reference, but a name that is bound late means what it means on this way. */
export function locateDynamic(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  const first = locate(ref, at, reading);
  const target = first === undefined ? undefined : valueAt(first, reading);
  const name = fragmentOf(ref);
  const isLate = isObject(target) && target["$dynamicAnchor"] === name;
  return isLate ? (reading.bindings?.get(name) ?? first) : first;
}

/** The id of a schema that is referred to; where it is read under other meanings than its own, one that says so. */
export function idOf(target: Pointer, reading: Reading): SchemaId {
  if (lateNames(reading) === NONE || reading.bindings === undefined) return target;
  const place = reading.aliases().places.get(target) ?? target;
  const own = enter(place, new Map(), reading);
  const bindings = enter(place, reading.bindings, reading);
  const asked = askedBy(place, reading);
  const others = [...bindings].filter(([name, at]) => asked.has(name) && own.get(name) !== at);
  if (others.length === 0) return target;
  const id = `${target} (${others.map(([name, at]) => `${name}: ${at}`).join(", ")})`;
  reading.special.set(id, { at: place, bindings });
  return id;
}

/** The late names that a schema or one that it refers to asks for. */
function askedBy(target: Pointer, reading: Reading): ReadonlySet<string> {
  const asked = new Set<string>();
  const waiting = new Set([target]);
  const look = (value: unknown, at: Pointer): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, member] of Object.entries(value as JsonObject)) {
      const leads = (key === "$ref" || key === "$dynamicRef") && typeof member === "string";
      const next = leads ? find(member, at, reading) : undefined;
      if (next !== undefined) waiting.add(next);
      if (key === "$dynamicRef" && typeof member === "string") asked.add(fragmentOf(member));
      look(member, child(at, key));
    }
  };
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const at of waiting) look(valueAt(at, reading), at);
  return asked;
}
