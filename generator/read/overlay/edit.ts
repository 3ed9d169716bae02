import { child } from "../../contract/pointer.js";
import type { Json } from "../../contract/schema.js";
import type { Part } from "../document.js";

/** Where a value is written down. */
export interface Origin {
  readonly part: Part;
  readonly pointer: string;
}

type JsonObject = { [key: string]: Json };
type Container = JsonObject | Json[];

/** A document that is being changed. What is touched is copied first, once: parsed documents may share nodes. */
export interface Edit {
  readonly part: Part;
  root: Json;
  /** What was copied already, and nobody else holds. */
  owned: WeakSet<object>;
  /** Members that are written down elsewhere than where their container is. */
  readonly strays: WeakMap<object, Map<string, Origin>>;
  /** Called for every value that is looked at. */
  readonly spend: () => void;
}

/** Starts changing a document. */
export function createEdit(part: Part, spend: () => void): Edit {
  return { part, root: part.root, owned: new WeakSet(), strays: new WeakMap(), spend };
}

/** Merges a value into what is at `path`; false where the two do not go together. */
export function update(edit: Edit, path: readonly string[], { value, from }: Written): boolean {
  const target = reach(edit, path);
  if (target !== undefined) {
    if (Array.isArray(target) || !isObject(value)) return false;
    merge(edit, target, { value, from });
    return true;
  }
  const parent = path.length > 0 && !isContainer(value) ? reach(edit, path.slice(0, -1)) : undefined;
  const key = path.at(-1) ?? "";
  if (parent === undefined || memberOf(parent, key) === undefined) return false;
  write(edit, { container: parent, key }, { value, from });
  return true;
}

/** Adds to the list at `path`; false where there is none. */
export function append(edit: Edit, path: readonly string[], values: readonly Written[]): boolean {
  const list = reach(edit, path);
  if (!Array.isArray(list)) return false;
  for (const value of values) add(edit, list, value);
  return true;
}

/** Takes everything at `paths` away, as if at once. */
export function remove(edit: Edit, paths: readonly (readonly string[])[]): void {
  const groups = new Map<Container, { readonly keys: Set<string>; readonly at: Origin }>();
  for (const path of paths) {
    const above = path.slice(0, -1);
    const container = reach(edit, above);
    if (container === undefined) continue;
    const group = groups.get(container) ?? { keys: new Set(), at: trace(edit, above) };
    groups.set(container, group);
    group.keys.add(path.at(-1) ?? "");
  }
  for (const [container, { keys, at }] of groups) {
    if (Array.isArray(container)) dropItems(edit, container, { keys, at });
    else for (const key of keys) dropMember(edit, container, key);
  }
}

/** Leaves everything as it is now to whoever holds it: what follows works on copies. */
export function settle(edit: Edit): void {
  edit.owned = new WeakSet();
}

/** Where what is at `path` now is written down. */
export function trace(edit: Edit, path: readonly string[]): Origin {
  let origin: Origin = { part: edit.part, pointer: "#" };
  let here: Json | undefined = edit.root;
  for (const key of path) {
    const stray = isContainer(here) ? edit.strays.get(here)?.get(key) : undefined;
    origin = stray ?? below(origin, key);
    here = isContainer(here) ? memberOf(here, key) : undefined;
  }
  return origin;
}

/** A value, and where it is written down. */
export interface Written {
  readonly value: Json;
  readonly from: Origin;
}

function own<Value extends Container>(edit: Edit, value: Value): Value {
  if (edit.owned.has(value)) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Value;
  const known = edit.strays.get(value);
  if (known) edit.strays.set(copy, new Map(known));
  edit.owned.add(copy);
  return copy;
}

/** The container at a path, ready to be changed; `undefined` where there is none any more. */
function reach(edit: Edit, path: readonly string[]): Container | undefined {
  if (!isContainer(edit.root)) return undefined;
  let here = own(edit, edit.root);
  edit.root = here as Json;
  for (const key of path) {
    edit.spend();
    const member = memberOf(here, key);
    if (!isContainer(member)) return undefined;
    const next = own(edit, member);
    if (next !== member) put(here, key, next as Json);
    here = next;
  }
  return here;
}

function merge(edit: Edit, container: JsonObject, { value, from }: Written): void {
  for (const [key, member] of Object.entries(value as JsonObject)) {
    edit.spend();
    const written = { value: member, from: below(from, key) };
    const existing = memberOf(container, key);
    if (isObject(existing) && isObject(member)) {
      const inner = own(edit, existing);
      put(container, key, inner);
      merge(edit, inner, written);
    } else if (isList(existing) && isList(member)) {
      const list = own(edit, existing);
      put(container, key, list);
      member.forEach((item, index) => add(edit, list, { value: item, from: below(written.from, index) }));
    } else write(edit, { container, key }, written);
  }
}

function add(edit: Edit, list: Json[], written: Written): void {
  edit.spend();
  write(edit, { container: list, key: String(list.length) }, written);
}

interface Spot {
  readonly container: Container;
  readonly key: string;
}

function write(edit: Edit, { container, key }: Spot, { value, from }: Written): void {
  put(container, key, value);
  const known = edit.strays.get(container) ?? new Map<string, Origin>();
  known.set(key, from);
  edit.strays.set(container, known);
}

function dropMember(edit: Edit, container: JsonObject, key: string): void {
  Reflect.deleteProperty(container, key);
  edit.strays.get(container)?.delete(key);
}

/** Those behind move up, and remember where they are written down. */
function dropItems(
  edit: Edit,
  list: Json[],
  { keys, at }: { readonly keys: ReadonlySet<string>; readonly at: Origin },
): void {
  const known = edit.strays.get(list);
  const moved = new Map<string, Origin>();
  const kept: Json[] = [];
  for (const [index, item] of list.entries()) {
    if (keys.has(String(index))) continue;
    moved.set(String(kept.length), known?.get(String(index)) ?? below(at, index));
    kept.push(item);
  }
  list.length = 0;
  for (const item of kept) list.push(item);
  edit.strays.set(list, moved);
}

function below({ part, pointer }: Origin, key: string | number): Origin {
  return { part, pointer: child(pointer, key) };
}

function memberOf(container: Container, key: string): Json | undefined {
  return Object.hasOwn(container, key) ? (container as JsonObject)[key] : undefined;
}

/** Not by assignment: a member may be called `__proto__`. */
function put(container: Container, key: string, value: Json): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}

function isContainer(value: Json | undefined): value is Container {
  return typeof value === "object" && value !== null;
}

function isList(value: Json | undefined): value is Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}
