import { child, documentOf, type Pointer } from "../contract/pointer.js";
import type { Mend } from "../diagnostics.js";
import { addition, removal } from "./mends.js";
import type { Reading } from "./reading.js";

/**
 * What becomes of something whose reference leads nowhere: a schema accepts everything, an answer has no body, what is
 * `needed` costs whatever needs it, and everything else is left out.
 */
export type Loss = "open" | "empty" | "needed" | "left out";

/** The place of a reference that leads nowhere, and of what it should have led to. */
export interface Stray {
  readonly at: Pointer;
  readonly loss: Loss;
  readonly node: Pointer;
  /** What holds the reference, where that is no `$ref`. */
  readonly key?: string;
}

const WORDS: { readonly [loss in Loss]: string } = {
  open: "it is read as anything",
  empty: "it is read as empty",
  needed: "what needs it is left out",
  "left out": "it is left out",
};

/** Without its reference a schema is anything, and an answer empty. */
function mendOf({ at, loss, node }: Stray): Mend[] {
  if (loss === "open") return removal(child(at, "$ref"));
  return removal(loss === "empty" ? child(node, "$ref") : node);
}

/** Says that a reference cannot be followed, and why. */
export function reportDangling(ref: string, stray: Stray, reading: Reading): void {
  const { documents } = reading;
  const { at, loss, key = "$ref" } = stray;
  const target = ref.split("#", 1)[0] ?? "";
  const name = target === "" ? documentOf(at) : documents.nameTarget(target, documentOf(at));
  const reason = name === undefined ? undefined : documents.unread.get(name);
  // A mistake in the file that is meant has a place of its own.
  if (reason?.place !== undefined) reading.report({ ...reason, severity: "repair" });
  const why = reason?.message ?? describeTarget(name, reading);
  reading.report({
    code: "unresolved-ref",
    // To do without what is needed is nobody's choice but the author's.
    severity: loss === "needed" ? "warning" : "repair",
    message: `\`${key}: ${ref}\` leads nowhere${why === "" ? "" : ` (${why})`}; ${WORDS[loss]}.`,
    pointer: child(at, key),
    help: reason?.help ?? "Correct the reference, or add what it should lead to.",
    mend: mendOf(stray),
  });
}

function describeTarget(name: string | undefined, { documents }: Reading): string {
  if (name !== undefined) return "";
  return documents.root.source.location === "-"
    ? "a contract from stdin has no folder"
    : "that is no file or address that may be read from there";
}

/** Says that a reference was read as one into the contract's own document. */
export function reportForeign(ref: string, { at, key = "$ref" }: Pick<Stray, "at" | "key">, reading: Reading): void {
  reading.report({
    code: "ref-into-contract",
    severity: "repair",
    message: `\`${key}: ${ref}\` leads nowhere in this file; the contract's own is meant.`,
    pointer: child(at, key),
    help: "Name the contract's file before the `#`.",
    mend: addition(at, { [key]: wayToContract(documentOf(at), reading) + ref }),
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
    help: "Let it lead to what is meant, not to another reference.",
  });
}
