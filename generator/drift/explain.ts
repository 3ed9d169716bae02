import type { Direction, Effect } from "./finding.js";
import { GUARDS, judge } from "./law.js";
import type { Rule } from "./rule.js";
import examples from "./rules/examples.json" with { type: "json" };
import { type RuleId, RULES } from "./rules.js";

const EXAMPLES: { readonly [id in RuleId]: { readonly before: readonly string[]; readonly after: readonly string[] } } =
  examples;

type Paint = (text: string, look: "bold") => string;

const WAYS: readonly Direction[] = ["sent", "received"];
const EFFECTS: readonly Effect[] = ["narrows", "widens", "incomparable", "unknown"];

/** How a rule comes to its verdicts: what it does to values and to types, and what the law makes of that each way. */
export function explainRule(id: RuleId, paint: Paint): string {
  const rule: Rule = RULES[id];
  const lines = [
    `${paint(id, "bold")}: ${rule.says}`,
    "",
    "Wire: the client that is deployed, against the new server.",
    ...derive(rule.wire === "computed" ? EFFECTS : [rule.wire]),
    "",
    "Source: the code that you have, against the client made of the new contract.",
    ...derive(rule.types !== "wire" ? [rule.types] : rule.wire === "computed" ? EFFECTS : [rule.wire]),
    "",
    "For example:",
    ...example(id),
    "",
    "What can soften or sharpen it:",
    ...Object.entries(GUARDS).map(([guard, { why }]) => `  ${guard}: ${why}`),
    "",
    `What to do: ${rule.help}`,
    ...(rule.mirror === undefined ? [] : [`The opposite: ${rule.mirror}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The lines of a contract that make the rule speak; the whole contract is the rule's test case. */
function example(id: RuleId): string[] {
  const { before, after } = EXAMPLES[id];
  return [...before.map((line) => `  - ${line}`), ...after.map((line) => `  + ${line}`)];
}

function derive(effects: readonly Effect[]): string[] {
  if (effects[0] === "none") return ["  it changes nothing: safe"];
  const computed = effects.length > 1 ? ["  what it does is computed from the two sides:"] : [];
  return [
    ...computed,
    ...effects.flatMap((effect) => WAYS.flatMap((way) => judge(effect, way, []).because.map((line) => `  ${line}`))),
  ];
}
