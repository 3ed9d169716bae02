import { isSubscription } from "../../generator/plan/graphql/subscriptions.js";
import type { ResourcePlan } from "../../generator/plan/plan.js";
import { needsBaseUrl } from "../../generator/plan/servers.js";
import { blocks, code, lines, nothing, specifierOf, type, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { docComment, quote } from "../text.js";
import { printCommon } from "./descriptor.js";
import { printFile } from "./output.js";
import { printBoundSelections, printSelectionMembers } from "./graphql/selection-text.js";
import { inlineReplies } from "./validators-files.js";
import type { Emission, OutputFile } from "./output.js";

/** `index.ts`: the whole client as one object, its type, and everything that users name. */
export function printIndexFile(emission: Emission): OutputFile {
  const { client } = emission.plan;
  const body = blocks([
    `import * as operations from "${specifier("operations", emission)}";`,
    printClientType(emission),
    printCreate(emission),
    printExports(emission),
  ]);
  const declares = [client.type, `create${client.type}`, "operations"];
  return printFile(emission, { path: "index", body, declares });
}

function specifier(file: string, emission: Emission): string {
  return specifierOf(file, { path: "index.ts", extension: emission.extension });
}

function printClientType(emission: Emission): Code {
  const { client, resources } = emission.plan;
  const bound = type("Bound", "runtime/v1/bind");
  const boundTo = (file: string): Code => code`${bound}<typeof import(${quote(specifier(file, emission))})>`;
  const members = resources.children.map(({ path, file, doc }) =>
    lines([docComment([doc]), code`readonly ${path[0] ?? ""}: ${boundTo(file)};`]),
  );
  const base = resources.operations.length === 0 ? nothing : code` extends ${boundTo(resources.file)}`;
  return code`${docComment([`A client of ${client.title}.`, client.doc])}
export interface ${client.type}${base} {
  ${lines([...members, ...printSelectionMembers(emission), printRequestMember()])}
}`;
}

function printRequestMember(): Code {
  return code`/** Sends a request that the contract does not know (yet), through every layer. */
request(
  method: string,
  path: string,
  options?: ${type("RawRequestOptions", "runtime/v1/request")},
): ${type("Call", "runtime/v1/call")}<unknown, ${type("ApiError", "runtime/v1/errors")}>;`;
}

function printCreate(emission: Emission): Code {
  const { client, resources } = emission.plan;
  const hasValidators = emission.plan.checks.responses.length > 0 || inlineReplies(emission.plan).length > 0;
  const load = `() => import("${specifier("validators/responses", emission)}")`;
  const hasCommon = Object.values(client.common).some((part) => part !== undefined);
  const own = [
    ...(hasValidators ? [`responses: ${load},`] : []),
    ...(hasCommon ? [code`common: ${printCommon(client.common)},`] : []),
  ];
  const start =
    client.exchange !== undefined
      ? code`, ${startGraphql(resources)}`
      : hasPages(resources)
        ? code`, ${value("callAny", "runtime/v1/pages/list")}`
        : nothing;
  return code`${docComment([`Makes a client of ${client.title}.`])}
export function create${client.type}(options: ${type(`${client.type}Options`, "client")}${needsBaseUrl(client) ? "" : " = {}"}): ${client.type} {
  const connection = ${value("connect", "client")}(${printOptions(own)});
  ${printBound(emission, code`${value("bind", "runtime/v1/bind")}(connection, operations${start})`)}
}`;
}

/** The user's options, which win over the client's own. */
function printOptions(own: readonly (Code | string)[]): Code {
  if (own.length === 0) return code`options`;
  if (own.length === 1 && typeof own[0] === "string") return code`{ ${own[0]} ...options }`;
  return code`{
  ${lines([...own, "...options,"])}
}`;
}

/** What `createX` returns: the calls, and beside them what takes selections. */
function printBound(emission: Emission, calls: Code): Code {
  const selections = printBoundSelections(emission);
  if (selections.size === 0) return code`return ${calls};`;
  const own = [...selections.keys()].map(quote).join(" | ");
  return code`const calls: Omit<${emission.plan.client.type}, ${own}> = ${calls};
return {
  ...calls,
  ${lines([...selections.values()])}
};`;
}

/** The runtime's names that users of a client write, by their module. */
const RUNTIME_EXPORTS: readonly (readonly [module: string, names: string])[] = [
  ["runtime/v1/batch/dedupe", "dedupe"],
  ["runtime/v1/body/upload", "type Uploadable"],
  ["runtime/v1/call", "type Call"],
  ["runtime/v1/connection", "type Connection, type RequestOptions"],
  [
    "runtime/v1/errors",
    "AbortedError, ApiError, AuthError, ConnectionError, DecodeError, TimeoutError, ValidationError, isAbortedError, isApiError, isAuthError, isConnectionError, isDecodeError, isTimeoutError, isValidationError",
  ],
  ["runtime/v1/standard", "standardSchema"],
  ["runtime/v1/transport/fetch", "fetchTransport"],
  ["runtime/v1/status", "type OtherStatus"],
  ["runtime/v1/unrecognized", "type Unrecognized, unrecognized"],
];

/** The names that users of GraphQL subscriptions write. */
const SUBSCRIPTION_EXPORTS: typeof RUNTIME_EXPORTS = [
  ["runtime/v1/graphql/subscription", "type Subscription, type SubscriptionEvent, type SubscriptionOptions"],
];

/** The names beside these that users of a GraphQL client write. */
const GRAPHQL_EXPORTS: typeof RUNTIME_EXPORTS = [
  ["runtime/v1/batch/queries", "batchQueries"],
  ["runtime/v1/graphql/call", "type GraphqlCall, type GraphqlOutcome"],
  ["runtime/v1/graphql/errors", "GraphQLRequestError, type GraphqlErrorEntry, isGraphQLRequestError"],
  ["runtime/v1/graphql/limit-cost", "limitCost"],
  ["runtime/v1/graphql/operation", "type ErrorPolicy, type GraphqlRequestOptions"],
];

function printExports(emission: Emission): Code {
  const { client, resources } = emission.plan;
  const suffixed = [...(client.auth.length === 0 ? [] : ["Auth"]), "Error", "Options"].map(
    (suffix) => `${client.type}${suffix}`,
  );
  const own = [`connect, is${client.type}Error`, ...suffixed.map((name) => `type ${name}`)].join(", ");
  // A client called `api` has an ApiError of its own, GitHub has a schema `page`: both say more than the runtime's.
  const schemas = emission.plan.types.map((plan) => plan.name);
  const taken = new Set([`is${client.type}Error`, ...suffixed, client.type, ...schemas]);
  const streams = emission.plan.operations.some((operation) => operation.streams !== undefined);
  const bytes = streams || emission.plan.operations.some((operation) => operation.reads === "bytes");
  const unread = [
    ...(bytes ? ([["runtime/v1/read/bytes", "type BinaryBody"]] as const) : []),
    ...(streams ? ([["runtime/v1/stream-call", "type StreamCall"]] as const) : []),
  ];
  const paged = hasPages(resources)
    ? ([
        ["runtime/v1/pages/list", "type ListCall"],
        ["runtime/v1/pages/page", "type Page"],
      ] as const)
    : [];
  const place = {
    path: "index.ts",
    extension: emission.extension,
    ...(emission.runtime && { runtime: emission.runtime }),
  };
  const ky = client.transport === "ky" ? ([["runtime/v1/transport/ky", "kyTransport"]] as const) : [];
  const graphql = client.exchange === undefined ? [] : GRAPHQL_EXPORTS;
  const subscriptions = emission.plan.operations.some(isSubscription) ? SUBSCRIPTION_EXPORTS : [];
  const runtime = [...RUNTIME_EXPORTS, ...graphql, ...subscriptions, ...paged, ...unread, ...ky].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return lines([
    exportStatement(own, specifier("client", emission)),
    ...runtime.map(([module, names]) => exportStatement(without(names, taken), specifierOf(module, place))),
    emission.plan.types.length === 0 ? nothing : `export type * from "${specifier("types", emission)}";`,
    ...(client.exchange === undefined ? allResources(resources) : []).map((resource) =>
      exportTypes(resource, emission),
    ),
  ]);
}

function without(names: string, taken: ReadonlySet<string>): string {
  return names
    .split(", ")
    .filter((name) => !taken.has(name.replace("type ", "")))
    .join(", ");
}

/** Where every name is a type, the statement says so: it then loads nothing at run time. */
function exportStatement(names: string, from: string): string {
  if (names === "") return "";
  const all = names.split(", ");
  const typesOnly = all.every((name) => name.startsWith("type "));
  const keyword = typesOnly ? "export type" : "export";
  const shown = typesOnly ? all.map((name) => name.slice("type ".length)) : all;
  const line = `${keyword} { ${shown.join(", ")} } from "${from}";`;
  return line.length <= 120 ? line : `${keyword} {\n  ${shown.join(",\n  ")},\n} from "${from}";`;
}

function startGraphql({ operations }: ResourcePlan): Import {
  return operations.some(({ graphql }) => graphql?.pages !== undefined)
    ? value("callGraphqlAny", "runtime/v1/graphql/list")
    : value("callGraphql", "runtime/v1/graphql/call");
}

function hasPages(resource: ResourcePlan): boolean {
  return resource.operations.some((operation) => operation.pages !== undefined) || resource.children.some(hasPages);
}

function allResources(resource: ResourcePlan): ResourcePlan[] {
  return [resource, ...resource.children.flatMap(allResources)];
}

/** The types that stand beside a resource's operations. */
function exportTypes(resource: ResourcePlan, emission: Emission): Code | string {
  const names = resource.operations.flatMap((operation) => [
    ...(operation.members.length === 0 ? [] : [operation.names.params]),
    ...(operation.result.declares ? [operation.names.result] : []),
    ...(operation.pages?.declaresItem ? [operation.names.item] : []),
    ...(operation.failure === "own" ? [operation.names.error] : []),
  ]);
  if (names.length === 0) return nothing;
  return exportStatement(names.map((name) => `type ${name}`).join(", "), specifier(resource.file, emission));
}
