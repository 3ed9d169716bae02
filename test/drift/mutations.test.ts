import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import { BUILT_IN } from "../../generator/contract/graphql-sdl.js";
import { compare } from "../../generator/drift/compare.js";
import { normalize, normalizeAny } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { mutate } from "./mutations.js";

const text = readFileSync(join(import.meta.dirname, "kitchen-sink.yaml"), "utf8");
const contract: Contract = normalize(soleDocument(parseDocument({ uri: "x", location: "x", text, sha256: "" }))).value;

/** Edits that nobody needs to hear of, by a part of their name; a waiver that waives nothing fails. */
const waivers: { readonly [place: string]: string } = JSON.parse(
  readFileSync(join(import.meta.dirname, "mutation-waivers.json"), "utf8"),
) as { readonly [place: string]: string };

/** The same for the facts of GraphQL. */
const graphqlWaivers: { readonly [place: string]: string } = {
  "\\.doc: ": "prose",
  "^contract\\.graphql: remove$": "a contract without it is none of GraphQL",
  "^contract\\.graphql\\.types\\.\\*\\(\\w+\\)\\.name: change$": "a type is what it is listed as",
};

const sdl = readFileSync(join(import.meta.dirname, "kitchen-sink.graphql"), "utf8");
const schema: Contract = (
  await normalizeAny(soleDocument(parseDocument({ uri: "x", location: "x", text: sdl, sha256: "" })))
).value;
/** Without the scalars that no schema can be without. */
const types = Object.fromEntries(Object.entries(schema.graphql?.types ?? {}).filter(([name]) => !BUILT_IN.has(name)));
const facts = schema.graphql && { graphql: { ...schema.graphql, types } };
const graphql: Contract = { ...schema, ...facts, operations: [], schemas: {} };

describe("every edit that facts of GraphQL allow", () => {
  const own = mutate(graphql).filter(({ name }) => name.startsWith("contract.graphql"));
  const silent = own
    .filter((mutation) => compare({ old: { contract: graphql }, new: { contract: mutation.contract } }).length === 0)
    .map(({ name }) => name);
  const isWaived = (name: string): boolean => Object.keys(graphqlWaivers).some((place) => new RegExp(place).test(name));

  it("is claimed by a rule or waived", () => {
    expect(silent.filter((name) => !isWaived(name))).toEqual([]);
  });

  it("needs every waiver", () => {
    const stale = Object.keys(graphqlWaivers).filter((place) => !silent.some((name) => new RegExp(place).test(name)));
    expect(stale).toEqual([]);
  });

  it("is many edits", () => {
    expect(own.length).toBeGreaterThan(60);
  });
});

describe("every edit that facts allow", () => {
  const silent = mutate(contract)
    .filter((mutation) => compare({ old: { contract }, new: { contract: mutation.contract } }).length === 0)
    .map(({ name }) => name);

  it("is claimed by a rule or waived", () => {
    const isWaived = (name: string): boolean => Object.keys(waivers).some((place) => new RegExp(place).test(name));
    expect(silent.filter((name) => !isWaived(name))).toEqual([]);
  });

  it("needs every waiver", () => {
    expect(Object.keys(waivers).filter((place) => !silent.some((name) => new RegExp(place).test(name)))).toEqual([]);
  });

  it("is many edits", () => {
    expect(mutate(contract).length).toBeGreaterThan(200);
  });
});
