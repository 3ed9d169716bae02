import { findCandidates } from "./candidates.js";
import type { Effect } from "./finding.js";
import type { Site } from "./walk.js";
import { findProof } from "./within.js";

/** What cannot be decided can sometimes be proven: a value that hurts makes it as bad as can be. */
export function proveHurt({ nodes, walk }: Site): Effect {
  const left = { schema: nodes.old.schema, judging: walk.judging.old };
  const right = { schema: nodes.new.schema, judging: walk.judging.new };
  const hurt = walk.direction === "sent" ? ([left, right] as const) : ([right, left] as const);
  return findProof(findCandidates(...hurt), ...hurt) === undefined ? "unknown" : "incomparable";
}
