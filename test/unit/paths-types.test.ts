import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { assert, constantFrom, property } from "fast-check";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { printPathsFile } from "../../templates/files/paths-types.js";
import { outline, parse } from "./read-shape.js";

type Document = { readonly [key: string]: Json };

interface OpenapiTypescript {
  default(source: object, options: { readonly silent: boolean }): Promise<object[]>;
  astToString(nodes: object[]): string;
}

// By `require`, it runs on the real TypeScript.
const original = createRequire(import.meta.url)("openapi-typescript") as OpenapiTypescript;

/** The first place where our file and openapi-typescript's differ in more than layout. */
async function findDifference(document: Document) {
  const theirs = outline(
    parse(original.astToString(await original.default(structuredClone(document), { silent: true }))),
  );
  const ours = outline(parse(printPathsFile(document)));
  const at = theirs.findIndex((line, index) => line !== ours[index]);
  return at < 0 && ours.length === theirs.length
    ? undefined
    : { ours: ours.slice(at, at + 3), theirs: theirs.slice(at, at + 3) };
}

const everyFeature = load(readFileSync(new URL("./paths-types.yaml", import.meta.url), "utf8")) as Document;

function listPointers(value: Json): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [[key], ...listPointers(child).map((rest) => [key, ...rest])]);
}

function replaceAt(node: Json, [key, ...rest]: readonly string[], value: Json): Json {
  if (key === undefined) return value;
  const entries = Object.entries(node as Document).map(([name, child]): [string, Json] => [
    name,
    name === key ? replaceAt(child, rest, value) : child,
  ]);
  return Array.isArray(node) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

const ok = { description: "Done" };
const get = (operation: Document): Document => ({ get: { responses: { 200: ok }, ...operation } });
const describeApi = (parts: Document): Document => ({
  openapi: "3.1.0",
  info: { title: "Test", version: "1" },
  paths: {},
  ...parts,
});
/** A document of schemas alone. */
const describeSchemas = (schemas: Document) => describeApi({ components: { schemas } });

const folder = new URL("../../../shared/contracts/", import.meta.url);
const contracts = existsSync(folder) ? readdirSync(folder).filter((file) => file.includes(".openapi3")) : [];

describe("what openapi-typescript reads", () => {
  it("prints the same from a contract of every feature", async () => {
    expect(await findDifference(everyFeature)).toBeUndefined();
  });

  it("prints the same from an empty contract", async () => {
    expect(await findDifference(describeApi({}))).toBeUndefined();
  });

  it.skipIf(contracts.length === 0)("finds contracts in ../shared/contracts to compare on", () => {
    expect(contracts).not.toEqual([]);
  });

  it.each(contracts)("prints the same from %s", { timeout: 60_000 }, async (file) => {
    expect(await findDifference(load(readFileSync(new URL(file, folder), "utf8")) as Document)).toBeUndefined();
  });
});

describe("what openapi-typescript refuses", () => {
  it("prints anything for a reference that leads nowhere, out of the document, or in a circle", () => {
    const text = printPathsFile(
      describeSchemas({
        Order: {
          type: "object",
          properties: { a: { $ref: "#/components/schemas/None" }, b: { $ref: "other.yaml#/B" } },
        },
        One: { $ref: "#/components/schemas/Two" },
        Two: { $ref: "#/components/schemas/One" },
        Root: { $ref: "#" },
      }),
    );
    expect(text).toContain("Order: {\n      a?: unknown;\n      b?: unknown;\n    };");
    expect(text).toContain("One: unknown;\n    Two: unknown;\n    Root: unknown;");
  });

  it("lets no reference print its own words", () => {
    const evil = "x; export const y = 1; type z";
    const text = printPathsFile({ ...describeSchemas({ A: { $ref: `#/${evil}/b` } }), [evil]: { b: {} } });
    expect(text).toContain("A: unknown;");
    expect(text).not.toContain(evil);
  });

  it("gives the first of two operations their common operationId and prints the other in place", () => {
    const paths = { "/a": get({ operationId: "read" }), "/b": get({ operationId: "read" }) };
    const text = printPathsFile(describeApi({ paths }));
    expect(text).toContain('get: operations["read"];');
    expect(text.match(/read: \{|responses: \{/g)).toEqual(["responses: {", "read: {", "responses: {"]);
  });

  it("reads keys with percent signs", () => {
    const discount = {
      type: "object",
      properties: { "50%": { type: "object", properties: { "100%zz": { type: "number" } } } },
    };
    expect(printPathsFile(describeSchemas({ "a%20b": discount }))).toContain(
      '"a%20b": {\n      "50%"?: {\n        "100%zz"?: number;',
    );
  });

  it("prints what is no schema as anything and false as never", () => {
    const properties = { a: null, b: "text", c: [], d: false, e: true, "x-f": null };
    const shape = { type: "object", required: true, title: 5, properties, allOf: [true], discriminator: "kind" };
    const text = printPathsFile(
      describeSchemas({
        A: shape,
        B: { type: "array", anyOf: {}, prefixItems: [null] },
        C: { type: "object", enum: ["a"] },
      }),
    );
    for (const line of [
      "a?: unknown;",
      "b?: unknown;",
      "c?: unknown;",
      "d?: never;",
      "e?: unknown;",
      "B: [unknown];",
    ]) {
      expect(text).toContain(line);
    }
  });

  it("keeps hostile texts inside of keys, literals and comments", () => {
    const evil = '*/ export const x = "1`${0}\u2028\\';
    const schema = { title: "@ts-ignore", description: evil, type: "string", enum: [evil], default: evil };
    const paths = { [evil]: get({ operationId: evil, description: evil }) };
    const text = printPathsFile(describeApi({ paths, components: { schemas: { [evil]: schema } } }));
    const file = parse(text);
    expect(file.commentDirectives).toBeUndefined();
    expect(file.statements.map((statement) => text.slice(statement.getStart(), statement.getStart() + 17))).toEqual([
      "export interface ",
      "export type webho",
      "export interface ",
      "export type $defs",
      "export interface ",
    ]);
  });

  it("prints TypeScript whatever stands in one place of the document", () => {
    const junk = constantFrom<Json>(
      null,
      true,
      false,
      5,
      "text",
      [],
      {},
      [null],
      ["text"],
      { $ref: "#/none" },
      { a: null },
    );
    const everyOutputParses = (): void =>
      assert(
        property(constantFrom(...listPointers(everyFeature)), junk, (pointer, value) => {
          parse(printPathsFile(replaceAt(everyFeature, pointer, value) as Document));
        }),
        { numRuns: 300 },
      );
    expect(everyOutputParses).not.toThrow();
  });

  it("leaves the document as it is", () => {
    const variants = {
      A: { type: "object" },
      B: { oneOf: [{ $ref: "#/components/schemas/A" }], discriminator: { propertyName: "kind" } },
    };
    const document = describeSchemas(variants);
    const before = structuredClone(document);
    expect(printPathsFile(document)).toContain('kind: "A";');
    expect(document).toEqual(before);
  });
});
