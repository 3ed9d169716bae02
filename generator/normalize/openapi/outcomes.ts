import { isObject } from "../../contract/json.js";
import type { HeaderFact, Outcome } from "../../contract/contract.js";
import { readStatuses } from "../http/statuses.js";
import { membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";
import { readContents } from "./contents.js";

/** Reads the responses, by status. */
export function readOutcomes(node: Node, reading: Reading): Outcome[] {
  return readStatuses(node, reading, (status, response) => readOutcome(status, response, reading));
}

function readOutcome(status: string, node: Node, reading: Reading): Outcome {
  const words = isObject(node.value) ? node.value : {};
  const summary = textAt(words, "summary");
  const doc = textAt(words, "description");
  return {
    status,
    ...(summary !== undefined && { summary }),
    ...(doc !== undefined && { doc }),
    headers: membersOf(memberOf(node, "headers")).flatMap((member) => readHeader(member, reading)),
    contents: readContents(memberOf(node, "content"), reading),
    at: node.at,
  };
}

function readHeader(member: Node & { readonly key: string }, reading: Reading): HeaderFact[] {
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
