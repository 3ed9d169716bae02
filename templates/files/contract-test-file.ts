import { camelCase } from "../../generator/plan/names.js";
import type { Plan } from "../../generator/plan/plan.js";
import type { OperationCase } from "../testing/operation-case.js";
import { blocks, code, joined, nothing, type, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { docComment, literal } from "../text.js";
import { BYTES, holdsBytes, isWhole, printJson, printMembers } from "./case-text.js";
import { findUntested, makeCases, schemeFacts } from "./contract-cases.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";

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
  const { plan, contract } = emission;
  return [printTest(emission, tests), printCases(emission, makeCases(plan, contract), tests)];
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

function printCases(emission: Emission, cases: readonly OperationCase[], { arrays }: TestEmission): OutputFile {
  const { contract, plan } = emission;
  const shared = shareBodies(cases, replyNames(plan));
  const names = new Map(shared.flatMap(({ name, bodies }) => bodies.map((body) => [body, name] as const)));
  const nameOf = (member: unknown): string | undefined => names.get(member as object);
  const facts = { schemes: schemeFacts(contract), arrays, untested: findUntested(contract, cases) };
  const body = blocks([
    code`${docComment(["What holds for all operations."])}\nexport const facts: ${type("ClientFacts", "testing/operation-case")} = ${literal(facts)};`,
    ...shared.map(({ name, bodies }) => code`const ${name}: unknown = ${printJson(bodies[0])};`),
    code`${docComment(["Every operation: how it is called, and what the contract says must then be on the wire."])}
export const cases: readonly ${type("OperationCase", "testing/operation-case")}[] = [
  ${joined(
    cases.map((each) => code`${printMembers(each, nameOf)},`),
    "\n",
  )}
];`,
    holdsBytes(cases) ? BYTES : nothing,
  ]);
  const declares = ["facts", "cases", "bytes", ...shared.map(({ name }) => name)];
  return printFile(emission, { path: "contract.cases", body, declares });
}

/** The names of the types that replies have, by operation and status. */
function replyNames(plan: Plan): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, replies } of plan.operations) {
    for (const { status, schema } of replies) {
      const name = schema?.kind === "ref" ? plan.typeNames[schema.id] : undefined;
      if (name !== undefined) names.set(`${id} ${status}`, name);
    }
  }
  return names;
}

/** Equal bodies that are written once, under the name of their type. */
interface SharedBody {
  readonly name: string;
  readonly bodies: readonly object[];
}

/** Bodies that several replies have. */
function shareBodies(cases: readonly OperationCase[], names: ReadonlyMap<string, string>): SharedBody[] {
  const uses = new Map<string, { readonly name: string; readonly bodies: object[] }>();
  for (const { id, replies } of cases) {
    for (const { declared, bodies } of replies) {
      for (const { name, body } of bodies) {
        const typeName = names.get(`${id} ${declared}`);
        if (typeName === undefined || !isLargeJson(body)) continue;
        const text = JSON.stringify(body);
        const use = uses.get(text) ?? { name: `${camelCase(`${name || "maximal"} ${typeName}`)}Body`, bodies: [] };
        uses.set(text, use);
        use.bodies.push(body);
      }
    }
  }
  const taken = new Set<string>();
  return [...uses.values()].filter(({ name, bodies }) => {
    const isFree = bodies.length > 1 && !taken.has(name);
    if (isFree) taken.add(name);
    return isFree;
  });
}

function isLargeJson(body: unknown): body is object {
  return typeof body === "object" && body !== null && isWhole(body) && JSON.stringify(body).length > 80;
}
