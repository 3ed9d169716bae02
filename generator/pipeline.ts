import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emitClient } from "../templates/files/emit.js";
import type { OutputFile } from "../templates/files/output.js";
import type { Settings } from "./config.js";
import type { Contract } from "./contract/contract.js";
import { exitCodes, Failure } from "./diagnostics.js";
import type { Diagnostic, Locator, Stage } from "./diagnostics.js";
import { compare } from "./drift/compare.js";
import type { Finding } from "./drift/finding.js";
import { defaultPolicy, type Policy } from "./drift/policy.js";
import { normalizeAny } from "./normalize/normalize.js";
import { select, type Selection } from "./normalize/select.js";
import { packageRoot } from "./package-root.js";
import { withAuth } from "./plan/auth.js";
import { withScalars } from "./plan/graphql/scalars.js";
import { withMediaTypes } from "./plan/media-types.js";
import { makePlan, planCalls } from "./plan/make-plan.js";
import type { Plan, ResourcePlan } from "./plan/plan.js";
import { describeNextSteps } from "./plan/next-steps.js";
import { readContract } from "./read/contract.js";
import type { Document, Part } from "./read/document.js";
import type { Documents } from "./read/documents.js";
import { makeLock } from "./write/make-lock.js";
import type { Lock } from "./write/lock.js";
import { readLock } from "./write/read-lock.js";
import { keepSnapshot } from "./write/snapshot.js";

/** The stages of the straight line, in order; the last one is the only one that touches the output folder. */
export type StageName = "read" | "normalize" | "plan" | "emit" | "write";

/** Hears what the line is at. */
export type Watch = (progress: { readonly stage: StageName; readonly count?: number; readonly note?: string }) => void;

/** A client in memory: everything but the writing is done. */
export interface Generated {
  readonly name: string;
  readonly files: readonly OutputFile[];
  readonly lock: Lock;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
  readonly counts: { readonly [what in "operations" | "types" | "skipped" | "files" | "bytes"]: number };
  /** Milliseconds by stage. */
  readonly timings: { readonly [stage: string]: number };
  /** What the user types next. */
  readonly nextSteps: { readonly install: readonly string[]; readonly snippet: string };
}

/** What the contract says and what we decided, as data that prints as JSON. */
export interface Inspected {
  readonly contract: Contract;
  readonly plan: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
}

/** Two contracts and what differs between them. */
export interface Drift {
  readonly findings: readonly Finding[];
  readonly contracts: { readonly old: Contract; readonly new: Contract };
  readonly documents: { readonly old: Document; readonly new: Document };
  readonly diagnostics: readonly Diagnostic[];
}

/** bytes -> facts -> choices -> text: the straight line up to, and without, the disk. */
export async function generate(settings: Settings, watch: Watch): Promise<Generated> {
  const line = startLine(watch);
  const documents = await line.stage("read", () => readContract(settings.contract, settings.input));
  line.documents.push(...documents.parts.values(), ...documents.overlays, ...documents.queries);
  const { contract, whole } = await line.stage("normalize", () => readFacts(documents, settings));
  const lock = await readLock(settings.output);
  line.say(findLostOperations(line.diagnostics, lock));
  const { length } = contract.operations;
  const plan = await line.stage("plan", () => makePlan(contract, settings, { lock, whole }), length);
  const emitted = await line.stage("emit", () => emit(plan, contract, { settings, documents }), plan.operations.length);
  const files = [...emitted, ...keepSnapshot(documents.root.source, contract.kind)];
  const skipped = line.diagnostics.filter((diagnostic) => diagnostic.severity === "skip").length;
  const bytes = files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0);
  return {
    name: plan.client.name,
    files,
    lock: makeLock({ plan, settings, documents, earlier: lock, whole }),
    diagnostics: line.diagnostics,
    documents: line.documents,
    counts: {
      operations: plan.operations.length,
      types: Object.keys(plan.typeNames).length,
      skipped,
      files: files.length,
      bytes,
    },
    timings: line.timings,
    nextSteps: describeNextSteps(plan, settings),
  };
}

/** A contract understood: its facts and our decisions, nothing emitted. */
export interface Understood {
  readonly contract: Contract;
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Part[];
}

/** The contract as the config and its media types settle which operations there are, and how they are signed. */
function settle(contract: Contract, settings: Settings): Contract {
  return withScalars(withMediaTypes(withAuth(contract, settings)), settings);
}

/** Facts that are settled, with and without what was filtered out. */
async function readFacts(documents: Documents, settings: Settings): Promise<Stage<Selection>> {
  const { value, diagnostics } = await normalizeAny(documents, documents.queries);
  return select({ value: settle(value, settings), diagnostics }, settings.input);
}

