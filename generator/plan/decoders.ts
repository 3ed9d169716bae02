import type { Contract } from "../contract/contract.js";
import type { Schema, SchemaId } from "../contract/schema.js";
import { carriersOf } from "../contract/walk.js";
import type { BodyPlan, ChecksPlan, DecodersPlan, NamedCheck, OperationPlan, ReplyPlan } from "./plan.js";
import { codecOf, formOf, holds } from "./types/represent.js";
import type { ValueTypes } from "./types/represent.js";

/** Which of the checked schemas also need a decoder: a value that JSON has no type for is in them or in what they lead to. */
export function planDecoders(checks: ChecksPlan, contract: Contract, values: ValueTypes): DecodersPlan {
  const pick = (all: readonly NamedCheck[], carriers: ReadonlySet<SchemaId>): NamedCheck[] =>
    all
      .filter(({ id, schema }) => carriers.has(id) && schema.kind !== "any")
      .map((check) => ({ ...check, name: decoderName(check.name) }));
  const received = carriersOf(contract, ({ schema }) => holds(schema, (inner) => isFormed(inner, values)));
  const sent = carriersOf(contract, ({ schema }) => holds(schema, (inner) => isWritten(inner, values)));
  return { values, responses: pick(checks.responses, received), requests: pick(checks.requests, sent) };
}

/** Names the decoder of each reply, and of the body, that needs one. */
export function nameDecoders(operations: readonly OperationPlan[], decoders: DecodersPlan): OperationPlan[] {
  const decoding = (all: readonly NamedCheck[]): ReadonlySet<SchemaId> => new Set(all.map(({ id }) => id));
  const received = decoding(decoders.responses);
  const isRead = (schema: Schema): boolean =>
    schema.kind === "ref" ? received.has(schema.id) : isFormed(schema, decoders.values);
  const sent = decoding(decoders.requests);
  const isSent = (schema: Schema): boolean =>
    schema.kind === "ref" ? sent.has(schema.id) : isWritten(schema, decoders.values);
  const nameReply = (reply: ReplyPlan): ReplyPlan => {
    const { check, schema } = reply;
    const decode = check !== undefined && schema !== undefined && holds(schema, isRead);
    return decode ? { ...reply, decode: decoderName(check) } : reply;
  };
  return operations.map((operation) => {
    const { replies, body, names, members, graphql } = operation;
    const named = { ...operation, replies: replies.map(nameReply) };
    if (graphql !== undefined && members.some(({ schema }) => holds(schema, isSent)))
      return { ...named, graphql: { ...graphql, encode: `encode${names.params}` } };
    return body !== undefined && holds(body.schema, isSent)
      ? { ...named, body: nameBody(body, names, decoders) }
      : named;
  });
}

function nameBody(body: BodyPlan, names: OperationPlan["names"], decoders: DecodersPlan): BodyPlan {
  const { schema } = body;
  const named = schema.kind === "ref" ? decoders.requests.find(({ id }) => id === schema.id) : undefined;
  return { ...body, decode: named?.name ?? `decode${names.params}` };
}

/** Whether a schema's own values are something else in the client than on the wire. */
function isFormed(schema: Schema, values: ValueTypes): boolean {
  return formOf(schema, values) !== undefined || codecOf(schema, values) !== undefined;
}

/** Whether what the caller gives must be told from what is sent: dates and bigints know that themselves. */
function isWritten(schema: Schema, values: ValueTypes): boolean {
  return formOf(schema, values) === "digits" || codecOf(schema, values) !== undefined;
}

function decoderName(checkName: string): string {
  return checkName.replace(/^check/, "decode");
}
