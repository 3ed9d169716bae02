import { isObject } from "../../contract/json.js";
import type { HeaderFact } from "../../contract/contract.js";
import { memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";

/** Reads a header of an answer or of a part; none where its reference leads nowhere. */
export function readHeader(member: Node & { readonly key: string }, reading: Reading): HeaderFact[] {
  const node = follow(member, reading);
  if (node === undefined || !isObject(node.value)) return [];
  const doc = textAt(node.value, "description");
  return [
    {
      key: member.key,
      schema: reading.readSchema(memberOf(node, "schema")),
      required: node.value["required"] === true,
      ...(doc !== undefined && { doc }),
    },
  ];
}
