import { resolveSettings } from "../../generator/config/resolve.js";
import { judgeDocuments } from "../../generator/commands/used.js";
import type { Finding } from "../../generator/drift/finding.js";
import type { Located } from "../../generator/drift/report/places.js";
import type { Policy } from "../../generator/drift/policy.js";
import type { Report } from "../../generator/drift/report/report.js";
import type { Pair } from "../../generator/drift/walk.js";
import { diff } from "../../generator/pipeline.js";

/** Two contracts compared, with what reports are made of. */
export interface Compared {
  readonly findings: readonly Finding[];
  readonly documents: Pair<Located>;
  readonly sides: Report["sides"];
}

/** A policy that forbids all that a policy can, on a day that stays. */
const policy: Policy = {
  today: "2030-01-01",
  minDays: { stable: 180, beta: 30 },
  requireSunset: true,
  stability: "draft",
  versionBump: "off",
};

/** What a comparison knows beside the two contracts. */
export interface Beside extends Partial<Policy> {
  /** GraphQL documents of the user's: then it is about what they use. */
  readonly queries?: readonly string[];
}

/** Compares two files as `conn-gen diff` does. */
export async function compareFiles(before: string, after: string, beside: Beside = {}): Promise<Compared> {
  const { queries = [], ...more } = beside;
  const settings = async (source: string) =>
    resolveSettings(
      { contract: { source, documents: queries }, name: "shop", output: "never-written" },
      { cwd: process.cwd() },
    );
  const sides = { old: await settings(before), new: await settings(after) };
  const drift = await diff(sides, { watch: () => undefined, policy: { ...policy, ...more } });
  const { documents, contracts } = drift;
  const findings = queries.length === 0 ? drift.findings : await judgeDocuments(drift, sides);
  const side = (which: "old" | "new") => ({
    uri: which,
    title: contracts[which].title,
    version: contracts[which].version,
  });
  return { findings, documents, sides: { old: side("old"), new: side("new") } };
}
