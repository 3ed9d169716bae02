import { createHash } from "node:crypto";
import type { OperationId } from "../contract/contract.js";
import type { Json } from "../contract/schema.js";
import type { ValueTypes } from "../plan/types/represent.js";
import type { Names } from "./compare.js";
import type { Change, Finding, Guard, Level } from "./finding.js";
import { judge, worse } from "./law.js";
import type { Rule } from "./rule.js";
import { RULES } from "./rules.js";
import type { Pair } from "./walk.js";

/** A change and the operations that it reaches. */
export interface Described {
  readonly change: Change;
  readonly operations: readonly OperationId[];
}

/** Puts together what is the same change reached in several ways, and judges it. */
export function describeFindings(
  collected: readonly Described[],
  sides: Pair<{ readonly names?: Names }>,
): readonly Finding[] {
  const merged = new Map<string, Described>();
  for (const { change, operations } of collected) {
    const key = JSON.stringify([change.rule, change.direction, change.old?.pointer, change.new?.pointer, change.words]);
    const earlier = merged.get(key);
    merged.set(key, earlier === undefined ? { change, operations } : combine(earlier, { change, operations }));
  }
  const fingerprints = new Set<string>();
  return [...merged.values()].map((described) => describeFinding(described, sides, fingerprints)).sort(byLevel);
}

/** The same place may be reached by a success and by a failure: what holds for both counts. */
function combine(one: Described, other: Described): Described {
  const guards = one.change.guards.filter((guard) => other.change.guards.includes(guard));
  const witness = one.change.witness ?? other.change.witness;
  return {
    change: { ...one.change, guards, ...(witness !== undefined && { witness }) },
    operations: [...new Set([...one.operations, ...other.operations])],
  };
}

function describeFinding(
  { change, operations }: Described,
  { old: before, new: after }: Pair<{ readonly names?: Names }>,
  taken: Set<string>,
): Finding {
  const rule: Rule = RULES[change.rule];
  const { wire, source } = judgeBoth(withForms(change, after.names?.values));
  const symbols = operations.map((id) => after.names?.calls[id] ?? before.names?.calls[id]);
  return {
    ...change,
    wire,
    source,
    level: worse(worse(wire, source), "info"),
    message: fill(rule.says, change.words),
    help: rule.help,
    operations,
    symbols: [...new Set(symbols.filter((symbol) => symbol !== undefined))],
    fingerprint: fingerprintOf({ change, operations }, taken),
  };
}

/** The formats whose values become something else than JSON has: then a format is a type. */
function withForms(change: Change, values: ValueTypes | undefined): Change & { readonly isTyped?: true } {
  // What is listed stays as it is.
  if (values === undefined || !change.rule.startsWith("format-") || change.effect === "none") return change;
  const [was, is] = [formName(change.before, values), formName(change.after, values)];
  return was === is ? change : { ...change, isTyped: true };
}

function formName(format: Json | undefined, values: ValueTypes): string {
  if (format === "date-time") return values.dates === "string" ? "as it is" : values.dates;
  return (format === "int64" || format === "uint64") && values.int64 !== "number" ? values.int64 : "as it is";
}

/** Guards that say something of what travels, and nothing of what is compiled. */
const WIRE_ONLY: ReadonlySet<Guard> = new Set([
  "unnamed",
  "tolerated",
  "ignored",
  "policy",
  "optional",
  "deployment",
  "text",
]);

/** Both verdicts on a change. */
export function judgeBoth(
  change: Pick<Change, "rule" | "effect" | "direction" | "guards"> & { readonly isTyped?: true },
): {
  readonly wire: Level;
  readonly source: Level;
} {
  const { types }: Rule = RULES[change.rule];
  const ofTypes = change.isTyped ? "incomparable" : types === "wire" ? change.effect : types;
  const lasting = change.guards.filter((guard) => !WIRE_ONLY.has(guard));
  return {
    wire: judge(change.effect, change.direction, change.guards).level,
    source: judge(ofTypes, change.direction, lasting).level,
  };
}

function fill(template: string, words: { readonly [word: string]: string }): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, word: string) =>
    Object.hasOwn(words, word) ? (words[word] ?? whole) : whole,
  );
}

/** Rule, direction and place: neither words nor lines. A change of a named schema is the same one from wherever it is reached. */
function fingerprintOf({ change, operations }: Described, taken: Set<string>): string {
  const isNamed = operations.length !== 1 || /^#\/(?:components|definitions)/.test(change.new?.pointer ?? "");
  const place = isNamed ? "" : operations[0];
  const said = [
    change.rule,
    change.direction ?? "",
    place,
    change.element,
    change.words["keyword"],
    change.words["value"],
  ];
  const digest = createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
  let unique = digest;
  for (let count = 2; taken.has(unique); count++) unique = `${digest}-${count}`;
  taken.add(unique);
  return unique;
}

/** A finding when something more is known that holds for it. */
export function guardFinding<Given extends Finding>(finding: Given, guard: Guard): Given {
  const guards = [...finding.guards, guard];
  const { wire, source } = judgeBoth({ ...finding, guards });
  return { ...finding, guards, wire, source, level: worse(worse(wire, source), "info") };
}

/** The worst first. */
export function sortFindings<Given extends Finding>(findings: readonly Given[]): readonly Given[] {
  return [...findings].sort(byLevel);
}

const ORDER: readonly Level[] = ["breaking", "warning", "info", "safe"];

function byLevel(left: Finding, right: Finding): number {
  return ORDER.indexOf(left.level) - ORDER.indexOf(right.level);
}
