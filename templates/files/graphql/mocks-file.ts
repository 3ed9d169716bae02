import type { OperationPlan } from "../../../generator/plan/plan.js";
import { code, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, propertyKey, quote } from "../../text.js";
import { isMockable } from "./contract-cases.js";
import { printMocksModule } from "../mocks-module.js";
import type { Emission, OutputFile } from "../output.js";

const MOCKS = "testing/graphql/mocks";

/** `mocks.ts` of a schema. */
export function printGraphqlMocks(emission: Emission): OutputFile {
  const { operations } = emission.plan;
  return printMocksModule(emission, {
    kit: MOCKS,
    server: "MockServer",
    make: "makeGraphqlMocks",
    facts: "GraphqlMockFacts",
    judge: "schema",
    calls: operations.filter(isMockable).map(printCall),
    checks: operations.flatMap(printCheck),
  });
}

function printCall({ call, id, names }: OperationPlan): Code {
  const operation = code`${type("MockedOperation", MOCKS)}<${type(names.result, "types")}>`;
  return code`${docComment([`\`${id}\``])}\nreadonly ${propertyKey(call.at(-1) ?? "")}: ${operation};`;
}

function printCheck({ graphql, replies: [reply] }: OperationPlan): Code[] {
  if (graphql === undefined || graphql.subscription === "ws" || reply?.check === undefined) return [];
  const check = value(reply.check, "validators/responses");
  return [code`${quote(`${graphql.kind} ${graphql.name}`)}: { replies: { 200: ${check} } },`];
}
