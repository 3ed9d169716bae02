import type { Contract, GraphqlOperation } from "../../contract/contract.js";
import { inputSchema, isRequired, selectionSchema } from "../../contract/graphql-schemas.js";
import type { GraphqlSchema, VariableFact } from "../../contract/graphql.js";
import type { GraphqlPlan, MemberPlan, OperationPlan } from "../plan.js";
import { docOf, toShape } from "../types/shapes.js";
import type { Lowering } from "../types/shapes.js";
import { checkName } from "../checks.js";

/** What planning an operation needs to know beside its document. */
export interface Given {
  readonly names: OperationPlan["names"];
  readonly call: readonly string[];
  readonly document: GraphqlPlan;
}

/** Decides how a GraphQL operation is called, sent and read: its variables are the members of one flat object. */
export function planGraphqlOperation(
  operation: GraphqlOperation,
  { names, call, document }: Given,
  lowering: Lowering & { readonly contract: Contract & { readonly graphql: GraphqlSchema } },
): OperationPlan {
  const { graphql } = lowering.contract;
  const { doc, deprecated } = operation;
  const members = document.variables.map((variable) => planVariable(variable, graphql, lowering));
  const schema = selectionSchema(graphql, graphql.roots[document.kind] ?? "", document.selections);
  return {
    id: operation.id,
    method: "POST",
    path: "",
    call,
    names,
    words: { ...(doc !== undefined && { doc }), ...(deprecated && { deprecated }) },
    members: [...members.filter((member) => member.required), ...members.filter((member) => !member.required)],
    reads: "json",
    auth: [],
    result: { shape: { kind: "name", name: names.result }, declares: false, schema, mediaType: "application/json" },
    errors: [],
    failure: "client",
    replies: [{ status: "200", schema, mediaType: "application/json", check: checkName(names.result) }],
    graphql: document,
  };
}

function planVariable(variable: VariableFact, graphql: GraphqlSchema, lowering: Lowering): MemberPlan {
  const schema = inputSchema(graphql, variable.type);
  const doc = docOf(variable);
  return {
    name: variable.key,
    shape: toShape(schema, lowering),
    schema,
    required: isRequired(variable),
    ...(doc !== undefined && { doc }),
    place: { in: "body", key: variable.key },
  };
}
