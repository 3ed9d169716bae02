import type { Contract } from "../contract/contract.js";
import type { Rule, Schema, SchemaId } from "../contract/schema.js";
import { reach, schemasOfRule } from "../contract/walk.js";
import { findCircles } from "./types/circles.js";
import type { ChecksPlan, NamedCheck, OperationPlan, ReplyPlan } from "./plan.js";

/** The named schemas that a request or a response leads to: each gets one validator a direction. */
export function planChecks(
  operations: readonly OperationPlan[],
  contract: Contract,
  typeNames: { readonly [id: SchemaId]: string },
): ChecksPlan {
  const sent = operations.flatMap((operation) => membersOf(operation).map((member) => member.schema));
  const received = operations.flatMap((operation) => operation.replies.flatMap((reply) => reply.schema ?? []));
  const all = Object.values(contract.schemas);
  const circles = findCircles(new Map(all.map((named) => [named.id, outerRefs(named.schema)])));
  const name = (ids: ReadonlySet<SchemaId>): NamedCheck[] =>
    [...ids].flatMap((id) => {
      const named = contract.schemas[id];
      if (named === undefined) return [];
      // A schema that asks of a value nothing but itself: its validator would never end.
      const schema: Schema = circles.has(id) ? { kind: "any" } : named.schema;
      return [{ id, name: checkName(typeNames[id] ?? named.key), schema }];
    });
  return { requests: name(reach(sent, contract)), responses: name(reach(received, contract)) };
}

/** The schemas that check the very same value: not those of its members or items. */
function outerRefs(schema: Schema): SchemaId[] {
  switch (schema.kind) {
    case "ref":
      return [schema.id];
    case "union":
      return schema.variants.flatMap(outerRefs);
    case "all":
      return schema.members.flatMap(outerRefs);
    case "residue":
      return [schema.base, ...schema.rules.flatMap(ruleOnTheSame)].flatMap(outerRefs);
    default:
      return [];
  }
}

/** What a rule asks of the very same value. */
function ruleOnTheSame(rule: Rule): readonly Schema[] {
  return rule.kind === "not" || rule.kind === "if" || rule.kind === "dependent" ? schemasOfRule(rule) : [];
}

function membersOf(operation: OperationPlan): OperationPlan["members"] {
  return operation.target === undefined ? operation.members : [operation.target, ...operation.members];
}

export function checkName(typeName: string): string {
  return `check${typeName}`;
}

/** Names the validator of each reply: the schema's own, or the operation's where the body is described in place. */
export function nameReplies(
  replies: readonly ReplyPlan[],
  result: string,
  typeNames: { readonly [id: SchemaId]: string },
): ReplyPlan[] {
  return replies.map((reply) => {
    if (reply.schema === undefined || reply.schema.kind === "any") return reply;
    const { schema, status } = reply;
    if (schema.kind === "ref") return { ...reply, check: checkName(typeNames[schema.id] ?? "Schema") };
    const suffix = status === "200" || status === "201" ? "" : capitalized(status);
    return { ...reply, check: checkName(result + (replies[0] === reply ? "" : suffix || status)) };
  });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
