import { camelCase } from "../../generator/plan/names.js";
import type { Plan } from "../../generator/plan/plan.js";
import type { OperationCase, ReplyCase } from "../testing/operation-case.js";
import { blocks, code, joined, lines, nothing, type, value } from "../code.js";
import type { Code } from "../code.js";
import { docComment, jsonTemplate, propertyKey, quote } from "../text.js";
import { findUntested, makeCases, schemeFacts } from "./contract-cases.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";

/** What contract tests need beside what every file needs. */
export interface TestEmission {
  /** How arrays inside a `deepObject` are written. */
  readonly arrays: "indices" | "brackets" | "repeat";
}

/** `contract.test.ts` and its data; the kit that it runs on is copied like the runtime. */
export function printContractTest(emission: Emission, tests: TestEmission): OutputFile[] {
  const { plan, contract } = emission;
  return [printTest(emission), printCases(emission, makeCases(plan, contract), tests)];
}

function printTest(emission: Emission): OutputFile {
  const { client } = emission.plan;
  const body = code`${value("contractSuite", "testing/suite")}({
  create: ${value(`create${client.type}`, "index")},
  isError: ${value(`is${client.type}Error`, "index")},
  facts: ${value("facts", "contract.cases")},
  cases: ${value("cases", "contract.cases")},
});`;
  return printFile(emission, { path: "contract.test", body, declares: [] });
}

function printCases(emission: Emission, cases: readonly OperationCase[], { arrays }: TestEmission): OutputFile {
  const { contract, plan } = emission;
  const names = nameCases(cases);
  const samples = shareBodies(cases, replyNames(plan));
  const facts = { schemes: schemeFacts(contract), arrays, untested: findUntested(contract, cases) };
  const caseType = type("OperationCase", "testing/operation-case");
  const body = blocks([
    code`${docComment(["What holds for all operations."])}\nexport const facts: ${type("ClientFacts", "testing/operation-case")} = ${printValue(facts)};`,
    ...[...samples.values()].map(({ name, body }) => code`const ${name}: unknown = ${printValue(body)};`),
    ...cases.map((each, index) => code`const ${names[index] ?? ""}: ${caseType} = ${printCase(each, samples)};`),
    code`${docComment(["Every operation: how it is called, and what the contract says must then be on the wire."])}
export const cases: readonly ${caseType}[] = [${lines(names.map((name) => `\n  ${name},`))}\n];`,
    holdsBytes(cases)
      ? code`function bytes(...values: number[]): Uint8Array {\n  return Uint8Array.from(values);\n}`
      : nothing,
  ]);
  return printFile(emission, {
    path: "contract.cases",
    body,
    declares: ["facts", "cases", "bytes", ...names, ...[...samples.values()].map(({ name }) => name)],
  });
}

function nameCases(cases: readonly OperationCase[]): string[] {
  const taken = new Set<string>();
  return cases.map(({ call }) => {
    const name = `${camelCase(call.replaceAll(".", " "))}Case`;
    let free = name;
    for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
    taken.add(free);
    return free;
  });
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

/** A body that is written once, under the name of its type. */
interface SharedBody {
  readonly name: string;
  readonly body: unknown;
}

/** Bodies that several replies have, by their text. */
function shareBodies(cases: readonly OperationCase[], names: ReadonlyMap<string, string>): Map<string, SharedBody> {
  const uses = new Map<string, SharedBody & { count: number }>();
  for (const each of cases) {
    for (const reply of each.replies) {
      for (const { name, body } of reply.bodies) {
        const typeName = names.get(`${each.id} ${reply.declared}`);
        const text = print(body);
        if (typeName === undefined || text.length < 80) continue;
        const use = uses.get(text) ?? { count: 0, name: `${camelCase(`${name || "maximal"} ${typeName}`)}Body`, body };
        uses.set(text, { ...use, count: use.count + 1 });
      }
    }
  }
  const taken = new Set<string>();
  return new Map(
    [...uses].flatMap(([text, { count, name, body }]): [string, SharedBody][] => {
      if (count < 2 || taken.has(name)) return [];
      taken.add(name);
      return [[text, { name, body }]];
    }),
  );
}

/** One member a line; what is short stays on its line. */
function printCase(each: OperationCase, samples: ReadonlyMap<string, SharedBody>): Code {
  const members = Object.entries(each).map(([key, member]) => {
    const text = key === "replies" ? printReplies(member as readonly ReplyCase[], samples) : printLong(member);
    return code`${propertyKey(key)}: ${text},`;
  });
  return code`{\n  ${lines(members)}\n}`;
}

function printLong(member: unknown): Code | string {
  if (!Array.isArray(member) || print(member).length < 100) return printValue(member);
  return code`[\n  ${lines(member.map((item) => code`${printValue(item)},`))}\n]`;
}

function printReplies(replies: readonly ReplyCase[], samples: ReadonlyMap<string, SharedBody>): Code {
  const printed = replies.map(({ bodies, ...reply }) => {
    const shared = bodies.map(({ name, body, wire }) => {
      const members = [["body", body] as const, ...(wire === undefined ? [] : [["wire", wire] as const])];
      const texts = members.map(
        ([key, member]) => code`${key}: ${samples.get(print(member))?.name ?? printValue(member)}`,
      );
      return code`{ name: ${quote(name)}, ${joined(texts, ", ")} }`;
    });
    const rest = Object.entries(reply).map(([key, member]) => code`${propertyKey(key)}: ${printValue(member)}`);
    return code`{ ${joined([...rest, code`bodies: [${joined(shared, ", ")}]`], ", ")} },`;
  });
  return printed.length === 0 ? code`[]` : code`[\n  ${joined(printed, "\n")}\n]`;
}

/** A value: as JSON text where it is a long one, so that no compiler looks for its type. */
function printValue(member: unknown): Code | string {
  const text = print(member);
  if (text.length < 120 || !isJson(member)) return text;
  return code`${value("json", "testing/json")}${jsonTemplate(member)}`;
}

/** A value as a literal on one line; bytes by a function. */
function print(member: unknown): string {
  if (member instanceof Uint8Array) return `bytes(${[...member].join(", ")})`;
  if (member instanceof Date) return `new Date(${quote(member.toISOString())})`;
  if (typeof member === "bigint") return `${member}n`;
  if (typeof member === "string") return quote(member);
  if (Array.isArray(member)) return `[${member.map(print).join(", ")}]`;
  if (typeof member !== "object" || member === null) return JSON.stringify(member) ?? "undefined";
  const members = Object.entries(member).map(([key, inner]) => `${propertyKey(key)}: ${print(inner)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** Whether JSON has a word for it and for all that it holds. */
function isJson(member: unknown): boolean {
  if (member instanceof Uint8Array || member instanceof Date) return false;
  if (typeof member !== "object" || member === null) return typeof member !== "bigint" && member !== undefined;
  return Object.values(member).every(isJson);
}

function holdsBytes(member: unknown): boolean {
  if (member instanceof Uint8Array) return true;
  return typeof member === "object" && member !== null && Object.values(member).some(holdsBytes);
}
