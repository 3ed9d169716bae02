import type { Place } from "../../diagnostics.js";
import type { Finding } from "../finding.js";

const LONGEST = 300;

/** `valid before, rejected now: {"limit":200}`. */
export function sayWitness({ witness }: Pick<Finding, "witness">): string | undefined {
  if (witness === undefined) return undefined;
  const text = JSON.stringify(witness.value);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${witness.valid === "before" ? "valid before, rejected now" : "rejected before, valid now"}: ${shown}`;
}

/** `specs/shop.yaml:12:5`. */
export function sayPlace({ file, line, column }: Pick<Place, "file" | "line" | "column">): string {
  return `${file}:${line}:${column}`;
}

const MOST_PLACES = 5;

/** `breaks 3 places: src/billing.ts:41:18, …`. */
export function sayUses({ uses, level }: Pick<Finding, "uses" | "level">): string | undefined {
  if (uses === undefined || uses.length === 0) return undefined;
  const places = uses.slice(0, MOST_PLACES).map(sayPlace);
  const more = uses.length > MOST_PLACES ? " …" : "";
  const count = uses.length === 1 ? "1 place" : `${uses.length} places`;
  return `${level === "breaking" ? "breaks" : "touches"} ${count}: ${places.join(", ")}${more}`;
}

/** What is no matter of this user's, and what they put up with. */
function sayUncalled({ guards }: Pick<Finding, "guards">): string | undefined {
  if (guards.includes("accepted")) return "accepted by the baseline";
  if (guards.includes("valid")) return "your documents stay valid";
  return guards.includes("uncalled") ? "not used by your code" : undefined;
}

const MOST_SEEN = 3;

/** `seen 12 times: entry 3, entry 7, entry 9 …`. */
function saySeen({ seen }: Pick<Finding, "seen">): string | undefined {
  if (seen === undefined) return undefined;
  const count = seen.length === 1 ? "once" : `${seen.length} times`;
  return `seen ${count}: ${seen.slice(0, MOST_SEEN).join(", ")}${seen.length > MOST_SEEN ? " …" : ""}`;
}

function sayClient({ client }: Pick<Finding, "client">): string | undefined {
  return client === undefined ? undefined : `the client: ${client}`;
}

/** What else there is to say of a finding, a line each: its proof, and what it means for the user's code. */
export function sayNotes(finding: Finding): string[] {
  const notes = [sayWitness(finding), sayUses(finding), sayUncalled(finding), saySeen(finding), sayClient(finding)];
  return notes.filter((words) => words !== undefined);
}
