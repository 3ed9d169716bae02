import type { Content, Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { Schema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { kindOf } from "./bodies.js";

/**
 * Tells of headers that a part must have and that nobody can give: callers give headers with an upload, and what the
 * contract leaves no choice of is sent by itself.
 */
export function findUnsentHeaders(contract: Contract): Diagnostic[] {
  const contents = contract.operations.flatMap(({ body }) => body?.contents ?? []);
  return contents
    .filter(({ mediaType }) => kindOf(mediaType) === "multipart")
    .flatMap((each) => inContent(each, contract));
}

function inContent({ encoding, schema, at }: Content, contract: Contract): Diagnostic[] {
  return Object.entries(encoding).flatMap(([key, { headers = [] }]) => {
    const flat = flatten(schema, contract);
    const property = flat.kind === "object" ? flat.properties.find((each) => each.key === key) : undefined;
    if (property === undefined || isUpload(property.schema, contract)) return [];
    const unsent = headers.filter((header) => header.required && !isFixed(header.schema, contract));
    return unsent.map((header): Diagnostic => ({
      code: "part-header-not-sent",
      severity: "warning",
      message: `The part \`${key}\` must have a header \`${header.key}\`, which only uploads can be given.`,
      pointer: `${at}/encoding`,
      help: "Send a FormData of your own where the server needs it.",
    }));
  });
}

function isUpload(schema: Schema, contract: Contract): boolean {
  const target = dereference(schema, contract);
  const part = target.kind === "array" ? dereference(target.items, contract) : target;
  return part.kind === "bytes";
}

/** Whether a header has one value alone. */
function isFixed(schema: Schema, contract: Contract): boolean {
  const flat = flatten(schema, contract);
  return flat.kind === "enum" && flat.values.length === 1;
}
