import { child, documentOf, keysOfFragment } from "../../contract/pointer.js";
import type { Json } from "../../contract/schema.js";
import type { Place } from "../../diagnostics.js";
import type { Finding, Spot } from "../finding.js";
import type { Pair } from "../walk.js";

/** A parsed contract that can say where its nodes are. */
export interface Located {
  readonly source: { readonly uri: string };
  readonly root: Json;
  readonly locate: (pointer: string) => Place;
}

/** A finding with its places in both files; only those that exist. */
export interface PlacedFinding extends Finding {
  readonly places: { readonly old?: Place; readonly new?: Place };
}

/** Finds the file, line and column of every finding, on both sides. */
export function placeFindings(findings: readonly Finding[], documents: Pair<Located>): readonly PlacedFinding[] {
  return findings.map((finding) => {
    const [before, after] = [settleSpot(finding.old, documents.old), settleSpot(finding.new, documents.new)];
    return {
      ...finding,
      ...(before !== undefined && { old: before.spot }),
      ...(after !== undefined && { new: after.spot }),
      places: { ...(before !== undefined && { old: before.place }), ...(after !== undefined && { new: after.place }) },
    };
  });
}

function settleSpot(
  spot: Spot | undefined,
  document: Located,
): { readonly spot: Spot; readonly place: Place } | undefined {
  if (spot === undefined) return undefined;
  const text = memberOf(document.root, "graphql");
  if (typeof text === "string") {
    return { spot, place: document.locate(`#/${findDefinition(spot.pointer, text)}`) };
  }
  // What stands in another file of the contract is where it says; only the contract's own references are followed.
  const pointer = documentOf(spot.pointer) === "" ? settlePointer(spot.pointer, document.root) : spot.pointer;
  return { spot: { ...spot, pointer }, place: document.locate(pointer) };
}

/** Where a type, a field or an argument is defined: an offset into the text of a schema. */
function findDefinition(pointer: string, text: string): number {
  const [sort, ...names] = keysOfFragment(pointer);
  const opening = sort === "directives" ? "directive\\s*@" : "(?:type|input|interface|enum|union|scalar)\\s+";
  let [at, end] = [0, text.length];
  for (const [index, name] of names.entries()) {
    const word = name.replaceAll(/\W/g, "");
    const search = new RegExp(index === 0 ? `${opening}${word}\\b` : `\\b${word}\\b(?=\\s*[(:@,}\\s])`, "g");
    search.lastIndex = at;
    const found = search.exec(text);
    // What is new is where the type is that it belongs to.
    if (found === null || found.index > end) return at;
    at = found.index + found[0].length - word.length;
    if (index === 0) end = text.indexOf("\n}", at) < 0 ? text.length : text.indexOf("\n}", at);
  }
  return at;
}

/**
 * Where a pointer that was made of keywords leads in the text: through references, and into the members of an `allOf` or the
 * variants that were read as one schema.
 */
export function settlePointer(pointer: string, root: Json): string {
  const steps = keysOfFragment(pointer);
  let at = "#";
  let value: Json | undefined = root;
  for (const step of steps) {
    const next = findStep(value, step, { at, root });
    if (next === undefined) return at;
    ({ at, value } = next);
  }
  return at;
}

interface Standing {
  readonly at: string;
  readonly value: Json | undefined;
}

const DEEPEST = 8;

function findStep(
  value: Json | undefined,
  step: string,
  { at, root, depth = 0 }: { readonly at: string; readonly root: Json; readonly depth?: number },
): Standing | undefined {
  const own = memberOf(value, step);
  if (own !== undefined) return { at: child(at, step), value: own };
  if (depth > DEEPEST) return undefined;
  const ref = memberOf(value, "$ref");
  if (typeof ref === "string" && ref.startsWith("#")) {
    const target = lookUp(ref, root);
    return findStep(target, step, { at: ref, root, depth: depth + 1 });
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const members = memberOf(value, keyword);
    if (!Array.isArray(members)) continue;
    for (const index of members.keys()) {
      const found = findStep(members[index] as Json, step, { at: `${at}/${keyword}/${index}`, root, depth: depth + 1 });
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function lookUp(pointer: string, root: Json): Json | undefined {
  return keysOfFragment(pointer).reduce<Json | undefined>((value, step) => memberOf(value, step), root);
}

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.hasOwn(value, step) ? (value as { readonly [key: string]: Json })[step] : undefined;
}
