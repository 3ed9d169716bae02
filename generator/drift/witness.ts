import type { Json, Schema } from "../contract/schema.js";
import { accepts } from "./accepts.js";
import { findCandidates, findSample, shrink } from "./candidates.js";
import type { Witness } from "./finding.js";
import type { Session } from "./session.js";
import type { Found, Pair, Step } from "./walk.js";
import { isMembers } from "./answer.js";

/** A value that proves a change: allowed on one side, refused on the other, by the whole schema where that can be shown. */
export function findWitness({ change, trail, nodes }: Found, session: Session): Witness | undefined {
  const { effect, direction } = change;
  if (direction === undefined || effect === "none" || change.guards.includes("hidden")) return undefined;
  const ways =
    effect === "widens"
      ? (["after"] as const)
      : effect === "narrows"
        ? (["before"] as const)
        : (["before", "after"] as const);
  const preferred = direction === "received" ? [...ways].reverse() : ways;
  for (const valid of preferred) {
    const value = prove({ trail, nodes }, { session, direction, valid, change });
    if (value !== undefined) return { value, valid };
  }
  return undefined;
}

interface Proving {
  readonly session: Session;
  readonly direction: "sent" | "received";
  readonly valid: Witness["valid"];
  readonly change: Found["change"];
}

function prove({ trail, nodes }: Pick<Found, "trail" | "nodes">, proving: Proving): Json | undefined {
  const { session, direction, valid, change } = proving;
  const judging = session.judging[direction];
  const [yes, no] = valid === "before" ? (["old", "new"] as const) : (["new", "old"] as const);
  const isProof = (schemas: Pair<Schema>, value: Json): boolean =>
    accepts(schemas[yes], value, judging[yes]) === "yes" && accepts(schemas[no], value, judging[no]) === "no";
  const accepted = { schema: nodes[yes], judging: judging[yes] };
  const refused = { schema: nodes[no], judging: judging[no] };
  // Elsewhere `before` and `after` are words about values, not values.
  const values = change.rule.startsWith("enum-value") ? [change.after, change.before] : [];
  const about = values.filter((each) => each !== undefined);
  const candidates = [...about, ...findCandidates(accepted, refused)];
  const proofs = candidates.filter((value) => isProof(nodes, value));
  const key = change.element.slice(change.element.lastIndexOf(".") + 1);
  const telling = proofs.find(
    (value) => isMembers(value) && Object.hasOwn(value, key) !== change.rule.includes("required"),
  );
  const start = telling ?? proofs[0];
  if (start === undefined) return undefined;
  let value = shrink(start, (smaller) => isProof(nodes, smaller));
  for (const step of [...trail].reverse()) {
    const whole = embed(step, value, { schema: step[yes], judging: judging[yes] });
    if (whole === undefined || !isProof(step, whole)) return value;
    value = whole;
  }
  return value;
}

/** Puts a value into the smallest value of the schema around it. */
function embed({ to }: Step, value: Json, around: Parameters<typeof findSample>[0]): Json | undefined {
  if (to === "itself") return value;
  const base = findSample(around, 2);
  if ("key" in to) return { ...(isMembers(base) ? base : {}), [to.key]: value };
  const items: readonly Json[] = Array.isArray(base) ? base : [];
  return to.item < items.length
    ? items.map((item, index) => (index === to.item ? value : item))
    : [...items.slice(0, to.item), value];
}
