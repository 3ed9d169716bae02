import { documentOf } from "../contract/pointer.js";
import type { Diagnostic, Place } from "../diagnostics.js";
import type { Document, Part } from "./document.js";
import { nameDocument, resolveReference } from "./locations.js";

/** A contract: its own document, and every other one that it refers to. */
export interface Documents {
  readonly root: Document;
  /** By name; the contract's own is named "". */
  readonly parts: ReadonlyMap<string, Part>;
  /** What was applied to them, in that order. */
  readonly overlays: readonly Part[];
  /** The GraphQL documents that are to become calls. */
  readonly queries: readonly Document[];
  /** Why documents that are referred to are not there, by name. */
  readonly unread: ReadonlyMap<string, Diagnostic>;
  /** The name of what a reference in a document leads to; `undefined` where that is no document that could be read. */
  readonly nameTarget: (reference: string, from: string) => string | undefined;
  /** Where a pointer leads, whichever of them it is into. */
  readonly locate: Part["locate"];
}

/** A contract of one document, which refers to no other. */
export function soleDocument(root: Document): Documents {
  return bindDocuments({ root, parts: new Map([["", root]]), overlays: [], queries: [], unread: new Map() });
}

/** Lets references find the documents that were read. */
export function bindDocuments(found: Omit<Documents, "nameTarget" | "locate">): Documents {
  const nameTarget = (reference: string, from: string): string | undefined => {
    const base = found.parts.get(from)?.source.location;
    const location = base === undefined ? undefined : resolveReference(reference, base);
    return location === undefined ? undefined : nameDocument(location, found.root.source.location);
  };
  const locate = (pointer: string): Place => {
    const name = documentOf(pointer);
    return (found.parts.get(name) ?? found.root).locate(pointer.slice(name.length));
  };
  return { ...found, nameTarget, locate };
}
