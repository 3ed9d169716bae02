import { child, documentOf, type Pointer } from "../contract/pointer.js";
import type { Mend } from "../diagnostics.js";
import { addition } from "./mends.js";
import type { Reading } from "./reading.js";

/** The place of a reference that leads nowhere, and what could be done about it. */
export interface Stray {
  readonly at: Pointer;
  readonly mend: readonly Mend[];
}

/** Says that a reference cannot be followed, and why. */
export function reportDangling(ref: string, { at, mend }: Stray, reading: Reading): void {
  const { documents } = reading;
  const target = ref.split("#", 1)[0] ?? "";
  const name = target === "" ? documentOf(at) : documents.nameTarget(target, documentOf(at));
  const reason = name === undefined ? undefined : documents.unread.get(name);
  // A mistake in the file that is meant has a place of its own.
  if (reason?.place !== undefined) reading.report({ ...reason, severity: "repair" });
  const why = reason?.message ?? describeTarget(name, reading);
  reading.report({
    code: "unresolved-ref",
    severity: "repair",
    message: `\`$ref: ${ref}\` leads nowhere${why === "" ? "" : ` (${why})`}; it is read as anything.`,
    pointer: child(at, "$ref"),
    help: reason?.help ?? "Correct the reference, or add what it should lead to.",
    ...(mend.length > 0 && { mend }),
  });
}

function describeTarget(name: string | undefined, { documents }: Reading): string {
  if (name !== undefined) return "";
  return documents.root.source.location === "-"
    ? "a contract from stdin has no folder"
    : "that is no file or address that may be read from there";
}

/** Says that a reference was read as one into the contract's own document. */
export function reportForeign(ref: string, at: Pointer, reading: Reading): void {
  reading.report({
    code: "ref-into-contract",
    severity: "repair",
    message: `\`$ref: ${ref}\` leads nowhere in this file; the contract's own is meant.`,
    pointer: child(at, "$ref"),
    help: "Name the contract's file before the `#`.",
    mend: addition(at, { $ref: wayToContract(documentOf(at), reading) + ref }),
  });
}

/** A relative reference from one of the contract's files to the contract. */
function wayToContract(name: string, { documents }: Reading): string {
  const file = documents.root.source.location.split(/[\\/]/).at(-1) ?? "";
  return "../".repeat(name.split("/").length - 1) + file;
}

/** Says that a reference stands for itself. */
export function reportCircle(ref: string, at: Pointer, reading: Reading): void {
  reading.report({
    code: "circular-ref",
    severity: "warning",
    message: `\`$ref: ${ref}\` leads back to itself.`,
    pointer: child(at, "$ref"),
  });
}
