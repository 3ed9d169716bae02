import type { OperationPlan, ResourcePlan } from "../../generator/plan/plan.js";
import { code, joined, lines, type, value } from "../code.js";
import type { Code } from "../code.js";
import { docComment, propertyKey } from "../text.js";
import { printMocksModule } from "./mocks-module.js";
import type { Emission, OutputFile } from "./output.js";
import { typeText } from "./type-text.js";
import { hasParamsCheck, paramsCheckName } from "./validators-files.js";

const MOCKS = "testing/mocks/mocks";

/** `mocks.ts` of what speaks HTTP. */
export function printMocksFile(emission: Emission): OutputFile {
  return printMocksModule(emission, {
    kit: MOCKS,
    server: "Mocks",
    make: "makeMocks",
    facts: "MockFacts",
    judge: "contract",
    calls: printMembers(emission.plan.resources),
    checks: emission.plan.operations.flatMap(printCheck),
  });
}

/** The tree of calls, as users know it from the client. */
function printMembers(resource: ResourcePlan): Code[] {
  return [
    ...resource.operations.map((operation) => printCall(operation, resource)),
    ...resource.children.map((child) => {
      const key = propertyKey(child.path.at(-1) ?? "");
      return code`readonly ${key}: {\n  ${lines(printMembers(child))}\n};`;
    }),
  ];
}

function printCall(operation: OperationPlan, { file }: ResourcePlan): Code {
  const replies = repliesOf(operation, file).map(({ status, body }) => code`${propertyKey(status)}: ${body}`);
  const key = propertyKey(operation.call.at(-1) ?? "");
  return code`${docComment([`\`${operation.id}\``])}\nreadonly ${key}: ${type("MockedCall", MOCKS)}<{ ${joined(replies, "; ")} }>;`;
}

/** The body of every declared answer, as a server sends it. */
function repliesOf(operation: OperationPlan, file: string): { readonly status: string; readonly body: Code }[] {
  const success = successBody(operation, file);
  const isSuccess = (status: string): boolean => /^2\d\d$/.test(status);
  const successes = operation.replies.filter(({ status }) => isSuccess(status)).map(({ status }) => status);
  const errors = operation.errors.map(({ status, shape }) => ({
    status: status === "other" ? "default" : String(status),
    body: typeText(shape),
  }));
  return [...(successes.length === 0 ? ["200"] : successes).map((status) => ({ status, body: success })), ...errors];
}

function successBody({ reads, result, names }: OperationPlan, file: string): Code {
  if (result.isStream) return code`readonly unknown[] | Uint8Array | string`;
  if (reads === "bytes") return code`Uint8Array | string`;
  if (reads === "none") return code`undefined`;
  return result.declares ? code`${type(names.result, file)}` : typeText(result.shape);
}

function printCheck(operation: OperationPlan): Code[] {
  const request = hasParamsCheck(operation)
    ? [code`request: ${value(paramsCheckName(operation), "validators/requests")}`]
    : [];
  const replies = operation.replies.flatMap(({ status, check }) =>
    check === undefined ? [] : [code`${propertyKey(status)}: ${value(check, "validators/responses")}`],
  );
  const all = [...request, ...(replies.length === 0 ? [] : [code`replies: { ${joined(replies, ", ")} }`])];
  return all.length === 0 ? [] : [code`${propertyKey(operation.id)}: { ${joined(all, ", ")} },`];
}
