import { isObject } from "../../contract/json.js";
import type { Body, Content, PartEncoding } from "../../contract/contract.js";
import { schemaIn } from "../http/media-types.js";
import { CONTENT_KINDS, withKinds } from "../kinds.js";
import { itemsOf, membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";
import { readRootHint } from "../xml-hints.js";
import { readExamples } from "./examples.js";
import { readHeader } from "./headers.js";
import { readStyle } from "./styles.js";

/** Reads a request body; `undefined` where there is none, "broken" where its reference leads nowhere. */
export function readBody(node: Node, reading: Reading): Body | undefined | "broken" {
  if (node.value === undefined) return undefined;
  const target = follow(node, reading, "needed");
  if (target === undefined) return "broken";
  if (!isObject(target.value)) return undefined;
  const told = withKinds({ ...target, value: target.value }, CONTENT_KINDS, reading);
  const contents = readContents(memberOf(told, "content"), reading);
  const doc = textAt(target.value, "description");
  if (contents.length === 0) return undefined;
  return { required: target.value["required"] === true, contents, ...(doc !== undefined && { doc }), at: target.at };
}

/** Reads what stands under `content`: one schema for each media type. */
export function readContents(node: Node, reading: Reading): Content[] {
  return membersOf(node).flatMap(({ key, ...written }) => {
    const member = follow(written, reading);
    if (member === undefined) return [];
    const schema = reading.readSchema(memberOf(member, "schema"));
    const items = memberOf(member, "itemSchema");
    const prefix = itemsOf(memberOf(member, "prefixEncoding")).map((part) => readPart(part, reading));
    const each = memberOf(member, "itemEncoding");
    return [
      {
        mediaType: key.trim().toLowerCase(),
        schema: schemaIn(key, schema),
        ...(items.value !== undefined && { itemSchema: reading.readSchema(items) }),
        encoding: readEncoding(member, reading),
        ...(prefix.length > 0 && { prefixEncoding: prefix }),
        ...(each.value !== undefined && { itemEncoding: readPart(each, reading) }),
        ...readRootHint(key.toLowerCase(), memberOf(member, "schema"), reading),
        examples: readExamples(member, reading),
        at: member.at,
      },
    ];
  });
}

/** How the properties of a form or of a multipart body are written, by name. */
export function readEncoding(content: Node, reading: Reading): Content["encoding"] {
  const parts = membersOf(memberOf(content, "encoding"));
  return Object.fromEntries(parts.map((part) => [part.key, readPart(part, reading)]));
}

function readPart(node: Node, reading: Reading): PartEncoding {
  const value = isObject(node.value) ? node.value : {};
  const mediaType = textAt(value, "contentType");
  const style = readStyle(node, reading);
  // What a part is, its encoding says in a word of its own.
  const headers = membersOf(memberOf(node, "headers"))
    .filter(({ key }) => key.toLowerCase() !== "content-type")
    .flatMap((header) => readHeader(header, reading));
  return {
    ...(mediaType !== undefined && { mediaType }),
    ...(style !== undefined && { style }),
    ...(typeof value["explode"] === "boolean" && { explode: value["explode"] }),
    ...(value["allowReserved"] === true && { allowReserved: true as const }),
    ...(headers.length > 0 && { headers }),
  };
}
