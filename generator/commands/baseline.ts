import { resolve } from "node:path";
import { parseJsonText, readConfigText } from "../config/text.js";
import { type Diagnostic, exitCodes, type Failure, failure, type Place } from "../diagnostics.js";
import { type Baseline, type BaselineProblem, updateBaseline } from "../drift/baseline.js";
import type { Finding } from "../drift/finding.js";
import { writeTextFile } from "../write/text-file.js";

const NOTHING: Baseline = { version: 1, accepted: [] };

/** Reads a baseline; one that is to be written need not be there yet. */
export async function readBaseline(file: string, { cwd, mayBeNew }: BaselinePlace): Promise<Baseline> {
  const text = await readConfigText(resolve(cwd, file), cwd).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" && mayBeNew) return undefined;
    throw wrong(`${file} cannot be read: ${error.code}`, "`--baseline-update` writes a first one");
  });
  if (text === undefined) return NOTHING;
  const parsed = parseJsonText(text);
  if ("message" in parsed) throw wrong(`${file} cannot be parsed: ${parsed.message}`, SHAPE, parsed.place);
  if (!isBaseline(parsed.value)) throw wrong(`${file} is no baseline`, SHAPE);
  return parsed.value;
}

interface BaselinePlace {
  readonly cwd: string;
  readonly mayBeNew: boolean;
}

const SHAPE = 'it is `{ "version": 1, "accepted": [{ "fingerprint": …, "reason": … }] }`';

function isBaseline(value: unknown): value is Baseline {
  const { version, accepted } = Object(value) as { readonly [key: string]: unknown };
  return version === 1 && Array.isArray(accepted) && accepted.every(isEntry);
}

function isEntry(entry: unknown): boolean {
  const { fingerprint, reason, expires } = Object(entry) as { readonly [key: string]: unknown };
  const isDay = expires === undefined || (typeof expires === "string" && /^\d{4}-\d{2}-\d{2}$/.test(expires));
  return typeof fingerprint === "string" && typeof reason === "string" && isDay;
}

/** Writes the baseline anew; says how many entries still need a reason. */
export async function writeBaseline(path: string, findings: readonly Finding[], earlier: Baseline): Promise<number> {
  const baseline = updateBaseline(findings, earlier);
  await writeTextFile(path, `${JSON.stringify(baseline, undefined, 2)}\n`);
  return baseline.accepted.filter(({ reason }) => reason.trim() === "").length;
}

const SAID: { readonly [kind in BaselineProblem["kind"]]: readonly [message: string, help: string] } = {
  expired: ["has expired", "settle the matter, or give it a later day"],
  unused: ["accepts nothing: there is no such finding", "remove it, or run with --baseline-update"],
  unexplained: ["gives no reason", "write why it is accepted into `reason`"],
};

/** What is wrong with a baseline, for people. */
export function describeProblems(problems: readonly BaselineProblem[], file: string): Diagnostic[] {
  return problems.map(({ entry, kind }) => {
    const [said, help] = SAID[kind];
    const about = entry.message === undefined ? "" : ` (${entry.message})`;
    const message = `${file}: the entry ${entry.fingerprint}${about} ${said}`;
    return { code: `baseline-${kind}`, severity: "error", message, help };
  });
}

function wrong(message: string, help: string, place?: Place): Failure {
  return failure(exitCodes.usage, { code: "baseline-invalid", message, help, ...(place !== undefined && { place }) });
}
