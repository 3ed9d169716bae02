import type { Settings } from "./config.js";
import type { Contract } from "./contract/contract.js";
import type { Diagnostic } from "./diagnostics.js";
import { defaultPolicy, type Policy } from "./drift/policy.js";
import { emit } from "./line/emit.js";
import { readBareFacts, readFacts } from "./line/facts.js";
import type { Drift, Generated, Inspected, Understood } from "./line/results.js";
import { type Line, startLine, type Watch } from "./line/stages.js";
import { describePlan } from "./plan/describe-plan.js";
import { makePlan, planCalls } from "./plan/make-plan.js";
import { describeNextSteps } from "./plan/next-steps.js";
import { readContract } from "./read/contract.js";
import type { Document } from "./read/document.js";
import type { Documents } from "./read/documents.js";
import type { Lock } from "./write/lock.js";
import { findLostOperations } from "./write/lost-operations.js";
import { makeLock } from "./write/make-lock.js";
import { readLock } from "./write/read-lock.js";

export type { Drift, Generated, Inspected, Understood } from "./line/results.js";
export type { StageName, Watch } from "./line/stages.js";

/** bytes -> facts -> choices -> text: the straight line up to, and without, the disk. */
export async function generate(settings: Settings, watch: Watch): Promise<Generated> {
  const line = startLine(watch);
  const { documents, contract, whole, lock, plan } = await decide(line, settings);
  line.say([...(settings.config?.notes ?? []), ...findLostOperations(line.diagnostics, lock)]);
  const { length } = plan.operations;
  const files = await line.stage("emit", () => emit(plan, { contract, settings, documents }), length);
  return {
    name: plan.client.name,
    files,
    lock: makeLock({ plan, settings, documents, earlier: lock, whole }),
    diagnostics: line.diagnostics,
    documents: line.documents,
    counts: {
      operations: length,
      types: Object.keys(plan.typeNames).length,
      skipped: line.diagnostics.filter(isSkip).length,
      files: files.length,
      bytes: files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0),
    },
    timings: line.timings,
    nextSteps: describeNextSteps(plan, settings),
  };
}

/** The line up to the plan. */
export async function understand(settings: Settings, watch: Watch): Promise<Understood> {
  const line = startLine(watch);
  const { contract, plan, documents } = await decide(line, settings);
  return { contract, plan, root: locateAll(documents), diagnostics: line.diagnostics, documents: line.documents };
}

/** The line up to the plan, as data that prints. */
export async function inspect(settings: Settings, watch: Watch): Promise<Inspected> {
  const understood = await understand(settings, watch);
  return { ...understood, plan: describePlan(understood.plan) };
}

/** The line up to the facts, twice, and what differs; the names are those that the new side's client has. */
export async function diff(
  settings: { readonly old: Settings; readonly new: Settings },
  { watch, policy = defaultPolicy() }: { readonly watch: Watch; readonly policy?: Policy },
): Promise<Drift> {
  const line = startLine(watch);
  const documents = { new: await read(line, settings.new), old: await read(line, settings.old) };
  const contracts = {
    old: await line.stage("normalize", () => readBareFacts(documents.old, settings.old)),
    new: await line.stage("normalize", () => readBareFacts(documents.new, settings.new)),
  };
  const lock = await readLock(settings.new.output);
  const { queries } = documents.new;
  // Where the user's documents are the calls, the fields of the root types are none.
  const nameCalls = (contract: Contract) => (queries.length > 0 ? {} : callsOf(contract, settings.new, lock));
  const side = (contract: Contract) => ({
    contract,
    names: { calls: nameCalls(contract), values: settings.new.values },
  });
  const { compare } = await import("./drift/compare.js");
  const findings = compare({ old: side(contracts.old), new: side(contracts.new) }, policy);
  const located = { old: locateAll(documents.old), new: locateAll(documents.new) };
  return { findings, contracts, documents: located, queries, diagnostics: line.diagnostics };
}

/** The part of the line that everything shares: bytes -> facts -> choices. */
async function decide(line: Line, settings: Settings) {
  const documents = await read(line, settings);
  const { contract, whole } = await line.stage("normalize", () => readFacts(documents, settings));
  const lock = await readLock(settings.output);
  const { length } = contract.operations;
  const plan = await line.stage("plan", () => makePlan(contract, settings, { lock, whole }), length);
  return { documents, contract, whole, lock, plan };
}

async function read(line: Line, { contract, input }: Settings): Promise<Documents> {
  const documents = await line.stage("read", () => readContract(contract, input));
  line.show([...documents.parts.values(), ...documents.overlays, ...documents.queries]);
  return documents;
}

function isSkip({ severity }: Diagnostic): boolean {
  return severity === "skip";
}

/** The contract's own document, which finds the places of the others too. */
function locateAll({ root, locate }: Documents): Document {
  return { ...root, locate };
}

function callsOf(contract: Contract, settings: Settings, lock: Lock | undefined): { readonly [id: string]: string } {
  const calls = planCalls(contract, settings, lock).value;
  return Object.fromEntries(
    Object.entries(calls).map(([id, segments]) => [id, [settings.name, ...segments].join(".")]),
  );
}