/** The line up to the plan. */
export async function understand(settings: Settings, watch: Watch): Promise<Understood> {
  const line = startLine(watch);
  const documents = await line.stage("read", () => readContract(settings.contract, settings.input));
  line.documents.push(...documents.parts.values(), ...documents.overlays, ...documents.queries);
  const { contract, whole } = await line.stage("normalize", () => readFacts(documents, settings));
  const lock = await readLock(settings.output);
  const plan = await line.stage("plan", () => makePlan(contract, settings, { lock, whole }));
  return { contract, plan, diagnostics: line.diagnostics, documents: line.documents };
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
  const documents = {
    old: await line.stage("read", () => readContract(settings.old.contract, settings.old.input)),
    new: await line.stage("read", () => readContract(settings.new.contract, settings.new.input)),
  };
  line.documents.push(...documents.new.parts.values(), ...documents.old.parts.values());
  const contracts = {
    old: await line.stage("normalize", () => factsOf(documents.old, settings.old)),
    new: await line.stage("normalize", () => factsOf(documents.new, settings.new)),
  };
  const lock = await readLock(settings.new.output);
  const side = (contract: Contract) => ({
    contract,
    names: { calls: callsOf(contract, settings.new, lock), values: settings.new.values },
  });
  const findings = compare({ old: side(contracts.old), new: side(contracts.new) }, policy);
  const located = { old: locateAll(documents.old), new: locateAll(documents.new) };
  return { findings, contracts, documents: located, diagnostics: line.diagnostics };
}

async function factsOf(documents: Documents, { input }: Settings): Promise<Stage<Contract>> {
  const { value, diagnostics } = select(await normalizeAny(documents), input);
  return { value: value.contract, diagnostics };
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

/** The plan as readers want it: calls as they are typed, and each operation once. */
function describePlan(plan: Plan): unknown {
  const operations = plan.operations.map((operation) => ({ ...operation, call: operation.call.join(".") }));
  return { ...plan, operations, resources: describeResource(plan.resources) };
}

function describeResource({ path, operations, children, ...rest }: ResourcePlan): unknown {
  const ids = operations.map((operation) => operation.id);
  return { path: path.join("."), ...rest, operations: ids, children: children.map(describeResource) };
}

async function emit(
  plan: Plan,
  contract: Contract,
  { settings, documents }: { readonly settings: Settings; readonly documents: Documents },
): Promise<Stage<readonly OutputFile[]>> {
  const runtime = settings.runtime === "copy" ? {} : { runtime: settings.runtime };
  const emission = {
    plan,
    contract,
    source: fileNameOf(documents.root.source.location),
    extension: settings.importExtension,
    ...runtime,
  };
  const tests = settings.tests ? { arrays: settings.values.arrays } : undefined;
  return { value: await emitClient(emission, readTemplate, tests), diagnostics: [] };
}

/** The last part of a path or URL: headers name the contract, not where it lay, and no login either. */
function fileNameOf(location: string): string {
  const path = location === "-" ? "stdin" : location.replace(/[?#].*$/, "").replace(/^\w+:\/\/[^/]*@/, "");
  return path.split(/[\\/]/).findLast((step) => step !== "") ?? "a contract";
}

function readTemplate(module: string): string {
  return readFileSync(join(packageRoot(), "templates", `${module}.ts`), "utf8");
}

/** An operation that users call today may not vanish because something in the contract broke. */
function findLostOperations(diagnostics: readonly Diagnostic[], lock: Lock | undefined): Diagnostic[] {
  const pinned = Object.entries(lock?.operations ?? {});
  return diagnostics.flatMap(({ operation, pointer }) => {
    if (operation === undefined) return [];
    const lost = pinned.filter(([id]) => id === operation || id.endsWith(` ${operation}`));
    return lost.map(([id, { call }]) => ({
      code: "operation-lost",
      severity: "error" as const,
      message: `${id} was generated before (\`${call}\`) and cannot be now.`,
      ...(pointer !== undefined && { pointer }),
      help: "Mend the contract, or delete its entry in conn-gen.lock.json to let it go.",
    }));
  });
}

/** Runs stage after stage; what they say is kept, an error ends the line. */
function startLine(watch: Watch) {
  const diagnostics: Diagnostic[] = [];
  const timings: { [stage: string]: number } = {};
  const documents: Part[] = [];
  async function stage<Value>(
    name: StageName,
    run: () => Stage<Value> | Promise<Stage<Value>>,
    count?: number,
  ): Promise<Value> {
    watch({ stage: name, ...(count !== undefined && { count }) });
    const start = performance.now();
    const result = await run();
    timings[name] = performance.now() - start;
    say(result.diagnostics);
    return result.value;
  }
  function say(more: readonly Diagnostic[]): void {
    diagnostics.push(...more);
    const isFatal = more.some((diagnostic) => diagnostic.severity === "error");
    if (isFatal) throw new Failure(exitCodes.data, diagnostics, documents);
  }
  return { stage, say, diagnostics, documents, timings };
}
