import { isObject, type JsonObject } from "../contract/json.js";
import { child, decodePercent, documentOf, keysOfFragment, type Pointer } from "../contract/pointer.js";
import { findByUri, findRecursionRoot } from "./anchors.js";
import { removal } from "./mends.js";
import { valueAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { reportCircle, reportDangling, reportForeign, type Loss, type Stray } from "./refs-report.js";

/**
 * Follows `$ref`s of parameters, bodies, responses and headers to what they stand for.
 * Returns `undefined`, with a diagnostic, where a reference leads nowhere or in a circle.
 */
export function follow(node: Node, reading: Reading, loss: Loss = "left out"): Node | undefined {
  const seen = new Set<string>();
  let current = node;
  while (isObject(current.value) && typeof current.value["$ref"] === "string") {
    const ref = current.value["$ref"];
    const at = find(ref, current.at, reading) ?? guess(ref, { at: current.at, loss, node: node.at }, reading);
    if (at === undefined) return undefined;
    if (seen.has(at)) {
      reportCircle(ref, current.at, reading);
      return undefined;
    }
    seen.add(at);
    current = { value: valueAt(at, reading), at };
  }
  return current;
}

/** Where a reference leads; `undefined`, with a diagnostic, where that is nowhere in the contract's documents. */
export function locate(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  return find(ref, at, reading) ?? guess(ref, { at, loss: "open", node: at }, reading);
}

function guess(ref: string, stray: Stray, reading: Reading): Pointer | undefined {
  const meant = findInContract(ref, stray.at, reading);
  if (meant !== undefined) reportForeign(ref, stray, reading);
  else reportDangling(ref, stray, reading);
  return meant;
}

/** Where a reference to a schema leads in the end: under the contract's own name where it gives one. */
export function locateSchema(ref: string, stray: Stray, reading: Reading): Pointer | undefined {
  const target = find(ref, stray.at, reading) ?? guess(ref, stray, reading);
  return target === undefined ? undefined : endOf(target, reading);
}

/** The same without a word, for what is told elsewhere. */
export function findSchema(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  const target = find(ref, at, reading) ?? findInContract(ref, at, reading);
  return target === undefined ? undefined : endOf(target, reading);
}

function endOf(target: Pointer, reading: Reading): Pointer {
  return target.startsWith("#") ? target : nameOf(findEnd(target, reading), reading);
}

function nameOf(end: Pointer, reading: Reading): Pointer {
  return reading.aliases().names.get(end) ?? end;
}

/** Where the references of other documents end that say nothing but where to go on; in a circle, where it began. */
export function findEnd(start: Pointer, reading: Reading): Pointer {
  const seen = new Set([start]);
  for (let at = start; ;) {
    const value = valueAt(at, reading);
    if (!isBareReference(value, reading)) return at;
    const next = find(value.$ref, at, reading);
    if (next === undefined || next.startsWith("#")) return next ?? at;
    if (seen.has(next)) return start;
    seen.add(next);
    at = next;
  }
}

/** Whether a schema is a reference and nothing else but hints. */
export function isBareReference(value: unknown, { dialect }: Reading): value is JsonObject & { readonly $ref: string } {
  if (!isObject(value) || typeof value["$ref"] !== "string") return false;
  const isAlone = Object.keys(value).every((key) => key === "$ref" || key.startsWith("x-"));
  return isAlone || (dialect !== "3.1" && value["nullable"] !== true);
}

type Find = (ref: string, at: Pointer, reading: Reading) => Pointer | undefined;

const ways: readonly Find[] = [findByPointer, findInDocument, findByBareName, findByOwnName, findThrough];

/** Where a reference leads, without a word about those that lead nowhere. */
export function find(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  for (const way of ways) {
    const target = way(ref, at, reading);
    if (target !== undefined && valueAt(target, reading) !== undefined) return target;
  }
  return undefined;
}

function findByPointer(ref: string, at: Pointer): Pointer | undefined {
  if (ref.startsWith("#/")) return documentOf(at) + decodePercent(ref);
  // The contract as a whole is no schema; another document may be one.
  return ref === "#" && !at.startsWith("#") ? `${documentOf(at)}#` : undefined;
}

function findInDocument(ref: string, at: Pointer, { documents }: Reading): Pointer | undefined {
  const [target = "", fragment = ""] = ref.split("#", 2);
  const name = target === "" ? undefined : documents.nameTarget(target, documentOf(at));
  if (name === undefined || (fragment !== "" && !fragment.startsWith("/"))) return undefined;
  if (name === "" && fragment === "") return undefined;
  return `${name}#${decodePercent(fragment)}`;
}

/** `$ref: Pet`, as Swagger had it before 2.0 was finished. */
function findByBareName(ref: string, _: Pointer, { dialect, schemasAt }: Reading): Pointer | undefined {
  return dialect === "2.0" && /^\w+$/.test(ref) ? child(schemasAt, ref) : undefined;
}

/** `#/components/schemas/Pet` where `schemas` is itself a reference to the file that holds them. */
function findThrough(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  const start = findByPointer(ref, at) ?? findInDocument(ref, at, reading);
  if (start === undefined || reading.documents.parts.size === 1) return undefined;
  let place = `${documentOf(start)}#`;
  for (const key of keysOfFragment(start)) {
    let value = valueAt(place, reading);
    for (let steps = 0; steps < 20 && isObject(value) && !Object.hasOwn(value, key); steps++) {
      const next = typeof value["$ref"] === "string" ? findInDocument(value["$ref"], place, reading) : undefined;
      if (next === undefined) return undefined;
      place = next;
      value = valueAt(place, reading);
    }
    place = child(place, key);
  }
  return place;
}

/** By the name that a schema gave itself; the document as a whole is no schema. */
function findByOwnName(ref: string, at: Pointer, { dialect, documents }: Reading): Pointer | undefined {
  const place = dialect === "3.1" ? findByUri(ref, at, documents) : undefined;
  return place === "#" ? undefined : place;
}

/** Many write `#/components/schemas/Pet` in every file, and mean the contract that the files will be bundled into. */
function findInContract(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  if (at.startsWith("#") || !ref.startsWith("#/")) return undefined;
  const target = decodePercent(ref);
  return valueAt(target, reading) === undefined ? undefined : target;
}

/** Where `$recursiveRef: "#"` leads; `undefined`, with a diagnostic, where no schema around it invites it. */
export function locateRecursion(at: Pointer, reading: Reading): Pointer | undefined {
  const target = findRecursionRoot(at, reading);
  if (target === undefined) {
    reading.report({
      code: "unresolved-ref",
      severity: "repair",
      message: "`$recursiveRef` stands in no schema with `$recursiveAnchor: true`; it is read as anything.",
      pointer: child(at, "$recursiveRef"),
      help: "Refer to the schema by its place.",
      mend: removal(child(at, "$recursiveRef")),
    });
  }
  return target && (reading.aliases().names.get(target) ?? target);
}
