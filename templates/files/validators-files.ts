import type { ObjectSchema, Schema } from "../../generator/contract/schema.js";
import type { OperationPlan, Plan } from "../../generator/plan/plan.js";
import { blocks, code, lines, nothing, type, value } from "../code.js";
import type { Code } from "../code.js";
import { printBody } from "./check-code.js";
import type { Checking } from "./check-code.js";
import { helper } from "./check-scalars.js";
import { quote } from "../text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { shareChecks } from "./shared-checks.js";
import type { CheckFunction } from "./shared-checks.js";

/** `validators/requests.ts` and `validators/responses.ts`: one function a named schema, one an operation. */
export function printValidators(emission: Emission): OutputFile[] {
  return [...printRequests(emission), ...printResponses(emission)];
}

/** The name of the function that checks an operation's parameters. */
export function paramsCheckName(operation: OperationPlan): string {
  return `check${operation.names.params}`;
}

/** The parameters of an operation as one object schema. */
export function paramsSchema(operation: OperationPlan): ObjectSchema {
  const { target, members, body } = operation;
  const hidden = body?.limits?.hidden;
  return {
    kind: "object",
    properties: [
      ...(target === undefined ? [] : [target])
        .concat(members)
        .map(({ name, schema, required }) => ({ key: name, schema, required })),
      ...(hidden ?? []).map((key) => ({
        key,
        schema: { kind: "any" } as const,
        required: false,
        readOnly: true as const,
      })),
    ],
    ...(hidden !== undefined && { additional: { kind: "never" } }),
  };
}

/** The statement that counts the members of a flat body, which has the parameters beside it. */
function printBodySize({ target, members, body }: OperationPlan): Code {
  const { min = 0, max } = body?.limits ?? {};
  if (min === 0 && max === undefined) return nothing;
  const beside = [...(target === undefined ? [] : [target]), ...members].filter(({ place }) => place.in !== "body");
  const names = beside.map(({ name }) => quote(name)).join(", ");
  const presence = value(body?.required === true ? "required" : "optional", "runtime/v1/check");
  const limits = max === undefined ? String(min) : `${min}, ${max}`;
  return code`${helper("sizeBeside")}(at, value, [${names}], ${presence}, ${limits});`;
}

/** True where an operation takes anything that could be wrong. */
export function hasParamsCheck(operation: OperationPlan): boolean {
  return operation.target !== undefined || operation.members.length > 0;
}

function printRequests(emission: Emission): OutputFile[] {
  const { operations, checks } = emission.plan;
  const checking = checkingOf(emission, "sent");
  const own = operations.filter(hasParamsCheck).map((operation) => ({
    name: paramsCheckName(operation),
    schema: paramsSchema(operation),
    more: printBodySize(operation),
  }));
  return printModule("validators/requests", [...own, ...checks.requests], { emission, checking });
}

function printResponses(emission: Emission): OutputFile[] {
  const { checks } = emission.plan;
  const checking = checkingOf(emission, "received");
  return printModule("validators/responses", [...inlineReplies(emission.plan), ...checks.responses], {
    emission,
    checking,
  });
}

/** The replies that are described in place: each has a validator of its own. */
export function inlineReplies({ operations, checks }: Plan): { readonly name: string; readonly schema: Schema }[] {
  const named = new Set(checks.responses.map((check) => check.name));
  const inline = new Map<string, { name: string; schema: Schema }>();
  for (const { check, schema } of operations.flatMap((operation) => operation.replies)) {
    if (check !== undefined && schema !== undefined && !named.has(check)) inline.set(check, { name: check, schema });
  }
  return [...inline.values()];
}

/** What printing the validators of one direction needs to know. */
export function checkingOf(emission: Emission, direction: Checking["direction"]): Checking {
  const { contract, plan } = emission;
  const checks = direction === "sent" ? plan.checks.requests : plan.checks.responses;
  const { values } = plan.decoders;
  const names = new Map(checks.map((check) => [check.id, check.name]));
  return { contract, direction, values, names, inPlace: new Map() };
}

function printModule(
  path: string,
  checks: readonly { readonly name: string; readonly schema: Schema; readonly more?: Code }[],
  { emission, checking }: { readonly emission: Emission; readonly checking: Checking },
): OutputFile[] {
  if (checks.length === 0) return [];
  const sorted = [...checks].sort((a, b) => (a.name < b.name ? -1 : 1));
  const printed = sorted.map(({ name, schema, more = nothing }) => {
    const before = checking.inPlace.size;
    const body = lines([printBody(schema, checking), more]);
    return { name, body, exported: true, nests: checking.inPlace.size > before };
  });
  const functions = shareChecks(printed, checking.inPlace);
  const body = blocks(functions.map(printCheckFunction));
  return [printFile(emission, { path, body, declares: functions.map(({ name }) => name) })];
}

/** A validator as a function. */
export function printCheckFunction({ name, body, exported }: CheckFunction): Code {
  const findings = type("Findings", "runtime/v1/check");
  const start = `${exported ? "export " : ""}function ${name}`;
  if (body.parts.length === 0) return code`${start}(_: ${findings}, __: unknown): void {}`;
  return code`${start}(at: ${findings}, value: unknown): void {\n  ${body}\n}`;
}
