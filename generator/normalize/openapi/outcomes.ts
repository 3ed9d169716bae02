import { isObject } from "../../contract/json.js";
import type { Outcome } from "../../contract/contract.js";
import { readStatuses } from "../http/statuses.js";
import { CONTENT_KINDS, withKinds } from "../kinds.js";
import { membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readContents } from "./contents.js";
import { readHeader } from "./headers.js";

/** Reads the responses, by status. */
export function readOutcomes(node: Node, reading: Reading): Outcome[] {
  return readStatuses(node, reading, (status, response) => readOutcome(status, response, reading));
}

function readOutcome(status: string, written: Node, reading: Reading): Outcome {
  const node = withKinds({ ...written, value: isObject(written.value) ? written.value : {} }, CONTENT_KINDS, reading);
  const words = node.value;
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
