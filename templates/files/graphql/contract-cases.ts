import type { Contract } from "../../../generator/contract/contract.js";
import { itemType, namedType } from "../../../generator/contract/graphql.js";
import type { Schema } from "../../../generator/contract/schema.js";
import { reach } from "../../../generator/contract/walk.js";
import { codecOf, holds, type ValueTypes } from "../../../generator/plan/types/represent.js";
import { representArguments } from "../contract-values.js";
import type { OperationPlan, Plan } from "../../../generator/plan/plan.js";
import { breakSample } from "../../../generator/plan/samples/break.js";
import type { Sample, Sampling } from "../../../generator/plan/samples/sample.js";
import { sample } from "../../../generator/plan/samples/samples.js";
import type { GraphqlCase } from "../../testing/graphql/graphql-case.js";
import type { GivenArguments } from "../../testing/operation-case.js";
import { paramsSchema } from "../validators-files.js";

/** What the suite needs to know of every operation whose variables could be made up. */
export function makeGraphqlCases(plan: Plan, contract: Contract): GraphqlCase[] {
  return plan.operations.filter(isMockable).flatMap((operation) => makeCase(operation, plan, contract));
}

function makeCase(operation: OperationPlan, plan: Plan, contract: Contract): GraphqlCase[] {
  const { graphql, call } = operation;
  const { values } = plan.decoders;
  const minimal = drawVariables(operation, { contract, values }, "minimal");
  const maximal = drawVariables(operation, { contract, values }, "maximal");
  const isRead =
    operation.result.schema !== undefined && isKnown(operation.result.schema, { contract, values }, "sample");
  if (!isRead) return [];
  if (graphql === undefined || minimal === undefined || maximal === undefined) return [];
  const isSame = JSON.stringify(minimal.params) === JSON.stringify(maximal.params);
  const { kind, name, text, pages } = graphql;
  return [
    {
      id: `${kind} ${name}`,
      call: call.join("."),
      document: text,
      given: (isSame ? [maximal] : [minimal, maximal]).map((each) =>
        representArguments(each, { plan: operation, values, contract }),
      ),
      wrong: breakSample(paramsSchema(operation), maximal.params as { readonly [key: string]: Sample }, {
        contract,
        values,
        direction: "sent",
      }).filter(({ pointer }) => pointer !== ""),
      auth: plan.client.security,
      ...(pages && { connection: pages }),
    },
  ];
}

/** What comes over WebSockets is told by no handler of HTTP. */
export function isMockable({ graphql }: OperationPlan): boolean {
  return graphql?.subscription !== "ws";
}

interface Known {
  readonly contract: Contract;
  readonly values: ValueTypes;
}

/** Whether values can be made up: of what the user's own code reads, only where the config has a sample. */
function isKnown(schema: Schema, { contract, values }: Known, enough: "sample" | "never"): boolean {
  const isForeign = (inner: Schema): boolean => {
    const codec = codecOf(inner, values);
    return codec !== undefined && (enough === "never" || codec.sample === undefined);
  };
  const named = [...reach([schema], contract)].flatMap((id) => contract.schemas[id]?.schema ?? []);
  return ![schema, ...named].some((each) => holds(each, isForeign));
}

/** Draws a value for every variable; `undefined` where one that is required has none. */
function drawVariables(
  { members, graphql, id }: OperationPlan,
  known: Known,
  variant: Sampling["variant"],
): GivenArguments | undefined {
  const { contract } = known;
  const params: { [name: string]: Sample } = {};
  for (const { name, schema, required } of members) {
    if (variant === "minimal" && !required) continue;
    const type = graphql?.variables.find(({ key }) => key === name)?.type ?? "";
    const value =
      namedType(type) === "Upload"
        ? drawFile(type)
        : !isKnown(schema, known, "never")
          ? undefined
          : sample(schema, { contract, direction: "sent", variant, seed: id, name });
    if (value === undefined && required) return undefined;
    if (value !== undefined) params[name] = value;
  }
  return { name: variant, params };
}

function drawFile(type: string): Sample {
  const item = itemType(type);
  return item === undefined ? Uint8Array.from([0, 127, 255]) : [drawFile(item)];
}
