import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Contract } from "../../generator/contract/contract.js";
import { compare } from "../../generator/drift/compare.js";
import type { Finding } from "../../generator/drift/finding.js";
import { defaultPolicy, type Policy, type Stability } from "../../generator/drift/policy.js";
import { normalize } from "../../generator/normalize/normalize.js";
import type { Diagnostic } from "../../generator/diagnostics.js";
import { parseDocument, type Part } from "../../generator/read/document.js";
import { bindDocuments } from "../../generator/read/documents.js";
import { gatherParts } from "../../generator/read/gather.js";

/** Where oasdiff's own cases lie beside the repository. */
export const oasdiffFolder = join(import.meta.dirname, "../../../shared/conformance/oasdiff");

/** Whether they are there. */
export const hasOasdiff = existsSync(oasdiffFolder);

/** What oasdiff finds at one place. */
export interface Expected {
  readonly id: string;
  readonly level?: "ERR" | "WARN" | "INFO";
  readonly operation?: string;
  readonly path?: string;
}

/** Two contracts and what oasdiff's test says of them. */
export interface OasdiffCase {
  readonly name: string;
  readonly base: string;
  readonly revision: string;
  readonly scope?: readonly string[];
  readonly untilLevel: "ERR" | "WARN" | "INFO";
  readonly options?: { readonly deprecationDays?: readonly [number, number]; readonly StabilityLevel?: Stability };
  readonly match: "exact" | "contains" | "absent" | "count" | "nonempty";
  readonly count?: number;
  readonly expected: readonly Expected[];
  readonly absent?: readonly string[];
}

/** Every case; names that repeat are numbered. */
export function readCases(): OasdiffCase[] {
  if (!hasOasdiff) return [];
  return JSON.parse(readFileSync(join(oasdiffFolder, "cases.json"), "utf8")) as OasdiffCase[];
}

/** Levels that oasdiff itself changed after the cases were taken. */
export function readLaterLevels(): ReadonlyMap<string, string> {
  const { changes } = JSON.parse(readFileSync(join(oasdiffFolder, "level-changes.json"), "utf8")) as {
    readonly changes: readonly { readonly id: string; readonly later: string }[];
  };
  return new Map(changes.map(({ id, later }) => [id, later]));
}

/** Our findings on a case. */
export async function runOasdiffCase({ base, revision, options = {} }: OasdiffCase): Promise<readonly Finding[]> {
  const policy: Policy = {
    ...defaultPolicy(),
    versionBump: "semver",
    minDays: { beta: options.deprecationDays?.[0] ?? 0, stable: options.deprecationDays?.[1] ?? 0 },
    ...(options.StabilityLevel !== undefined && { stability: options.StabilityLevel }),
  };
  const sides = { old: { contract: await readFacts(base) }, new: { contract: await readFacts(revision) } };
  return compare(sides, policy);
}

/** A contract of a case, as we understand it; some are several files. */
export async function readFacts(file: string): Promise<Contract> {
  const location = join(oasdiffFolder, "fixtures", file);
  const text = readFileSync(location, "utf8").replaceAll(/\{\{today([+-]\d+)d\}\}/g, (_, days: string) =>
    dayFromNow(Number(days)),
  );
  const root = parseDocument({ uri: file, location, text, sha256: "" });
  const parts = new Map<string, Part>([["", root]]);
  const unread = new Map<string, Diagnostic>();
  await gatherParts([root], { root, options: { cwd: oasdiffFolder }, parts, unread });
  return normalize(bindDocuments({ root, parts, overlays: [], queries: [], unread })).value;
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
