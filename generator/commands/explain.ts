import { suggest } from "../config/suggest.js";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { explainRule } from "../drift/explain.js";
import { type RuleId, RULES } from "../drift/rules.js";
import { createPaint } from "../report/paint.js";
import type { Arguments } from "./arguments.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen explain RULE`: how a verdict comes about. */
export async function runExplain({ operands }: Arguments, { stdout, env }: Terminal): Promise<ExitCode> {
  const [name] = operands;
  if (name === undefined) stdout.write(listRules());
  else if (isRule(name)) stdout.write(explainRule(name, createPaint(stdout, env)));
  else throw unknownRule(name);
  return exitCodes.done;
}

function isRule(name: string): name is RuleId {
  return Object.hasOwn(RULES, name);
}

function listRules(): string {
  const width = Math.max(...Object.keys(RULES).map((id) => id.length));
  const rows = Object.entries(RULES).map(([id, { says }]) => `${id.padEnd(width)}  ${says}`);
  return `${rows.join("\n")}\n`;
}

function unknownRule(name: string): Error {
  const meant = suggest(name, Object.keys(RULES));
  return usageFailure(
    `there is no rule \`${name}\``,
    meant === undefined ? "`conn-gen explain` lists all of them" : `did you mean \`${meant}\`?`,
  );
}
