import { join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import { plugin } from "@graphql-codegen/typescript-operations";
import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { Contract } from "../../generator/contract/contract.js";
import { normalizeAny } from "../../generator/normalize/normalize.js";
import { makePlan } from "../../generator/plan/make-plan.js";
import type { MemberShape, TypeShape } from "../../generator/plan/types/shape.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { readDocuments } from "../../generator/read/graphql-documents.js";
import { readSource } from "../../generator/read/source.js";
import { parseTypes } from "../../templates/files/graphql/parse-types.js";
import { readGraphqlTypes } from "../../templates/files/graphql/types.js";

const schemaFile = join(import.meta.dirname, "../../specs/shop.graphql");

async function readShop(): Promise<{ readonly contract: Contract; readonly texts: string }> {
  const documents = await readDocuments(["specs/shop"], join(import.meta.dirname, "../.."));
  const { value } = await normalizeAny(soleDocument(parseDocument(await readSource(schemaFile))), documents);
  return { contract: value, texts: documents.map(({ root }) => String(root["graphql"])).join("\n") };
}

/** Our types, by name. */
async function readOurs(contract: Contract): Promise<Map<string, TypeShape>> {
  const settings = await resolveSettings({ contract: schemaFile }, { cwd: import.meta.dirname });
  const plan = makePlan(contract, settings, { lock: undefined, whole: contract });
  const types = await readGraphqlTypes(plan.value, contract);
  return new Map(types.map(({ name, shape }) => [name, shape]));
}

/** What graphql-codegen makes of the same documents and the whole schema, as its command line does it. */
async function readTheirs(texts: string): Promise<Map<string, TypeShape>> {
  const { text } = await readSource(schemaFile);
  const output = await codegen({
    filename: "types.ts",
    schema: parse(text),
    schemaAst: buildSchema(text),
    documents: [{ location: "a.graphql", rawSDL: texts, document: parse(texts) }],
    config: { disableDescriptions: true },
    plugins: [{ operations: {} }],
    pluginMap: { operations: { plugin } },
  });
  return new Map(parseTypes(output).map(({ name, shape }) => [name, shape]));
}

/**
 * A type as far as both say it: without what may come one day, without `undefined`, variants once and in one order, and
 * of variants that differ in nothing but `__typename` one.
 */
function comparable(shape: TypeShape, ours: ReadonlyMap<string, TypeShape>): unknown {
  const inner = (each: TypeShape): unknown => comparable(each, ours);
  switch (shape.kind) {
    case "name": {
      const item = shape.name.endsWith("Item") ? ours.get(shape.name) : undefined;
      return item === undefined ? shape.name : inner(item);
    }
    case "array":
      return [inner(shape.items)];
    case "literal":
      return JSON.stringify(shape.value);
    case "keyword":
      return shape.keyword;
    case "object": {
      const members = shape.members.map((member: MemberShape): [string, unknown] => [
        member.optional ? `${member.key}?` : member.key,
        inner(member.shape),
      ]);
      return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
    }
    case "union": {
      const spread = shape.variants.flatMap(spreadTypename).filter((each) => !isUnknown(each));
      return [...new Set(spread.map((each) => JSON.stringify(inner(each))))].sort();
    }
    case "intersection":
      return { all: shape.members.map(inner) };
    default:
      throw new Error(`unexpected ${shape.kind}`);
  }
}

/** One variant for each `__typename`. */
function spreadTypename(shape: TypeShape): TypeShape[] {
  const typename = shape.kind === "object" ? shape.members.find(({ key }) => key === "__typename") : undefined;
  if (shape.kind !== "object" || typename?.shape.kind !== "union") return [shape];
  return typename.shape.variants.map((variant) => ({
    ...shape,
    members: shape.members.map((member) => (member === typename ? { ...member, shape: variant } : member)),
  }));
}

function isUnknown(shape: TypeShape): boolean {
  if (shape.kind === "name") return shape.name === "Unrecognized";
  return shape.kind === "object" && shape.members.some(({ key, shape: own }) => key === "__typename" && isUnknown(own));
}

describe("the types of GraphQL operations", () => {
  it("are those of graphql-codegen, but for what may come one day", async () => {
    const { contract, texts } = await readShop();
    const [ours, theirs] = [await readOurs(contract), await readTheirs(texts)];
    const missing = [...theirs.keys()].filter((name) => !ours.has(name));
    expect(missing).toEqual(["VisitorQueryVariables"]);
    const compared = [...theirs].filter(([name]) => ours.has(name));
    expect(compared.length).toBeGreaterThan(12);
    for (const [name, shape] of compared) {
      expect(comparable(ours.get(name) as TypeShape, ours), name).toEqual(comparable(shape, ours));
    }
  });
});
