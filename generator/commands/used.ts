import { resolve } from "node:path";
import type { Settings } from "../config.js";
import type { Finding } from "../drift/finding.js";
import type { Policy } from "../drift/policy.js";
import type { Drift } from "../pipeline.js";
import { readLock } from "../write/read-lock.js";
import type { Flags } from "./arguments.js";
import { loadCompiler } from "./compiler.js";
import type { Line } from "./line.js";
import type { Terminal } from "./terminal.js";

/** Whether the user's code is asked, and by which tsconfig: the command line's word goes before the policy's. */
export function readTsconfig(flags: Flags, { used, tsconfig }: Policy, { cwd }: Terminal): string | undefined {
  const isAsked = flags.used ?? (flags.tsconfig !== undefined || used === true);
  return isAsked ? resolve(cwd, flags.tsconfig ?? tsconfig ?? "tsconfig.json") : undefined;
}

/** A comparison, and whose use of it counts. */
export interface UseRequest {
  /** Of the client that was made of the old contract. */
  readonly old: Settings;
  readonly tsconfig: string;
}

/** Judges findings by what the user uses: documents where the client is made of these, else code. */
export async function judgeUse(
  drift: Drift,
  request: UseRequest,
  world: { readonly line: Line; readonly cwd: string },
): Promise<readonly Finding[]> {
  return drift.queries.length > 0 ? judgeDocuments(drift, request) : judgeCode(drift, request, world);
}

async function judgeCode(
  drift: Drift,
  { old, tsconfig }: UseRequest,
  { line, cwd }: { readonly line: Line; readonly cwd: string },
): Promise<readonly Finding[]> {
  const { applyUsage, readUsage } = await loadCompiler(() => import("../usage/usage.js"));
  const { files, lock } = await line.generate(old, () => undefined);
  const client = { output: old.output, files };
  return applyUsage(drift.findings, readUsage({ tsconfig, client, contract: drift.contracts.old, lock, cwd }));
}

/** The client of a GraphQL schema sends what the documents say, and nothing else. */
export async function judgeDocuments(
  { findings, documents, queries }: Drift,
  { old }: Pick<UseRequest, "old">,
): Promise<readonly Finding[]> {
  const { applyDocuments } = await import("../usage/documents/apply-documents.js");
  const { readDocumentUse } = await import("../usage/documents/document-use.js");
  const { buildSchema } = await import("../normalize/graphql/build-schema.js");
  const schemas = { old: buildSchema(documents.old).value, new: buildSchema(documents.new).value };
  const calls = (await readLock(old.output))?.operations ?? {};
  const callOf = (id: string): string | undefined =>
    Object.hasOwn(calls, id) ? `${old.name}.${calls[id]?.call}` : undefined;
  return applyDocuments(findings, readDocumentUse({ documents: queries, schemas, callOf }));
}
