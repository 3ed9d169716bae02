import type { Contract, Operation } from "../contract/contract.js";
import type { Settings } from "../config.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import type { Lock } from "../write/lock.js";
import { nameCalls } from "./calls.js";
import { nameReplies, planChecks } from "./checks.js";
import { findDirections } from "./directions.js";
import { pascalCase, camelCase } from "./names.js";
import { describePages, findList } from "./pages.js";
import type { ClientPlan, OperationPlan, Plan } from "./plan.js";
import { planOperation } from "./operation.js";
import { planResources } from "./resources.js";
import { mergeErrors } from "./results.js";
import { nameTypes } from "./type-names.js";
import { planTypes } from "./types.js";
import { RUNTIME_TYPES } from "./runtime-names.js";

/** Decides everything about the output: what the contract leaves open, the config, the lock and our rules settle here. */
export function makePlan(contract: Contract, settings: Settings, lock: Lock | undefined): Stage<Plan> {
  const calls = nameCalls(contract.operations.map((o) => callFact(o, contract)), pinnedCalls(contract, settings, lock));
  const typeNames = nameTypes(Object.values(contract.schemas), pinnedTypes(contract, settings, lock), RUNTIME_TYPES);
  const directions = findDirections(contract);
  const context = { contract, settings, lock, directions, typeNames: typeNames.value };
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
      ...operations.flatMap((operation) => pagesNote(operation, contract)),
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

function pagesNote(operation: OperationPlan, contract: Contract): Diagnostic[] {
  if (operation.pages === undefined || operation.pages.declared) return [];
  const at = contract.operations.find((each) => each.id === operation.id)?.at;
  return [
    {
      code: "pages-recognized",
      severity: "note",
      message: `${operation.call.join(".")}: ${describePages(operation.pages)}.`,
      ...(at !== undefined && { pointer: at }),
      help: "Say it in the config under `pages` if it is otherwise.",
    },
  ];
}
