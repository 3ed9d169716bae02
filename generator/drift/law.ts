import type { Direction, Effect, Guard, Level } from "./finding.js";

/** A verdict and the sentences that lead to it. */
export interface Verdict {
  readonly level: Level;
  readonly because: readonly string[];
}

/**
 * The law: what a client sends breaks when less is accepted, what it receives breaks when more may come.
 * What goes neither way is judged as if it were sent.
 */
const LAW: { readonly [direction in Direction]: { readonly [effect in Effect]: Level } } = {
  sent: { none: "safe", narrows: "breaking", widens: "info", incomparable: "breaking", unknown: "warning" },
  received: { none: "safe", narrows: "info", widens: "breaking", incomparable: "breaking", unknown: "warning" },
};

/** When a guard holds, the verdict cannot be worse (or, where `least`, milder) than this. */
interface GuardRow {
  readonly most?: Level;
  readonly least?: Level;
  readonly why: string;
}

/** What softens or sharpens a verdict, and why. */
export const GUARDS: { readonly [guard in Guard]: GuardRow } = {
  hidden: { most: "info", why: "it never travels this way: `readOnly` is not sent, `writeOnly` is not received" },
  failure: { most: "info", why: "it is part of a failure, which clients have to expect in any shape" },
  unnamed: { most: "info", why: "the old contract had no such name, so nobody sent it on purpose" },
  tolerated: { most: "info", why: "clients read over what they do not know and over what is optional" },
  open: { most: "warning", why: "the generated type is open: `Unrecognized` takes what is new" },
  ignored: { least: "warning", why: "what is still sent may be ignored or refused from now on" },
  sanctioned: { most: "warning", why: "it was announced: deprecated, and past its sunset" },
  policy: { least: "breaking", why: "it breaks a rule that the two sides agreed on" },
  overlap: {
    most: "info",
    why: "more than one variant of a `oneOf` may fit; whoever takes the first that does sees no difference",
  },
  positional: { most: "info", why: "the last path parameter is given by position, whatever it is called" },
  unstable: { most: "info", why: "it is marked as unstable, so it may change" },
  text: { most: "info", why: "it is written as text, and any text will do now" },
  optional: { most: "warning", why: "only those who look at it notice" },
  deployment: { most: "warning", why: "where a service stands is an option of the client" },
  unused: { most: "warning", why: "no operation leads to it" },
  accepted: { most: "info", why: "the baseline accepts it" },
  uncalled: { most: "info", why: "your code does not use it" },
  valid: { most: "info", why: "your documents that name it stay valid" },
  refused: { least: "breaking", why: "the new schema refuses a document of yours" },
};

const ORDER: readonly Level[] = ["safe", "info", "warning", "breaking"];

/** Derives a level from what a change does, which way it travels, and what holds beside it. */
export function judge(effect: Effect, direction: Direction | undefined, guards: readonly Guard[]): Verdict {
  const first = LAW[direction ?? "sent"][effect];
  const because = [describeLaw(effect, direction, first)];
  let level = first;
  for (const guard of guards) {
    const { most, least, why } = GUARDS[guard];
    const next = atLeast(atMost(level, most), least);
    if (next !== level) because.push(`${why}: ${level} becomes ${next}`);
    level = next;
  }
  return { level, because };
}

/** The worse of two levels. */
export function worse(left: Level, right: Level): Level {
  return ORDER.indexOf(left) > ORDER.indexOf(right) ? left : right;
}

/** True where `level` is as bad as `threshold` or worse. */
export function reaches(level: Level, threshold: Level): boolean {
  return ORDER.indexOf(level) >= ORDER.indexOf(threshold);
}

function atMost(level: Level, most: Level | undefined): Level {
  return most !== undefined && reaches(level, most) ? most : level;
}

function atLeast(level: Level, least: Level | undefined): Level {
  return least === undefined ? level : worse(level, least);
}

const MEANINGS: { readonly [effect in Effect]: string } = {
  none: "changes nothing",
  narrows: "allows less than before",
  widens: "allows more than before",
  incomparable: "takes something away and adds something else",
  unknown: "may do either: this cannot be decided",
};

function describeLaw(effect: Effect, direction: Direction | undefined, level: Level): string {
  const way = direction === undefined ? "" : ` in what the client ${direction === "sent" ? "sends" : "receives"}`;
  return `it ${MEANINGS[effect]}${way}: ${level}`;
}
