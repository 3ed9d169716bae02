import type { Content, Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { Schema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { kindOf } from "./bodies.js";

/**
 * Notes multipart bodies of operations that are new, and in which nothing is a file: it is for files that bodies are
 * multipart, and contracts forget to say so.
 */
export function noteForgottenFiles(contract: Contract, isNew: (operation: string) => boolean): Diagnostic[] {
  return contract.operations.flatMap(({ id, body }): Diagnostic[] => {
    const [content, ...others] = body?.contents ?? [];
    const texts = content === undefined || others.length > 0 || !isNew(id) ? [] : findTexts(content, contract);
    if (content === undefined || texts.length === 0) return [];
    const shown = texts
      .slice(0, 3)
      .map((key) => `\`${key}\``)
      .join(" or ");
    return [
      {
        code: "multipart-without-file",
        severity: "note",
        message: `${id} sends multipart, and no part is a file; if ${shown} is, an overlay can say \`format: binary\`.`,
        pointer: content.at,
      },
    ];
  });
}

/** The parts that could be files, where none is: texts of which nothing is known. */
function findTexts({ mediaType, schema }: Content, contract: Contract): string[] {
  const flat = flatten(schema, contract);
  if (kindOf(mediaType) !== "multipart" || flat.kind !== "object") return [];
  if (flat.properties.some((property) => holdsBytes(property.schema, contract))) return [];
  const texts = flat.properties.filter((property) => isBareText(property.schema, contract));
  return texts.map(({ key }) => key);
}

/** More lists of lists than any part has; those that hold themselves have no end. */
const DEEPEST = 8;

function holdsBytes(schema: Schema, contract: Contract, depth = 0): boolean {
  const target = dereference(schema, contract);
  if (target.kind === "bytes" || depth > DEEPEST) return target.kind === "bytes";
  const inner = target.kind === "array" ? [target.items] : target.kind === "union" ? target.variants : [];
  return inner.some((each) => holdsBytes(each, contract, depth + 1));
}

function isBareText(schema: Schema, contract: Contract): boolean {
  const target = dereference(schema, contract);
  return target.kind === "string" && Object.keys(target).every((key) => key === "kind");
}
