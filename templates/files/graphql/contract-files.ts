import { printSdl } from "../../../generator/contract/graphql-sdl.js";
import type { GraphqlSchema } from "../../../generator/contract/graphql.js";
import type { Plan } from "../../../generator/plan/plan.js";
import { blocks, code, lines, nothing, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, literal, propertyKey, quote } from "../../text.js";
import { BYTES, holdsBytes, printMembers } from "../case-text.js";
import { schemeFacts } from "../contract-cases.js";
import { printSuite } from "../contract-test-file.js";
import type { TestEmission } from "../contract-test-file.js";
import { printFile } from "../output.js";
import type { Emission, OutputFile } from "../output.js";
import { makeGraphqlCases } from "./contract-cases.js";

const CASE = "testing/graphql/graphql-case";

/** `contract.test.ts`, its data, and the schema that answers it. */
export function printGraphqlTest(emission: Emission, tests: TestEmission): OutputFile[] {
  const { graphql } = emission.contract;
  if (graphql === undefined) return [];
  return [
    printSuite(emission, tests, value("graphqlSuite", "testing/graphql/graphql-suite")),
    printCases(emission, graphql),
    printSchema(emission, graphql),
  ];
}

function printCases(emission: Emission, { scalars = {} }: GraphqlSchema): OutputFile {
  const { plan, contract } = emission;
  const cases = makeGraphqlCases(plan, contract);
  // Schemas say nothing of it: how requests are signed is the plan's.
  const auth = Object.fromEntries(plan.client.auth.map(({ id, scheme }) => [id, scheme]));
  const tested = new Set(cases.map(({ call }) => call));
  const untested = plan.operations.filter(({ call }) => !tested.has(call.join("."))).map(({ id }) => id);
  const body = blocks([
    code`${docComment(["What holds for all operations."])}
export const facts: ${type("GraphqlFacts", CASE)} = {
  schemes: ${literal(schemeFacts({ auth }))},
  untested: ${literal(untested)},
  scalars: ${literal(scalars)},
  codecs: ${printCodecs(plan)},
  schema: ${value("schema", "contract.schema")},
};`,
    code`${docComment(["Every operation: how it is called, and what the contract says must then be on the wire."])}
export const cases: readonly ${type("GraphqlCase", CASE)}[] = [
  ${lines(cases.map((each) => code`${printMembers(each)},`))}
];`,
    holdsBytes(cases) ? BYTES : nothing,
  ]);
  return printFile(emission, { path: "contract.cases", body, declares: ["facts", "cases", "bytes"] });
}

/** The user's own code, and what a server sends for it: it tells what the client must make of that. */
function printCodecs({ decoders }: Plan): Code {
  const known = Object.entries(decoders.values.codecs ?? {}).filter(([, { sample }]) => sample !== undefined);
  if (known.length === 0) return code`{}`;
  const entries = known.map(
    ([scalar, { name, module, sample }]) =>
      code`${propertyKey(scalar)}: { codec: ${value(name, module)}, sample: ${literal(sample)} },`,
  );
  return code`{\n    ${lines(entries)}\n  }`;
}

function printSchema(emission: Emission, graphql: GraphqlSchema): OutputFile {
  const named = Object.entries(graphql.types).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = printSdl({ ...graphql, types: Object.fromEntries(named) });
  const body = `${docComment(["The schema without its prose: what answers the tests, and judges what they ask."])}
export const schema: string = [\n${text
    .split("\n")
    .map((line) => `  ${quote(line)},\n`)
    .join("")}].join("\\n");`;
  return printFile(emission, { path: "contract.schema", body: lines([body]), declares: ["schema"] });
}
