import type { OperationPlan, ResourcePlan } from "../../generator/plan/plan.js";
import { blocks, code, joined, lines, type, value } from "../code.js";
import type { Code } from "../code.js";
import { docComment, propertyKey, quote } from "../text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { typeText } from "./type-text.js";
import { hasParamsCheck, paramsCheckName } from "./validators-files.js";
import { speaksXml } from "./xml-file.js";

const MOCKS = "testing/mocks/mocks";

/** What mocks have beside their calls; what is called so too is reached through `calls` alone. */
export const OWN_NAMES = new Set(["handlers", "calls", "violations", "assertNoViolations", "stateful", "reset"]);

/** `mocks.ts`: the contract as a mock server for the user's own tests, with a typed control for each operation. */
export function printMocksFile(emission: Emission): OutputFile {
  const { client } = emission.plan;
  const name = `${client.type}Mocks`;
  const calls = `${client.type}Calls`;
  const body = blocks([
    printCalls(emission, calls),
    printMocksType(emission, { name, calls }),
    code`${docComment([`Answers for ${client.title} in tests: judges every request by the contract, and replies as it says.`])}
export function createMocks(options: ${type("MocksOptions", MOCKS)} = {}): ${name} {
  return ${value("makeMocks", MOCKS)}<${calls}>({ facts: ${value("facts", "contract.cases")}, cases: ${value("cases", "contract.cases")}, servers, checks }, options);
}`,
    code`const servers: readonly string[] = [${serverUrls(emission).map(quote).join(", ")}];`,
    printChecks(emission),
  ]);
  return printFile(emission, { path: "mocks", body, declares: ["createMocks", "servers", "checks", name, calls] });
}

function printMocksType({ plan }: Emission, { name, calls }: { readonly name: string; readonly calls: string }): Code {
  const mocks = code`${type("Mocks", MOCKS)}<${calls}>`;
  const doc = docComment([`A mock server of ${plan.client.title}.`]);
  const taken = plan.operations.some(({ call }) => OWN_NAMES.has(call[0] ?? ""));
  return taken
    ? code`${doc}\nexport type ${name} = ${mocks} & Omit<${calls}, keyof ${mocks}>;`
    : code`${doc}\nexport interface ${name} extends ${mocks}, ${calls} {}`;
}

/** The tree of calls, as users know it from the client. */
function printCalls(emission: Emission, name: string): Code {
  const { client, resources } = emission.plan;
  const doc = docComment([`The calls of ${client.type}, as tests control them.`]);
  return code`${doc}\nexport interface ${name} {\n  ${lines(printMembers(resources))}\n}`;
}

function printMembers(resource: ResourcePlan): Code[] {
  return [
    // What speaks XML is left out: nobody here reads it.
    ...resource.operations
      .filter((operation) => !speaksXml(operation))
      .map((operation) => printCall(operation, resource)),
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
  if (reads === "bytes") return code`Uint8Array | string`;
  if (reads === "none") return code`undefined`;
  return result.declares ? code`${type(names.result, file)}` : typeText(result.shape);
}

/** Every server that the contract names by a whole URL. */
export function serverUrls({ plan }: Emission): string[] {
  const own = plan.operations.flatMap(({ server }) => server ?? []);
  const all = [...plan.client.servers.map(({ url }) => url), ...own];
  return [...new Set(all)].filter((url) => /^https?:\/\//i.test(url));
}

function printChecks({ plan }: Emission): Code {
  const entries = plan.operations.flatMap((operation) => {
    const request = hasParamsCheck(operation)
      ? [code`request: ${value(paramsCheckName(operation), "validators/requests")}`]
      : [];
    const replies = operation.replies.flatMap(({ status, check }) =>
      check === undefined ? [] : [code`${propertyKey(status)}: ${value(check, "validators/responses")}`],
    );
    const all = [...request, ...(replies.length === 0 ? [] : [code`replies: { ${joined(replies, ", ")} }`])];
    return all.length === 0 ? [] : [code`${propertyKey(operation.id)}: { ${joined(all, ", ")} },`];
  });
  const checks = type("MockFacts", MOCKS);
  return code`const checks: ${checks}["checks"] = {\n  ${lines(entries)}\n};`;
}
