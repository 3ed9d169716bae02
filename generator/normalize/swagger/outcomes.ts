import { isObject } from "../../contract/json.js";
import type { Content, HeaderFact, Outcome } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import { schemaIn } from "../http/media-types.js";
import { readStatuses } from "../http/statuses.js";
import { membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readRootHint } from "../xml-hints.js";
import { readValueSchema } from "./values.js";

/** Reads the responses, by status; each has one schema, in all the media types that the operation produces. */
export function readOutcomes(node: Node, produces: readonly string[], reading: Reading): Outcome[] {
  return readStatuses(node, reading, (status, response) => {
    const doc = isObject(response.value) ? textAt(response.value, "description") : undefined;
    return {
      status,
      ...(doc !== undefined && { doc }),
      headers: membersOf(memberOf(response, "headers")).flatMap((header) => readHeader(header, reading)),
      contents: readContents(response, produces, reading),
      at: response.at,
    };
  });
}

/** Without a schema there is no body. */
function readContents(response: Node, produces: readonly string[], reading: Reading): Content[] {
  const schemaNode = memberOf(response, "schema");
  if (schemaNode.value === undefined) return [];
  const schema = reading.readSchema(schemaNode);
  const usual = schema.kind === "bytes" ? "application/octet-stream" : "application/json";
  const examples = membersOf(memberOf(response, "examples"));
  return (produces.length === 0 ? [usual] : produces).map((mediaType) => ({
    mediaType,
    schema: schemaIn(mediaType, schema),
    encoding: {},
    ...readRootHint(mediaType, schemaNode, reading),
    examples: examples
      .filter(({ key }) => key.trim().toLowerCase() === mediaType)
      .map(({ value, at }) => ({ key: "example", value: value as Json, at })),
    at: schemaNode.at,
  }));
}

function readHeader({ key, ...node }: Node & { readonly key: string }, reading: Reading): HeaderFact[] {
  if (!isObject(node.value)) return [];
  const doc = textAt(node.value, "description");
  return [{ key, schema: readValueSchema(node, reading), required: false, ...(doc !== undefined && { doc }) }];
}
