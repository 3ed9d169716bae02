import type { Contract } from "../contract/contract.js";
import type { Schema, SchemaId } from "../contract/schema.js";
import { reach } from "../contract/walk.js";
import type { ChecksPlan, NamedCheck, OperationPlan, ReplyPlan } from "./plan.js";

/** The named schemas that a request or a response leads to: each gets one validator a direction. */
export function planChecks(
  operations: readonly OperationPlan[],
  contract: Contract,
  typeNames: { readonly [id: SchemaId]: string },
): ChecksPlan {
  const sent = operations.flatMap((operation) => membersOf(operation).map((member) => member.schema));
  const received = operations.flatMap((operation) => operation.replies.flatMap((reply) => reply.schema ?? []));
  const name = (ids: ReadonlySet<SchemaId>): NamedCheck[] =>
    [...ids].flatMap((id) => {
      const named = contract.schemas[id];
      if (named === undefined) return [];
      const schema: Schema = leadsBack(id, contract) ? { kind: "any" } : named.schema;
      return [{ id, name: checkName(typeNames[id] ?? named.key), schema }];
    });
  return { requests: name(reach(sent, contract)), responses: name(reach(received, contract)) };
}

/** True for a schema that asks of a value nothing but itself: a validator of it would never end. */
function leadsBack(id: SchemaId, contract: Contract): boolean {
  const seen = new Set<SchemaId>();
  const waiting = outerRefs(contract.schemas[id]?.schema);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === id) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...outerRefs(contract.schemas[next]?.schema));
  }
  return false;
}

/** The schemas that check the very same value: not those of its members or items. */
function outerRefs(schema: Schema | undefined): SchemaId[] {
  switch (schema?.kind) {
    case "ref":
      return [schema.id];
    case "union":
      return schema.variants.flatMap(outerRefs);
    case "all":
      return schema.members.flatMap(outerRefs);
    case "residue":
      return outerRefs(schema.base);
    default:
      return [];
  }
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
