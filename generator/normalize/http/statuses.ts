import type { Outcome } from "../../contract/contract.js";
import { partOf } from "../kinds.js";
import { membersOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { removal } from "../mends.js";
import { follow } from "../refs.js";

/** Reads the responses, by status; a response whose reference leads nowhere is declared without a body. */
export function readStatuses(
  node: Node,
  reading: Reading,
  readOutcome: (status: string, node: Node) => Outcome,
): Outcome[] {
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
          help: "Write a status such as 200, a range such as 4XX, or `default`.",
          mend: removal(member.at),
        });
        return [];
      }
      const target = follow(member, reading, "empty") ?? { value: {}, at: member.at };
      return partOf({ ...target, key: member.key }, reading) === undefined ? [] : [readOutcome(status, target)];
    });
  return outcomes.sort((a, b) => (a.status < b.status ? -1 : 1));
}

function statusOf(key: string): string | undefined {
  if (/^[1-5](\d\d|xx)$/i.test(key)) return key.toUpperCase();
  return key === "default" ? key : undefined;
}
