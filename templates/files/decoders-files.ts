import type { Schema } from "../../generator/contract/schema.js";
import { reach } from "../../generator/contract/walk.js";
import type { NamedCheck, OperationPlan } from "../../generator/plan/plan.js";
import { blocks, code, type, value } from "../code.js";
import type { Code } from "../code.js";
import { printBody } from "./check-code.js";
import type { Checking } from "./check-code.js";
import { printDecoder } from "./decode-code.js";
import type { Decoding } from "./decode-code.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { checkingOf, paramsSchema, printCheckFunction } from "./validators-files.js";

/** A decoder and the schema whose values it decodes. */
type Named = Pick<NamedCheck, "name" | "schema">;

/** `decoders/responses.ts` and `decoders/requests.ts`, where values are more than JSON has types for. */
export function printDecoders(emission: Emission): OutputFile[] {
  const { decoders, operations } = emission.plan;
  return [
    ...printModule("decoders/responses", [...decoders.responses, ...operations.flatMap(inlineReplies)], {
      emission,
      checking: checkingOf(emission, "received"),
      known: decoders.responses,
    }),
    ...printModule("decoders/requests", [...decoders.requests, ...operations.flatMap(inlineSent)], {
      emission,
      checking: checkingOf(emission, "sent"),
      known: decoders.requests,
    }),
  ];
}

function inlineReplies({ replies }: OperationPlan): Named[] {
  return replies.flatMap(({ decode, schema }) =>
    decode === undefined || schema === undefined || schema.kind === "ref" ? [] : [{ name: decode, schema }],
  );
}

function inlineSent(operation: OperationPlan): Named[] {
  const { body, graphql } = operation;
  if (graphql?.encode !== undefined) return [{ name: graphql.encode, schema: paramsSchema(operation) }];
  return body?.decode === undefined || body.schema.kind === "ref" ? [] : [{ name: body.decode, schema: body.schema }];
}

interface Printing {
  readonly emission: Emission;
  readonly checking: Checking;
  /** The decoders that others may call. */
  readonly known: readonly NamedCheck[];
}

function printModule(path: string, decoders: readonly Named[], { emission, checking, known }: Printing): OutputFile[] {
  if (decoders.length === 0) return [];
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const distinct = [...new Map(decoders.map((decoder) => [decoder.name, decoder])).values()];
  const sorted = distinct.sort((a, b) => (a.name < b.name ? -1 : 1));
  const variants: Schema[] = [];
  const note = (schema: Schema): void => void variants.push(schema);
  const constants = sorted.map((decoder) => printConstant(decoder, { checking, names, note }));
  const deciding = findDeciding(emission, variants, checking);
  const functions = deciding.map(({ name, schema }) =>
    printCheckFunction({ name, body: printBody(schema, checking), exported: false, nests: false }),
  );
  const body = blocks([...constants, ...functions]);
  const declares = [...sorted, ...deciding].map(({ name }) => name);
  return [printFile(emission, { path, body, declares })];
}

/** Made when first needed, because schemas refer to each other in any order. */
function printConstant({ name, schema }: Named, decoding: Decoding): Code {
  const decode = type("Decode", "runtime/v1/operation");
  const decoder = printDecoder(schema, decoding) ?? code`(_, value) => value`;
  return code`export const ${name}: ${decode} = /* @__PURE__ */ ${value("lazily", "runtime/v1/decode/decode")}(() => ${decoder});`;
}

/** The validators that decide between the variants of unions: copies, because those of responses load when first needed. */
function findDeciding(
  { plan, contract }: Emission,
  variants: readonly Schema[],
  { direction }: Checking,
): NamedCheck[] {
  const reached = reach(variants, contract);
  const checks = direction === "sent" ? plan.checks.requests : plan.checks.responses;
  return checks.filter(({ id }) => reached.has(id)).sort((a, b) => (a.name < b.name ? -1 : 1));
}
