import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseJsonText, readConfigText } from "../config/text.js";
import { suggest } from "../config/suggest.js";
import { exitCodes, type Failure, failure } from "../diagnostics.js";
import { defaultPolicy, isStability, type Policy } from "../drift/policy.js";
import type { Severity } from "../drift/severity.js";

const FILE = "conn-gen.policy.json";

/** What was agreed on, from the file that was named, else from `conn-gen.policy.json` where there is one. */
export async function readPolicy(given: string | undefined, cwd: string): Promise<Policy> {
  const path = resolve(cwd, given ?? FILE);
  if (given === undefined && !existsSync(path)) return defaultPolicy();
  return settlePolicy(await readJson(path, given ?? FILE, cwd), given ?? FILE);
}

async function readJson(path: string, name: string, cwd: string): Promise<unknown> {
  const text = await readConfigText(path, cwd).catch(() => undefined);
  if (text === undefined)
    throw wrong(name, "cannot be read", "check the path; it is relative to the working directory");
  const parsed = parseJsonText(text);
  if ("value" in parsed) return parsed.value;
  const { message, place } = parsed;
  throw failure(exitCodes.usage, {
    code: "policy-invalid",
    message: `${name} cannot be parsed: ${message}`,
    ...(place !== undefined && { place }),
    help: "mend it, or leave it out",
  });
}

const MEMBERS = ["minDays", "requireSunset", "stability", "versionBump", "severity", "used", "tsconfig"];

type Members = { readonly [key: string]: unknown };

function settlePolicy(value: unknown, name: string): Policy {
  const base = defaultPolicy();
  const said = membersOf(value, "the policy", name);
  refuseOthers(said, MEMBERS, name);
  const {
    minDays = base.minDays.stable,
    requireSunset = false,
    stability = base.stability,
    versionBump = "off",
    severity = [],
    used = false,
    tsconfig,
  } = said;
  if (typeof requireSunset !== "boolean") throw wrong(name, "`requireSunset` is true or false");
  if (!isStability(stability)) throw wrong(name, "`stability` is draft, alpha, beta or stable");
  if (versionBump !== "semver" && versionBump !== "off") throw wrong(name, '`versionBump` is "semver" or "off"');
  if (typeof used !== "boolean") throw wrong(name, "`used` is true or false");
  if (tsconfig !== undefined && typeof tsconfig !== "string") throw wrong(name, "`tsconfig` is the path of a file");
  return {
    ...base,
    used,
    ...(tsconfig !== undefined && { tsconfig }),
    minDays: readDays(minDays, name),
    requireSunset,
    stability,
    versionBump,
    severity: readSeverities(severity, name),
  };
}

const SEVERITIES: readonly Severity["level"][] = ["breaking", "warning", "info", "off"];

function readSeverities(value: unknown, name: string): Severity[] {
  if (!Array.isArray(value)) throw wrong(name, "`severity` is a list of `{ rule, at, level }`");
  return value.map((entry: unknown) => {
    const said = membersOf(entry, "an entry of `severity`", name);
    refuseOthers(said, ["rule", "at", "level"], name);
    const { rule, at } = said;
    const level = SEVERITIES.find((each) => each === said["level"]);
    if (level === undefined) throw wrong(name, "`level` is breaking, warning, info or off");
    if ([rule, at].some((text) => text !== undefined && typeof text !== "string"))
      throw wrong(name, "`rule` and `at` are texts, in which `*` stands for anything");
    return { level, ...(typeof rule === "string" && { rule }), ...(typeof at === "string" && { at }) };
  });
}

/** One number for all, or one for each level. */
function readDays(value: unknown, name: string): Policy["minDays"] {
  if (typeof value === "number") return { stable: readDay(value, name), beta: readDay(value, name) };
  const said = membersOf(value, "`minDays`", name);
  refuseOthers(said, ["stable", "beta"], name);
  return { stable: readDay(said["stable"] ?? 0, name), beta: readDay(said["beta"] ?? 0, name) };
}

function readDay(value: unknown, name: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw wrong(name, "`minDays` counts whole days");
}

function membersOf(value: unknown, what: string, name: string): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw wrong(name, `${what} is an object`);
}

function refuseOthers(said: Members, known: readonly string[], name: string): void {
  const other = Object.keys(said).find((key) => !known.includes(key));
  if (other === undefined) return;
  const meant = suggest(other, known);
  throw wrong(
    name,
    `there is no \`${other}\` in a policy`,
    meant === undefined ? `it has ${known.join(", ")}` : `did you mean \`${meant}\`?`,
  );
}

function wrong(name: string, message: string, help = 'see "Drift" in the README'): Failure {
  return failure(exitCodes.usage, { code: "policy-invalid", message: `${name}: ${message}`, help });
}
