import type { Contract, Operation } from "../contract/contract.js";
import type { Settings } from "../config.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import type { Lock } from "../write/lock.js";
import { nameCalls } from "./calls.js";
import { nameReplies, planChecks } from "./checks.js";
import { findDirections, sentId } from "./directions.js";
import type { Directions } from "./directions.js";
import { camelCase, numberName, pascalCase } from "./names.js";
import { describePages, findList } from "./pages.js";
import type { ClientPlan, OperationPlan, Plan } from "./plan.js";
import { planOperation } from "./operation.js";
import { findUncheckedPatterns } from "./patterns.js";
import { planResources } from "./resources.js";
import { mergeErrors } from "./results.js";
import { nameTypes } from "./type-names.js";
import { planTypes } from "./types.js";
import { RUNTIME_TYPES } from "./runtime-names.js";

/** Decides everything about the output: what the contract leaves open, the config, the lock and our rules settle here. */
export function makePlan(contract: Contract, settings: Settings, lock: Lock | undefined): Stage<Plan> {
  const calls = nameCalls(contract.operations.map((o) => callFact(o, contract)), pinnedCalls(contract, settings, lock));
  const directions = findDirections(contract);
  const typeNames = nameSchemas(contract, directions, { settings, lock });
  const context = { contract, settings, lock, typeNames: typeNames.value };
  const operations = contract.operations.map((operation) =>
    named(planOperation(operation, calls.value[operation.id] ?? [camelCase(operation.id)], context), typeNames.value),
  );
  const types = planTypes(contract, directions, typeNames.value);
  const plan: Plan = {
    client: planClient(contract, settings, operations),
    operations,
    resources: planResources(operations, resourceDocs(contract, operations)),
    types: types.value,
    checks: planChecks(operations, contract, typeNames.value),
    typeNames: typeNames.value,
  };
  return {
    value: plan,
    diagnostics: [
      ...calls.diagnostics,
      ...typeNames.diagnostics,
      ...types.diagnostics,
      ...notePages(operations, contract),
      ...findUncheckedPatterns(contract),
    ],
  };
}

function callFact(operation: Operation, contract: Contract) {
  const { id, binding, operationId, groups, extensions } = operation;
  return {
    id,
    method: binding.method,
    path: binding.path,
    groups,
    extensions,
    returnsList: findList(operation, contract) !== undefined,
    hasBody: operation.body !== undefined,
    ...(operationId !== undefined && { operationId }),
  };
}

/** Asked for in the config, else as the lock has it. */
function pinnedCalls(contract: Contract, settings: Settings, lock: Lock | undefined): { [id: string]: string } {
  const pinned: { [id: string]: string } = {};
  for (const { id, operationId } of contract.operations) {
    const call =
      settings.names.calls[id] ??
      (operationId === undefined ? undefined : settings.names.calls[operationId]) ??
      lock?.operations[id]?.call;
    if (call !== undefined) pinned[id] = call;
  }
  return pinned;
}

/** The type of every schema; the sent twin of one that has two is named after it, and no other type takes that name. */
function nameSchemas(
  contract: Contract,
  directions: Directions,
  { settings, lock }: { readonly settings: Settings; readonly lock: Lock | undefined },
): Stage<Plan["typeNames"]> {
  const schemas = Object.values(contract.schemas);
  const twins = schemas.filter(({ id }) => directions.twins.has(id) && directions.sent.has(id)).map(({ id }) => id);
  const pinnedTwins = twins.flatMap((id) => lock?.types[sentId(id)] ?? []);
  const taken = new Set([...RUNTIME_TYPES, ...pinnedTwins]);
  const names = nameTypes(schemas, pinnedTypes(contract, settings, lock), taken);
  const used = new Set([...Object.values(names.value), ...taken]);
  const twinNames = twins.map((id): [string, string] => {
    const name = lock?.types[sentId(id)] ?? numberName(`${names.value[id]}Input`, (each) => used.has(each), new Map());
    used.add(name);
    return [sentId(id), name];
  });
  return { value: { ...names.value, ...Object.fromEntries(twinNames) }, diagnostics: names.diagnostics };
}

function pinnedTypes(contract: Contract, settings: Settings, lock: Lock | undefined): { [id: string]: string } {
  const pinned: { [id: string]: string } = {};
  for (const { id, key } of Object.values(contract.schemas)) {
    const name = settings.names.types[id] ?? settings.names.types[key] ?? lock?.types[id];
    if (name !== undefined) pinned[id] = name;
  }
  return pinned;
}

function named(operation: OperationPlan, typeNames: Plan["typeNames"]): OperationPlan {
  return { ...operation, replies: nameReplies(operation.replies, operation.names.result, typeNames) };
}

function planClient(contract: Contract, settings: Settings, operations: readonly OperationPlan[]): ClientPlan {
  return {
    name: camelCase(settings.name),
    type: pascalCase(settings.name),
    title: contract.title,
    version: contract.version,
    ...(contract.doc !== undefined && { doc: contract.doc }),
    servers: contract.servers,
    auth: Object.entries(contract.auth).map(([id, scheme]) => ({ id, scheme })),
    errors: mergeErrors(operations),
  };
}

/** A tag's description tells what the resource is about whose operations all carry it. */
function resourceDocs(contract: Contract, operations: readonly OperationPlan[]): Map<string, string> {
  const groupsOf = new Map(contract.operations.map((operation) => [operation.id, operation.groups]));
  const docs = new Map<string, string>();
  for (const group of contract.groups) {
    if (group.doc === undefined) continue;
    const members = operations.filter((operation) => groupsOf.get(operation.id)?.[0] === group.key);
    const roots = new Set(members.map((operation) => operation.call.slice(0, -1)[0]));
    const [root] = roots;
    if (roots.size === 1 && root !== undefined && !docs.has(root)) docs.set(root, group.doc);
  }
  return docs;
}

/** Says what was assumed of pages, once for each assumption. */
function notePages(operations: readonly OperationPlan[], contract: Contract): Diagnostic[] {
  const assumed = new Map<string, { calls: string[]; at: string | undefined }>();
  operations.forEach((operation, index) => {
    if (operation.pages === undefined || operation.pages.declared) return;
    const assumption = describePages(operation.pages);
    const entry = assumed.get(assumption) ?? { calls: [], at: contract.operations[index]?.at };
    entry.calls.push(operation.call.join("."));
    assumed.set(assumption, entry);
  });
  return [...assumed].map(([assumption, { calls, at }]) => ({
    code: "pages-recognized",
    severity: "note",
    message: `${listSome(calls)}: ${assumption}.`,
    ...(at !== undefined && { pointer: at }),
    help: "Say it in the config under `pages` if it is otherwise.",
  }));
}

function listSome(calls: readonly string[]): string {
  const shown = calls.slice(0, 3).join(", ");
  return calls.length > 3 ? `${shown} and ${calls.length - 3} more` : shown;
}
