import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import type { Finding } from "../../generator/drift/finding.js";
import { areAlike } from "../../generator/drift/walk.js";
import { oasdiffIds } from "./oasdiff-ids.js";
import {
  type Expected,
  hasOasdiff,
  type OasdiffCase,
  readCases,
  readFacts,
  readLaterLevels,
  runOasdiffCase,
} from "./oasdiff-cases.js";

/** Where we differ on purpose, or cannot tell: `verdict` = breaking or not, `place` = id and location, `vacuous` = nothing differs to us. */
const ledger = JSON.parse(readFileSync(new URL("./oasdiff-ledger.json", import.meta.url), "utf8")) as {
  readonly [judgement in "verdict" | "place" | "vacuous"]: { readonly [name: string]: string };
};

const why = hasOasdiff ? "" : " -- SKIPPED: there is no ../shared/conformance/oasdiff";
const later = hasOasdiff ? readLaterLevels() : new Map<string, string>();

interface Outcome {
  readonly name: string;
  /** `undefined` where oasdiff's test does not say. */
  readonly verdict?: boolean;
  readonly place?: boolean;
  readonly told: string;
  /** The keyword that changed belongs to another type than the schema has, so that no value can show it. */
  readonly vacuous?: boolean;
}

function levelOf({ id, level }: Expected): string {
  return later.get(id) ?? level ?? "INFO";
}

const ORDER = ["INFO", "WARN", "ERR"];
const LEVELS: { readonly [level: string]: string } = { breaking: "ERR", warning: "WARN", info: "INFO", safe: "INFO" };

/** What oasdiff's test looks at: the rules that it runs, from the level that it asks for. */
function inScope(finding: Finding, { scope, expected }: OasdiffCase): boolean {
  const ids = oasdiffIds(finding);
  const isOfVersion = ids.some((id) => /^api-(?:major-)?version-/.test(id));
  if (isOfVersion) return expected.some(({ id }) => ids.includes(id));
  if (scope === undefined) return ids.length > 0;
  const known = new Set([...scope, ...expected.map(({ id }) => id)]);
  return ids.some((id) => known.has(id));
}

function isAt(finding: Finding, { id, operation, path }: Expected): boolean {
  if (!oasdiffIds(finding).includes(id)) return false;
  if (operation === undefined || path === undefined || finding.operations.length === 0) return true;
  return finding.operations.some(
    (each) => each.endsWith(`${operation} ${path}`) || shape(each) === shape(`${operation} ${path}`),
  );
}

function shape(id: string): string {
  return id.replaceAll(/\{[^{}]*\}/g, "{}");
}

function isLater(finding: Finding): boolean {
  return oasdiffIds(finding).some((id) => later.get(id) === "ERR");
}

function judgeVerdict(findings: readonly Finding[], given: OasdiffCase): boolean | undefined {
  const isBroken = findings.some((finding) => finding.wire === "breaking" && inScope(finding, given));
  const expects = given.expected.some((each) => levelOf(each) === "ERR");
  if (given.match === "exact" && isBroken && !expects) {
    // What oasdiff itself came to call breaking later is no contradiction.
    return findings.every((finding) => finding.wire !== "breaking" || !inScope(finding, given) || isLater(finding));
  }
  if (given.match === "exact") return isBroken === expects;
  if (given.match === "contains" && expects) return isBroken;
  return undefined;
}

function judgePlaces(findings: readonly Finding[], given: OasdiffCase): boolean | undefined {
  const { match, expected, untilLevel, absent = [] } = given;
  const relevant = findings.filter((finding) => inScope(finding, given));
  const isThere = expected.every((each) => relevant.some((finding) => isAt(finding, each)));
  const isWanted = (finding: Finding): boolean => expected.some((each) => isAt(finding, each));
  const isAbsent = !relevant.some(
    (finding) => !isWanted(finding) && oasdiffIds(finding).some((id) => absent.includes(id)),
  );
  if (match === "exact") {
    const enough = (finding: Finding): boolean =>
      ORDER.indexOf(LEVELS[finding.wire] ?? "INFO") >= ORDER.indexOf(untilLevel);
    return isThere && relevant.filter(enough).every((finding) => expected.some((each) => isAt(finding, each)));
  }
  if (match === "nonempty") return relevant.length > 0;
  if (match === "count") return undefined;
  return isThere && isAbsent;
}

/** Whether two contracts are one to us: what differs says nothing of any value. */
async function areSame({ base, revision }: OasdiffCase): Promise<boolean> {
  return areAlike(await readFacts(base), await readFacts(revision));
}

async function runCase(given: OasdiffCase, name: string): Promise<Outcome> {
  try {
    const findings = await runOasdiffCase(given);
    const isVacuous = given.expected.length > 0 && (await areSame(given));
    const verdict = isVacuous ? undefined : judgeVerdict(findings, given);
    const place = isVacuous ? undefined : judgePlaces(findings, given);
    const shown = findings.filter((finding) => inScope(finding, given));
    const told = shown
      .map(({ rule, wire, element, direction }) => `${rule} ${wire} ${direction ?? ""} ${element}`)
      .join("; ");
    return {
      name,
      told,
      vacuous: isVacuous,
      ...(verdict !== undefined && { verdict }),
      ...(place !== undefined && { place }),
    };
  } catch (error) {
    return { name, verdict: false, place: false, told: String(error) };
  }
}

const outcomes = await Promise.all(readCases().map((given, index) => runCase(given, `${index} ${given.name}`)));

describe(`oasdiff's own cases${why}`, () => {
  it.skipIf(why !== "")("are about values but for a few", () => {
    const vacuous = outcomes.filter((outcome) => outcome.vacuous);
    expect(vacuous.map(({ name }) => name).sort()).toEqual(Object.keys(ledger.vacuous).sort());
  });

  it.skipIf(why !== "").each(["verdict", "place"] as const)("agree on the %s but for the ledger", (judgement) => {
    const judged = outcomes.filter((outcome) => outcome[judgement] !== undefined);
    const wrong = judged.filter((outcome) => outcome[judgement] === false);
    const told = wrong.filter(({ name }) => ledger[judgement][name] === undefined);
    expect(told, "not in the ledger").toEqual([]);
    expect(wrong.map(({ name }) => name).sort()).toEqual(Object.keys(ledger[judgement]).sort());
    expect(1 - wrong.length / judged.length).toBeGreaterThanOrEqual(judgement === "verdict" ? 0.95 : 0.9);
  });
});
