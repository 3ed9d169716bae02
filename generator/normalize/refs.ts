import { findByUri, findRecursionRoot } from "./anchors.js";
import { child, decodePercent, type Pointer } from "../contract/pointer.js";
import { isObject, lookUp } from "./reading.js";
import type { Node, Reading } from "./reading.js";

/**
 * Follows `$ref`s of parameters, bodies, responses and headers to what they stand for.
 * Returns `undefined`, with a diagnostic, where a reference leads nowhere, out of the document or in a circle.
 */
export function follow(node: Node, reading: Reading): Node | undefined {
  const seen = new Set<string>();
  let current = node;
  while (isObject(current.value) && typeof current.value["$ref"] === "string") {
    const ref = current.value["$ref"];
    const at = locate(ref, current.at, reading);
    if (at === undefined) return undefined;
    if (seen.has(at)) {
      reportCircle(ref, current.at, reading);
      return undefined;
    }
    seen.add(at);
    current = { value: lookUp(reading.root, at), at };
  }
  return current;
}

/** Where a reference leads; `undefined`, with a diagnostic, where that is nowhere in this document. */
export function locate(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  const target = find(ref, at, reading);
  if (target === undefined) reportDangling(ref, at, reading);
  return target;
}

/** The same without a word about what leads nowhere. */
export function find(ref: string, at: Pointer, reading: Reading): Pointer | undefined {
  for (const way of [findByPointer, findByBareName, findByOwnName]) {
    const target = way(ref, at, reading);
    if (target !== undefined && lookUp(reading.root, target) !== undefined) return target;
  }
  return undefined;
}

function findByPointer(ref: string): Pointer | undefined {
  return ref.startsWith("#/") ? canonical(ref) : undefined;
}

/** `$ref: Pet`, as Swagger had it before 2.0 was finished. */
function findByBareName(ref: string, _: Pointer, { dialect, schemasAt }: Reading): Pointer | undefined {
  return dialect === "2.0" && /^\w+$/.test(ref) ? child(schemasAt, ref) : undefined;
}

/** By the name that a schema gave itself; the document as a whole is no schema. */
function findByOwnName(ref: string, at: Pointer, { dialect, root }: Reading): Pointer | undefined {
  const place = dialect === "3.1" ? findByUri(ref, at, root) : undefined;
  return place === "#" ? undefined : place;
}

/** Where `$recursiveRef: "#"` leads; `undefined`, with a diagnostic, where no schema around it invites it. */
export function locateRecursion(at: Pointer, reading: Reading): Pointer | undefined {
  const target = findRecursionRoot(at, reading.root);
  if (target === undefined) {
    reading.report({
      code: "unresolved-ref",
      severity: "repair",
      message: "`$recursiveRef` stands in no schema with `$recursiveAnchor: true`; it is read as anything.",
      pointer: child(at, "$recursiveRef"),
      help: "Refer to the schema by its place.",
    });
  }
  return target;
}

/** One spelling for one target: percent-encoding undone. */
function canonical(ref: string): Pointer {
  return decodePercent(ref);
}

/** Says that a reference cannot be followed, and why. */
function reportDangling(ref: string, at: Pointer, reading: Reading): void {
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
