import type { OperationPlan } from "../../../generator/plan/plan.js";
import { blocks, code, lines, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, propertyKey, quote } from "../../text.js";
import { isMockable } from "./contract-cases.js";
import { OWN_NAMES, serverUrls } from "../mocks-file.js";
import { printFile } from "../output.js";
import type { Emission, OutputFile } from "../output.js";

const MOCKS = "testing/graphql/mocks";

/** `mocks.ts`: the schema as a mock server for the user's own tests, with a typed control for each operation. */
export function printGraphqlMocks(emission: Emission): OutputFile {
  const { client } = emission.plan;
  const name = `${client.type}Mocks`;
  const calls = `${client.type}Calls`;
  const body = blocks([
    printCalls(emission, calls),
    printMocksType(emission, { name, calls }),
    code`${docComment([`Answers for ${client.title} in tests: judges every request by the schema, and replies as it says.`])}
export function createMocks(options: ${type("MocksOptions", MOCKS)} = {}): ${name} {
  return ${value("makeGraphqlMocks", MOCKS)}<${calls}>({ facts: ${value("facts", "contract.cases")}, cases: ${value("cases", "contract.cases")}, servers, checks }, options);
}`,
    code`const servers: readonly string[] = [${serverUrls(emission).map(quote).join(", ")}];`,
    printChecks(emission),
  ]);
  return printFile(emission, { path: "mocks", body, declares: ["createMocks", "servers", "checks", name, calls] });
}

function printMocksType({ plan }: Emission, { name, calls }: { readonly name: string; readonly calls: string }): Code {
  const server = code`${type("MockServer", MOCKS)}<${calls}>`;
  const doc = docComment([`A mock server of ${plan.client.title}.`]);
  const taken = plan.operations.some(({ call }) => OWN_NAMES.has(call[0] ?? ""));
  return taken
    ? code`${doc}\nexport type ${name} = ${server} & Omit<${calls}, keyof ${server}>;`
    : code`${doc}\nexport interface ${name} extends ${server}, ${calls} {}`;
}

function printCalls({ plan }: Emission, name: string): Code {
  const doc = docComment([`The calls of ${plan.client.type}, as tests control them.`]);
  return code`${doc}\nexport interface ${name} {\n  ${lines(plan.operations.filter(isMockable).map(printCall))}\n}`;
}

function printCall({ call, id, names }: OperationPlan): Code {
  const operation = code`${type("MockedOperation", MOCKS)}<${type(names.result, "types")}>`;
  return code`${docComment([`\`${id}\``])}\nreadonly ${propertyKey(call.at(-1) ?? "")}: ${operation};`;
}

function printChecks({ plan }: Emission): Code {
  const entries = plan.operations.flatMap(({ graphql, replies: [reply] }) =>
    graphql === undefined || graphql.subscription === "ws" || reply?.check === undefined
      ? []
      : [
          code`${quote(`${graphql.kind} ${graphql.name}`)}: { replies: { 200: ${value(reply.check, "validators/responses")} } },`,
        ],
  );
  return code`const checks: ${type("GraphqlMockFacts", MOCKS)}["checks"] = {\n  ${lines(entries)}\n};`;
}
