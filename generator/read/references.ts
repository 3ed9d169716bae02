import { isObject } from "../contract/json.js";
import type { Json } from "../contract/schema.js";
import type { Part } from "./document.js";

/** A `$ref`, however it is quoted, whose value does not begin with `#`; it may also be text that only looks like one. */
const LEADS_OUT = /\$ref["']?\s*:\s*(?!\s|["']?#)/;

/** A `mapping` that names a file; YAML has too many ways to write one, so there any counts. Or a name for all others. */
const MAPS_OUT = /"mapping"\s*:\s*(?:[^\s{]|\{[^{}]*:\s*"(?!#)[^"]*[/.])|\bmapping'?\s*:|defaultMapping/;

/** The documents that the references of a document lead to, as they are written and without fragments. */
export function findReferences({ root, source, isOverlaid }: Part): ReadonlySet<string> {
  const found = new Set<string>();
  // Most contracts are one file: a glance at the text spares the walk.
  if (!isOverlaid && !LEADS_OUT.test(source.text) && !MAPS_OUT.test(source.text)) return found;
  const seen = new Set<Json>();
  const walk = (value: Json): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === "$ref" && typeof member === "string") note(member, found);
      else {
        if (key === "discriminator") for (const each of filesOf(member as Json)) note(each, found);
        walk(member as Json);
      }
    }
  };
  walk(root);
  return found;
}

/** The files that a discriminator names: in a plain text, which may also be the name of a schema (`Pets.Cat`). */
function filesOf(discriminator: Json): string[] {
  if (!isObject(discriminator)) return [];
  const { mapping, defaultMapping } = discriminator;
  const targets = [...(isObject(mapping) ? Object.values(mapping) : []), defaultMapping];
  return targets.filter((each): each is string => typeof each === "string" && isFile(each));
}

/** A name has no folders; one that ends like a file is one. */
function isFile(target: string): boolean {
  const [path = ""] = target.split("#", 1);
  return path.includes("/") || /\.(?:json|ya?ml)$/i.test(path);
}

function note(reference: string, found: Set<string>): void {
  const target = reference.split("#", 1)[0] ?? "";
  if (target !== "" && target.length < 4000) found.add(target);
}
