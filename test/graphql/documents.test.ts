import { join } from "node:path";
import { resolveSettings } from "../../generator/config/resolve.js";
import { makePlan } from "../../generator/plan/make-plan.js";
import { readGraphqlTypes } from "../../templates/files/graphql/types.js";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import { isGraphql } from "../../generator/contract/contract.js";
import { normalizeAny } from "../../generator/normalize/normalize.js";
import { type Document, parseDocument } from "../../generator/read/document.js";
import { readDocuments } from "../../generator/read/graphql-documents.js";
import { documentOf } from "../../generator/contract/pointer.js";
import { soleDocument } from "../../generator/read/documents.js";
import { readSdl } from "../../generator/read/sdl.js";
import { readSource } from "../../generator/read/source.js";

const root = join(import.meta.dirname, "../..");

/** The shop's schema with documents. */
async function readShop(documents: readonly Document[]): Promise<{ contract: Contract; said: string[] }> {
  const schema = parseDocument(await readSource(join(root, "specs/shop.graphql")));
  const { value, diagnostics } = await normalizeAny(soleDocument(schema), documents);
  const said = diagnostics.map(({ message, pointer = "" }) => {
    const name = documentOf(pointer);
    const place = documents.find((document) => document.name === name)?.locate(pointer.slice(name.length));
    return `${place?.file}:${place?.line}:${place?.column} ${message}`;
  });
  return { contract: value, said };
}

function write(text: string): Document {
  const source = { uri: "a.graphql", location: "a.graphql", text, sha256: "" };
  return { ...readSdl(source), name: source.uri };
}

describe("documents", () => {
  it("come from files and from the tags of programs", async () => {
    const documents = await readDocuments(["specs/shop"], root);
    const { contract, said } = await readShop(documents);
    expect(said).toEqual([]);
    expect(contract.operations.map(({ id }) => id)).toEqual([
      "query Shelf",
      "query Find",
      "query Lookup",
      "mutation Buy",
      "subscription Tracking",
      "query ProductPage",
      "query Visitor",
    ]);
    expect(Object.keys(contract.graphql?.fragments ?? {}).sort()).toEqual([
      "Greeting",
      "Price",
      "ProductCard",
      "Related",
    ]);
    const shelf = contract.operations.filter(isGraphql).find(({ id }) => id === "query Shelf");
    expect(shelf?.doc).toBe("One page of the shelf.\nGoes on where the last one ended.");
    expect(shelf?.binding).toMatchObject({
      fragments: ["ProductCard", "Price"],
      variables: [
        { key: "first", type: "Int", default: "12" },
        { key: "after", type: "String" },
        { key: "withTags", type: "Boolean!" },
      ],
    });
  });

  it.each([
    ["specs/shop/*.graphql", 1],
    ["specs/**/shop/*.{graphql,mjs}", 2],
    ["specs/shop/v*.mj?", 1],
  ])("are found by %s", async (pattern, count) => {
    expect(await readDocuments([pattern], root)).toHaveLength(count);
  });

  it("that are not there are told", async () => {
    await expect(readDocuments(["none/*.graphql"], import.meta.dirname)).rejects.toThrow("no file is meant by");
  });

  it.each([
    ["query A {\n  vewer { id }\n}", 'a.graphql:2:3 Cannot query field "vewer" on type "Query".'],
    ["query A {\n  viewer { id }", "a.graphql:2:16 Syntax Error: Expected Name, found <EOF>."],
    ["{ viewer { id } }", "a.graphql:1:1 This query has no name: the call that it makes would have none either."],
    ["query A { viewer { ...B } }", 'a.graphql:1:23 Unknown fragment "B".'],
    ["query A { viewer { id } }\nquery A { viewer { id } }", "a.graphql:1:7 There can be only one operation named"],
    ["query A($x: Int) { viewer { id } }", 'a.graphql:1:9 Variable "$x" is never used in operation "A".'],
  ])("with mistakes are refused with the place: %j", async (text, message) => {
    const { said } = await readShop([write(text)]);
    expect(said[0]).toContain(message);
  });
});

describe("the types of results", () => {
  it("say what the schema calls deprecated, through fragments and aliases, and only there", async () => {
    const text = `query Shop { bestSellers { left: stock ...Card } node(id: "1") { ... on Variant { title } } }
fragment Card on Product { title stock }`;
    const { contract } = await readShop([write(text)]);
    const settings = await resolveSettings({ contract: join(root, "specs/shop.graphql") }, { cwd: root });
    const { value: plan } = makePlan(contract, settings, { lock: undefined, whole: contract });
    const types = await readGraphqlTypes(plan, contract);
    const shop = types.find(({ name }) => name === "ShopQuery");
    const said = [...JSON.stringify(shop).matchAll(/"key":"(\w+)"(?:(?!"key").)*?"doc":"([^"]*)"/g)];
    expect(said.map(([, key, doc]) => [key, doc]).sort()).toEqual([
      ["left", "@deprecated Use `available`."],
      ["stock", "@deprecated Use `available`."],
    ]);
    expect(shop?.shape).toMatchObject({
      members: [{ key: "bestSellers", doc: expect.stringContaining("@deprecated") as string }, { key: "node" }],
    });
  });
});
