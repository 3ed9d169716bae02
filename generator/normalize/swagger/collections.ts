import { type JsonObject } from "../../contract/json.js";
import type { Input } from "../../contract/contract.js";
import { child } from "../../contract/pointer.js";

import { addition } from "../mends.js";
import type { Node, Reading } from "../reading.js";
import { readValueSchema } from "./values.js";

type Spelling = Pick<Input, "style" | "explode">;

const AMONG_PAIRS: { readonly [format: string]: Spelling } = {
  csv: { style: "form", explode: false },
  multi: { style: "form", explode: true },
  ssv: { style: "spaceDelimited", explode: false },
  pipes: { style: "pipeDelimited", explode: false },
};

const BY_ITSELF: { readonly [format: string]: Spelling } = { csv: { style: "simple", explode: false } };

const DELIMITERS: { readonly [format: string]: string } = { ssv: "spaces", tsv: "tabs", pipes: "`|`" };

/**
 * Reads a parameter's value and how it is written: arrays as their `collectionFormat` says. Where no style can say
 * that, the caller joins the items, so that what is sent is right.
 */
export function readCollection(
  node: Node & { readonly value: JsonObject },
  place: "path" | "query" | "header" | "formData",
  reading: Reading,
): Spelling & Pick<Input, "schema"> {
  const isPair = place === "query" || place === "formData";
  const spellings = isPair ? AMONG_PAIRS : BY_ITSELF;
  const usual: Spelling = isPair ? { style: "form", explode: true } : { style: "simple", explode: false };
  const schema = readValueSchema(node, reading);
  if (schema.kind !== "array" && schema.kind !== "tuple") return { schema, ...usual };
  const format = node.value["collectionFormat"] ?? "csv";
  const spelling = typeof format === "string" && Object.hasOwn(spellings, format) ? spellings[format] : undefined;
  if (spelling !== undefined) return { schema, ...spelling };
  const pointer = child(node.at, "collectionFormat");
  const delimiter = typeof format === "string" && Object.hasOwn(DELIMITERS, format) ? DELIMITERS[format] : undefined;
  if (delimiter !== undefined) {
    reading.report({
      code: "collection-format-unsupported",
      severity: "warning",
      message: `No style joins with ${delimiter} in a ${place} parameter; this one takes the text as it is sent.`,
      pointer,
      help: `Join the items with ${delimiter} before the call.`,
    });
    return { schema: { kind: "string" }, ...usual };
  }
  reading.report({
    code: "unknown-collection-format",
    severity: "repair",
    message: `\`collectionFormat: ${String(format)}\` cannot be used in a ${place} parameter; it is read as csv.`,
    pointer,
    mend: addition(node.at, { collectionFormat: "csv" }),
  });
  return { schema, ...((isPair ? AMONG_PAIRS : BY_ITSELF)["csv"] ?? usual) };
}
