import type { HeaderFact, Outcome } from "../../contract/contract.js";
import { follow, isObject, membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readContents } from "./contents.js";

/** Reads the responses, by status; a response whose reference leads nowhere is declared without a body. */
export function readOutcomes(node: Node, reading: Reading): Outcome[] {
  const outcomes = membersOf(node)
    .filter((member) => !member.key.startsWith("x-"))
    .flatMap((member) => {
      const status = statusOf(member.key);
      if (status === undefined) {
        reading.report({
          code: "unknown-status",
          severity: "repair",
          message: `\`${member.key}\` is no status, range (4XX) or \`default\`; this response is ignored.`,
          pointer: member.at,
        });
        return [];
      }
      return [readOutcome(status, follow(member, reading) ?? { value: {}, at: member.at }, reading)];
    });
  return outcomes.sort((a, b) => (a.status < b.status ? -1 : 1));
}

function statusOf(key: string): string | undefined {
  if (/^[1-5](\d\d|xx)$/i.test(key)) return key.toUpperCase();
  return key === "default" ? key : undefined;
}

function readOutcome(status: string, node: Node, reading: Reading): Outcome {
  const doc = isObject(node.value) ? textAt(node.value, "description") : undefined;
  return {
    status,
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
