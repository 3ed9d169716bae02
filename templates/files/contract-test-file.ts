import { blocks, code, joined, lines, nothing, type, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { docComment, literal } from "../text.js";
import { BYTES, holdsBytes, printMembers, printText } from "./case-text.js";
import { documentShapes, findUntested, makeCases, rootsOf, schemeFacts } from "./contract-cases.js";
import type { TestedOperation } from "./contract-cases.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import type { XmlRoot, XmlShapes } from "../testing/operation-case.js";
import { shareBodies } from "./shared-bodies.js";

/** What contract tests need beside what every file needs. */
export interface TestEmission {
  /** How arrays inside a `deepObject` are written. */
  readonly arrays: "indices" | "brackets" | "repeat";
  /** What runs them. */
  readonly runner: TestRunner;
}

/** A test framework by its name in the config. */
type TestRunner = "vitest" | "jest" | "node:test";

/** The package that each framework's functions come from. */
const RUNNERS: { readonly [name in TestRunner]: string } = {
  vitest: "npm:vitest",
  jest: "npm:@jest/globals",
  "node:test": "npm:node:test",
};

/** `contract.test.ts` and its data; the kit that it runs on is copied like the runtime. */
export function printContractTest(emission: Emission, tests: TestEmission): OutputFile[] {
  return [printTest(emission, tests), printCases(emission, tests)];
}

function printTest(emission: Emission, tests: TestEmission): OutputFile {
  return printSuite(emission, tests, value("contractSuite", "testing/suite"));
}

/** `contract.test.ts`: a suite of the kit, run on this client by the user's framework. */
export function printSuite(emission: Emission, { runner }: TestEmission, suite: Import): OutputFile {
  const { client } = emission.plan;
  const body = code`${suite}({
  create: ${value(`create${client.type}`, "index")},
  isError: ${value(`is${client.type}Error`, "index")},
  facts: ${value("facts", "contract.cases")},
  cases: ${value("cases", "contract.cases")},
  runner: { ${joined(printRunner(runner), ", ")} },
});`;
  return printFile(emission, { path: "contract.test", body, declares: [] });
}

/** The framework's functions by the kit's names for them. */
function printRunner(runner: TestRunner): Code[] {
  const names = ["afterAll", "beforeAll", "describe", "it"];
  return names.map((name) => {
    const own = runner === "node:test" ? name.replace("All", "") : name;
    const imported = value(own, RUNNERS[runner]);
    return own === name ? code`${imported}` : code`${name}: ${imported}`;
  });
}

/** Each case becomes text as soon as it is made: the samples of a large contract do not fit into memory together. */
function printCases(emission: Emission, { arrays }: TestEmission): OutputFile {
  const { contract, plan } = emission;
  const shared = shareBodies(plan);
  const tested: TestedOperation[] = [];
  const rows: Code[] = [];
  const roots: XmlRoot[] = [];
  let isBytes = false;
  for (const each of makeCases(plan, contract)) {
    roots.push(...rootsOf(each));
    tested.push({ id: each.id, replies: each.replies.map(({ declared }) => ({ declared })) });
    rows.push(code`${printMembers(each, shared.note(each))},`);
    isBytes ||= holdsBytes(each);
  }
  const bodies = shared.settle();
  const facts = { schemes: schemeFacts(contract), arrays, untested: findUntested(contract, tested) };
  const shapes = documentShapes(roots, plan, contract);
  const body = blocks([
    code`${docComment(["What holds for all operations."])}\nexport const facts: ${type("ClientFacts", "testing/operation-case")} = ${printFacts(facts, shapes)};`,
    ...bodies.map(({ name, text }) => code`const ${name}: unknown = ${printText(text)};`),
    code`${docComment(["Every operation: how it is called, and what the contract says must then be on the wire."])}
export const cases: readonly ${type("OperationCase", "testing/operation-case")}[] = [
  ${joined(rows, "\n")}
];`,
    isBytes ? BYTES : nothing,
  ]);
  const declares = ["facts", "cases", "bytes", ...bodies.map(({ name }) => name)];
  return printFile(emission, { path: "contract.cases", body, declares });
}

/** Only what speaks XML brings what reads and writes it. */
function printFacts(facts: object, shapes: XmlShapes | undefined): Code {
  if (shapes === undefined) return code`${literal(facts)}`;
  const rows = Object.entries(facts).map(([key, fact]) => code`${key}: ${literal(fact)},`);
  const xml = code`xml: ${value("speakXml", "testing/xml/xml-words")}(${printMembers(shapes)}),`;
  return code`{\n  ${lines([...rows, xml])}\n}`;
}
