import { isHttp, type Contract, type HttpOperation, type Operation } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import type { Settings } from "../config.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import type { Lock } from "../write/lock.js";
import { commonSecurity, noteNoAuth, noteUnsupportedAuth, planAuth } from "./auth.js";
import { planBatches } from "./batches.js";
import { nameCalls } from "./calls/calls.js";
import { nameVariants } from "./calls/variants.js";
import type { CallFact } from "./calls/calls.js";
import { nameReplies, planChecks } from "./checks.js";
import { nameDecoders, planDecoders } from "./decoders.js";
import { judgeFailures, mergeErrors } from "./errors.js";
import { findWrongExamples } from "./examples.js";
import { noteForgottenFiles } from "./file-parts.js";
import { findDirections, sentId } from "./types/directions.js";
import type { Directions } from "./types/directions.js";
import { findUncheckedKeywords } from "./keywords.js";
import { camelCase, numberName, pascalCase } from "./names.js";
import { reportIdleSettings } from "./idle-settings.js";
import { describePages, findList } from "./pages/pages.js";
import { reportPagesHints } from "./pages/pages-hint.js";
import type { ClientPlan, OperationPlan, Plan } from "./plan.js";
import { nameParts, planOperation } from "./operation.js";
import { settleNames } from "./operation-names.js";
import { findUnsentHeaders } from "./part-headers.js";
import { planResources } from "./resources.js";
import { makeGraphqlPlan } from "./graphql/make-plan.js";
import { own, pinnedCalls, pinnedTypes } from "./pins.js";
import { planServers } from "./servers.js";
import { findStream, successesOf } from "./results.js";
import { nameTypes } from "./types/type-names.js";
import { planTypes } from "./types/types.js";
import { planUsualRequest } from "./usual-request.js";
import { RUNTIME_ENDINGS, RUNTIME_TYPES } from "./runtime-names.js";

/** What names depend on beside the contract as it was filtered. */
export interface Before {
  readonly lock: Lock | undefined;
  /** The contract with what was filtered out: names are the same with and without it. */
  readonly whole: Contract;
}

/** Decides everything about the output: what the contract leaves open, the config, the lock and our rules settle here. */
export function makePlan(contract: Contract, settings: Settings, { lock, whole }: Before): Stage<Plan> {
  if (contract.graphql !== undefined) return makeGraphqlPlan(contract, settings, lock);
  const calls = planCalls(whole, settings, lock);
  const operationsOf = contract.operations.filter(isHttp);
  const directions = findDirections(contract);
  const allDirections = whole === contract ? directions : findDirections(whole);
  const allNames = nameSchemas(whole, allDirections, { settings, lock, calls: Object.values(calls.value) });
  const typeNames = namesOf(contract, allNames.value);
  const context = { contract, settings, lock, typeNames };
  const planned = operationsOf.map((operation) =>
    planOperation(operation, calls.value[operation.id] ?? [camelCase(operation.id)], context),
  );
  const errors = mergeErrors(planned.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
  const failureOf = judgeFailures(errors);
  const checked = settleNames(
    planned.map((operation) => ({ ...operation, failure: failureOf(operation.errors) })),
    new Set([...Object.values(typeNames), ...RUNTIME_ENDINGS, `${pascalCase(settings.name)}Error`]),
  ).map((operation) => named(operation, typeNames));
  const checks = planChecks(checked, contract, typeNames);
  const decoders = planDecoders(checks, contract, settings.values);
  const decoded = sortByCall(nameDecoders(checked, decoders));
  const { value: operations, diagnostics: batchNotes } = planBatches(decoded, contract, settings);
  const types = planTypes(contract, directions, { typeNames, values: settings.values });
  const plan: Plan = {
    client: planClient(contract, settings, { operations, errors }),
    operations,
    resources: planResources(operations, resourceDocs(contract, operations)),
    types: types.value,
    checks,
    decoders,
    typeNames,
  };
  return {
    value: plan,
    diagnostics: [
      ...calls.diagnostics,
      ...allNames.diagnostics.filter(({ pointer }) => pointer === undefined || contract.schemas[pointer] !== undefined),
      ...types.diagnostics,
      ...reportIdleSettings(whole, settings),
      ...reportPagesHints(contract, settings),
      ...batchNotes,
      ...noteNoAuth(contract, lock),
      ...noteUnsupportedAuth(contract),
      ...notePages(operations, contract, lock),
      ...noteStreams(operations, contract, lock),
      ...noteForgottenFiles(contract, (id) => own(lock?.operations ?? {}, id) === undefined),
      ...findWrongExamples(contract),
      ...findUnsentHeaders(contract),
      ...findUncheckedKeywords(contract, directions),
    ],
  };
}

/** The names that are needed, where there are more. */
function namesOf(contract: Contract, names: Plan["typeNames"]): Plan["typeNames"] {
  const ids = new Set(Object.keys(contract.schemas).flatMap((id) => [id, sentId(id)]));
  return Object.fromEntries(Object.entries(names).filter(([id]) => ids.has(id)));
}

/** The dotted call of every operation, as segments, by the operation's id. */
export function planCalls(contract: Contract, settings: Pick<Settings, "names">, lock: Lock | undefined) {
  const pinned = pinnedCalls(contract, settings, lock);
  const firsts = contract.operations.filter(isHttp).filter(({ variant }) => variant === undefined);
  const calls = nameCalls(
    firsts.map((operation) => callFact(operation, contract)),
    pinned,
    contract.extensions,
  );
  return { ...calls, value: nameVariants(contract, calls.value, pinned) };
}

/** The methods that every resource may have come first, as readers look for them; the others by name. */
const USUAL_METHODS = ["list", "search", "create", "retrieve", "get", "update", "replace", "delete"];

/** By name and not by the contract's order, which is nobody's intention: moving a path moves no code. */
function sortByCall(operations: readonly OperationPlan[]): OperationPlan[] {
  const keyed = operations.map((operation) => ({ key: sortKey(operation), operation }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ operation }) => operation);
}

