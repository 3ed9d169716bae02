import { isGraphql, type Contract, type GraphqlOperation } from "../../contract/contract.js";
import { reach } from "../../contract/walk.js";
import type { Settings } from "../../config.js";
import type { Stage } from "../../diagnostics.js";
import type { Lock } from "../../write/lock.js";
import { planAuth } from "../auth.js";
import { planChecks } from "../checks.js";
import { nameDecoders, planDecoders } from "../decoders.js";
import { camelCase, pascalCase, typeName } from "../names.js";
import { reportIdleSettings } from "../idle-settings.js";
import { pinnedCalls, pinnedTypes } from "../pins.js";
import type { ClientPlan, OperationPlan, Plan } from "../plan.js";
import { RUNTIME_ENDINGS, RUNTIME_TYPES } from "../runtime-names.js";
import { planResources } from "../resources.js";
import { planServers } from "../servers.js";
import { nameTypes } from "../types/type-names.js";
import { nameGraphqlCalls } from "./calls.js";
import { chooseDocument } from "./document.js";
import { planLoads } from "./loads.js";
import { nameOperationTypes } from "./names.js";
import { planGraphqlOperation } from "./operation.js";
import { scalarValues } from "./scalars.js";

/** Decides everything about the client of a GraphQL contract. */
export function makeGraphqlPlan(contract: Contract, settings: Settings, lock: Lock | undefined): Stage<Plan> {
  const { graphql = { roots: {}, types: {}, fragments: {} } } = contract;
  const whole = { ...contract, graphql };
  const callable = contract.operations.filter(isGraphql);
  const calls = nameGraphqlCalls(callable, pinnedCalls(contract, settings, lock));
  const taken = new Set([...RUNTIME_TYPES, ...RUNTIME_ENDINGS, ...clientTypes(settings)]);
  const typeNames = nameTypes(Object.values(contract.schemas), pinnedTypes(contract, settings, lock), taken);
  const used = new Set([...taken, ...Object.values(typeNames.value)]);
  const values = scalarValues(settings);
  const lowering = {
    contract: whole,
    typeNames: typeNames.value,
    direction: "sent" as const,
    undefinable: true,
    values,
    uploads: false,
  };
  const operations = [...callable].sort(byId).map((operation) => {
    const call = calls.value[operation.id] ?? [camelCase(operation.id)];
    const document = chooseDocument(operation, graphql, settings);
    return planGraphqlOperation(
      operation,
      { call, document, names: nameOperationTypes(call, document, used) },
      lowering,
    );
  });
  const sorted = planLoads(operations, graphql, settings).sort((a, b) => (callOf(a) < callOf(b) ? -1 : 1));
  const checks = planChecks(sorted, contract, typeNames.value);
  const decoders = planDecoders(checks, contract, values);
  const decoded = nameDecoders(sorted, decoders);
  return {
    value: {
      client: planClient(contract, settings),
      operations: decoded,
      resources: planResources(decoded, new Map()),
      types: [],
      checks,
      decoders,
      typeNames: pickUsed(typeNames.value, sorted, contract),
    },
    diagnostics: [...calls.diagnostics, ...typeNames.diagnostics, ...reportIdleSettings(contract, settings)],
  };
}

function byId(a: GraphqlOperation, b: GraphqlOperation): number {
  return a.id < b.id ? -1 : 1;
}

function callOf({ call }: OperationPlan): string {
  return call.join(".");
}

/** What the client itself is called. */
function clientTypes({ name }: Settings): string[] {
  return ["", "Auth", "Error", "Options"].map((suffix) => typeName(name) + suffix);
}

/** Only what operations use is printed, and pinned. */
function pickUsed(
  names: Plan["typeNames"],
  operations: readonly OperationPlan[],
  contract: Contract,
): Plan["typeNames"] {
  const schemas = operations.flatMap(({ members, result }) => [
    ...members.map((member) => member.schema),
    ...(result.schema === undefined ? [] : [result.schema]),
  ]);
  const reached = reach(schemas, contract);
  return Object.fromEntries(
    Object.entries(names).filter(([id]) => reached.has(id) || contract.schemas[id]?.schema.kind === "any"),
  );
}

/** No GraphQL schema says how to sign in; nearly every server takes a bearer token, the others a header. */
const AUTH: ClientPlan["auth"] = [
  { id: "bearer", scheme: { kind: "bearer", doc: "An access token, sent as `Authorization: Bearer`.", at: "#" } },
];

function planClient(contract: Contract, settings: Settings): ClientPlan {
  const { version, doc, servers } = contract;
  const declared = planAuth(contract);
  const auth = declared.length > 0 ? declared : AUTH;
  return {
    name: camelCase(settings.name),
    type: pascalCase(settings.name),
    // No GraphQL schema says what it is called.
    title: pascalCase(settings.name),
    version,
    ...(doc !== undefined && { doc }),
    servers: planServers(servers, settings),
    auth,
    security: auth.map(({ id }) => [id]),
    common: {},
    transport: settings.transport ?? "fetch",
    exchange: settings.transport === "fetch" ? "direct" : "graphqlRequest",
    errors: [],
  };
}
