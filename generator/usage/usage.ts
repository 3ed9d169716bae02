import type { Contract } from "../contract/contract.js";
import { guardFinding, sortFindings } from "../drift/describe.js";
import type { Finding } from "../drift/finding.js";
import type { Lock } from "../write/lock.js";
import { readClientTypes } from "./client-types.js";
import { collectUses } from "./collect.js";
import { type ClientFiles, openConsumer } from "./program.js";
import { recordUse } from "./record.js";
import { findTouched, type Usage } from "./touched.js";

export type { ClientFiles, Usage };

/** Whose code is read, and against which client. */
export interface UsageRequest {
  /** Absolute. */
  readonly tsconfig: string;
  readonly client: ClientFiles;
  /** What the client was made of, and the names in it. */
  readonly contract: Contract;
  readonly lock: Lock;
  /** What places are relative to. */
  readonly cwd: string;
}

/** Finds out what the user's code uses of a client. */
export function readUsage({ tsconfig, client, contract, lock, cwd }: UsageRequest): Usage {
  const consumer = openConsumer(tsconfig, client, cwd);
  const uses = collectUses(consumer);
  const types = readClientTypes(lock, consumer);
  for (const id of Object.keys(lock.operations)) {
    const called = types.operation(id).flatMap((node) => uses.get(node) ?? []);
    // Whoever walks pages relies on what tells one page from the next.
    const members = called.length === 0 ? [] : (types.pageBody(id)?.getProperties() ?? []);
    for (const member of members) for (const use of called) recordUse(member, use, { consumer, uses });
  }
  return { contract, lock, types, uses };
}

/** Findings with the places that they touch; what touches none is for information only. */
export function applyUsage(findings: readonly Finding[], usage: Usage): readonly Finding[] {
  const judged = findings.map((finding) => {
    const touched = findTouched(finding, usage);
    if (touched === undefined) return finding;
    if (touched.length === 0) return guardFinding(finding, "uncalled");
    return { ...finding, uses: touched.map(({ file, line, column }) => ({ file, line, column })) };
  });
  return sortFindings(judged);
}