function sortKey({ call }: OperationPlan): string {
  const method = call.at(-1) ?? "";
  const rank = USUAL_METHODS.indexOf(method);
  return [...call.slice(0, -1), `${rank < 0 ? 9 : rank}${method}`].join("\u0000");
}

function callFact(operation: HttpOperation, contract: Contract): CallFact {
  const { id, binding, operationId, groups, extensions } = operation;
  const list = findList(operation, contract);
  const title = titleOf(list?.items ?? successSchema(operation), contract);
  return {
    id,
    method: binding.method,
    path: binding.path,
    groups,
    extensions,
    returnsList: list !== undefined,
    hasBody: operation.body !== undefined,
    ...(operationId !== undefined && { operationId }),
    ...(title !== undefined && { title }),
  };
}

function successSchema(operation: Operation): Schema | undefined {
  return successesOf(operation).flatMap((outcome) => outcome.contents)[0]?.schema;
}

/** What the contract calls the thing that an operation returns. */
function titleOf(schema: Schema | undefined, contract: Contract): string | undefined {
  return schema?.kind === "ref" ? contract.schemas[schema.id]?.title : undefined;
}

/** The type of every schema; the sent twin of one that has two is named after it, and no other type takes that name. */
function nameSchemas(
  contract: Contract,
  directions: Directions,
  { settings, lock, calls }: NamingContext,
): Stage<Plan["typeNames"]> {
  const schemas = Object.values(contract.schemas);
  const twins = schemas.filter(({ id }) => directions.twins.has(id) && directions.sent.has(id)).map(({ id }) => id);
  const pinnedTwins = twins.flatMap((id) => lock?.types[sentId(id)] ?? []);
  const taken = new Set([...RUNTIME_TYPES, ...pinnedTwins, ...clientNames(settings), ...calls.flatMap(operationNames)]);
  const names = nameTypes(schemas, pinnedTypes(contract, settings, lock), taken);
  const used = new Set([...Object.values(names.value), ...taken]);
  const twinNames = twins.map((id): [string, string] => {
    const name = lock?.types[sentId(id)] ?? numberName(`${names.value[id]}Input`, (each) => used.has(each), new Map());
    used.add(name);
    return [sentId(id), name];
  });
  return { value: { ...names.value, ...Object.fromEntries(twinNames) }, diagnostics: names.diagnostics };
}

interface NamingContext {
  readonly settings: Settings;
  readonly lock: Lock | undefined;
  readonly calls: readonly (readonly string[])[];
}

/** What the client itself is called. */
export function clientNames({ name }: Settings): string[] {
  return ["", "Auth", "Error", "Options"].map((suffix) => pascalCase(name) + suffix);
}

/** What the types beside an operation are called: a new schema may not take their names, an older one has them already. */
function operationNames(call: readonly string[]): string[] {
  const { params, result, item, error } = nameParts(call);
  return [params, result, item, error];
}

function named(operation: OperationPlan, typeNames: Plan["typeNames"]): OperationPlan {
  return { ...operation, replies: nameReplies(operation.replies, operation.names.result, typeNames) };
}

function planClient(
  contract: Contract,
  settings: Settings,
  { operations, errors }: Pick<Plan, "operations"> & Pick<ClientPlan, "errors">,
): ClientPlan {
  return {
    name: camelCase(settings.name),
    type: pascalCase(settings.name),
    title: contract.title,
    version: contract.version,
    ...(contract.doc !== undefined && { doc: contract.doc }),
    servers: planServers(contract.servers, settings),
    auth: planAuth(contract),
    security: commonSecurity(operations),
    common: planUsualRequest(operations),
    transport: settings.transport ?? "ky",
    errors,
  };
}

/** A tag's description tells what the resource is about whose operations all carry it. */
function resourceDocs(contract: Contract, operations: readonly OperationPlan[]): Map<string, string> {
  const groupOf = new Map(contract.operations.map((operation) => [operation.id, operation.groups[0]]));
  const rootsOf = new Map<string | undefined, Set<string | undefined>>();
  for (const { id, call } of operations) {
    const group = groupOf.get(id);
    const root = call.slice(0, -1)[0];
    if (rootsOf.get(group)?.add(root) === undefined) rootsOf.set(group, new Set([root]));
  }
  const docs = new Map<string, string>();
  for (const { key, doc } of contract.groups) {
    const [root, ...others] = rootsOf.get(key) ?? [];
    if (doc !== undefined && root !== undefined && others.length === 0 && !docs.has(root)) docs.set(root, doc);
  }
  return docs;
}

/** Says what is assumed of the pages of new operations, one line for each assumption. */
function notePages(operations: readonly OperationPlan[], contract: Contract, lock: Lock | undefined): Diagnostic[] {
  const assumed = new Map<string, { calls: string[]; at: string | undefined }>();
  const places = new Map(contract.operations.map((operation) => [operation.id, operation.at]));
  for (const { id, pages, call } of operations) {
    if (pages === undefined || pages.declared || own(lock?.operations ?? {}, id) !== undefined) continue;
    const assumption = describePages(pages);
    const entry = assumed.get(assumption) ?? { calls: [], at: places.get(id) };
    entry.calls.push(call.join("."));
    assumed.set(assumption, entry);
  }
  return [...assumed].map(([assumption, { calls, at }]) => ({
    code: "pages-recognized",
    severity: "note",
    message: `${listSome(calls)}: ${assumption}; \`pages\` in the config can say otherwise.`,
    ...(at !== undefined && { pointer: at }),
  }));
}

/** Says which new operations may answer with a stream, and what is made of it. */
function noteStreams(operations: readonly OperationPlan[], contract: Contract, lock: Lock | undefined): Diagnostic[] {
  const byId = new Map(contract.operations.map((operation) => [operation.id, findStream(operation)]));
  return operations.flatMap(({ id, call, streams }): Diagnostic[] => {
    const stream = byId.get(id);
    if (stream === undefined || own(lock?.operations ?? {}, id) !== undefined) return [];
    const way = streams === undefined ? "the result is" : "`.stream()` of the call gives";
    const message = `${call.join(".")} may answer with a stream (${stream.mediaType}): ${way} its bytes, items are not parsed.`;
    return [{ code: "stream-as-bytes", severity: "note", message, pointer: stream.at }];
  });
}

function listSome(calls: readonly string[]): string {
  const shown = calls.slice(0, 3).join(", ");
  return calls.length > 3 ? `${shown} and ${calls.length - 3} more` : shown;
}
