import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { Change } from "../../generator/drift/finding.js";
import { generate, understand } from "../../generator/pipeline.js";
import { findTouched } from "../../generator/usage/touched.js";
import { readUsage, type Usage } from "../../generator/usage/usage.js";

const here = import.meta.dirname;
const app = readFileSync(join(here, "app/app.ts"), "utf8").split("\n");

let usage: Usage;

/** The client lies nowhere but in memory, as the old one does when a contract is compared. */
beforeAll(async () => {
  const settings = await resolveSettings({ contract: "shop.yaml", output: "client" }, { cwd: here });
  const { files, lock } = await generate(settings, () => undefined);
  const { contract } = await understand(settings, () => undefined);
  const client = { output: settings.output, files };
  usage = readUsage({ tsconfig: join(here, "app/tsconfig.json"), client, contract, lock, cwd: here });
}, 120_000);

/** The lines of the app whose comments name a member. */
function linesOf(member: string): number[] {
  return app.flatMap((text, index) => (text.split("// ")[1]?.split(" ").includes(member) ? [index + 1] : []));
}

const GET = "GET /pets/{id}";
const LIST = "GET /pets";
const POST = "POST /pets";

type Asked = Partial<Change> & { readonly operations?: readonly string[] };

function touchedLines(pointer: string, asked: Asked = {}): readonly number[] | undefined {
  const { direction = "received", rule = "property-removed", words = {}, operations = [GET] } = asked;
  const uses = findTouched({ rule, direction, words, operations, old: { pointer } }, usage);
  return uses && [...new Set(uses.map(({ line }) => line))];
}

function property(schema: string, ...keys: string[]): string {
  return [`#/components/schemas/${schema}`, ...keys].join("/properties/");
}

describe("what an app reads", () => {
  const ways = `access alias destructured renamed spread rest wrapper reexported structural
    element computed constrained picked indexed loop narrowed optional`;

  it.each(ways.split(/\s+/))("is found: %s", (key) => {
    expect(linesOf(key)).not.toEqual([]);
    expect(touchedLines(property("Pet", key))).toEqual(linesOf(key));
  });

  it("is nothing where nothing is read", () => {
    expect(touchedLines(property("Pet", "unused"))).toEqual([]);
    expect(touchedLines(property("Pet", "vet", "street"))).toEqual([]);
    expect(touchedLines(property("Pet", "vet", "city"))).toEqual(linesOf("city"));
  });

  it("is found in answers without a name", () => {
    const answer = "#/paths/~1pets/get/responses/200/content/application~1json/schema/properties";
    expect(touchedLines(`${answer}/total`, { operations: [LIST] })).toEqual(linesOf("total"));
    expect(touchedLines(`${answer}/pets`, { operations: [LIST] })).toEqual(linesOf("pets"));
    expect(touchedLines(`${answer}/unread`, { operations: [LIST] })).toEqual([]);
  });

  it("is everything that the compiler loses sight of", () => {
    expect(touchedLines(property("Stall", "printed"), { operations: ["GET /stalls/{id}"] })).toHaveLength(1);
    expect(touchedLines(property("Place", "below"), { operations: ["GET /stalls/{id}"] })).toHaveLength(1);
    expect(touchedLines(property("Owner", "leaked"), { operations: ["GET /owners/{id}"] })).toHaveLength(1);
  });

  it("is a type where that is what changed", () => {
    const lines = touchedLines("#/components/schemas/Status", { rule: "enum-value-added" });
    expect(lines).toEqual(linesOf("status"));
  });
});

describe("what an app gives", () => {
  const sent = (rule: Change["rule"], words: Change["words"] = {}): Asked => ({
    rule,
    words,
    direction: "sent",
    operations: [POST],
  });

  it.each(["name", "kind", "color"])("is found: %s", (key) => {
    expect(touchedLines(property("NewPet", key), sent("property-removed"))).toEqual(linesOf(key));
  });

  it("is found inside of what it gives", () => {
    expect(touchedLines(property("NewPet", "chip", "code"), sent("property-removed"))).toEqual(linesOf("code"));
    expect(touchedLines(property("NewPet", "chip", "maker"), sent("property-removed"))).toEqual(linesOf("maker"));
  });

  it("is not what it only reads", () => {
    expect(touchedLines(property("Pet", "access"), sent("property-removed"))).toEqual([]);
  });

  it("is a value where that is what changed", () => {
    const kind = property("NewPet", "kind");
    expect(touchedLines(kind, sent("enum-value-removed", { value: '"cat"' }))).toEqual(linesOf("kind"));
    // `made` may be any of them.
    expect(touchedLines(kind, sent("enum-value-removed", { value: '"fish"' }))).toEqual(linesOf("maker"));
  });

  it("counts a member that is left out where it becomes required", () => {
    expect(touchedLines(property("NewPet", "chip", "maker"), sent("property-became-required"))).toEqual(
      linesOf("chip"),
    );
    expect(touchedLines(property("NewPet", "color"), sent("property-became-required"))).not.toEqual([]);
  });

  it("counts parameters", () => {
    const asked = { direction: "sent", operations: [LIST] } as const;
    const at = "#/paths/~1pets/get/parameters";
    expect(touchedLines(`${at}/0`, { ...asked, rule: "parameter-removed" })).toEqual(linesOf("limit"));
    const gone = { ...asked, rule: "enum-value-removed" } as const;
    expect(touchedLines(`${at}/1/schema`, { ...gone, words: { value: '"name"' } })).toEqual(linesOf("sort"));
    expect(touchedLines(`${at}/1/schema`, { ...gone, words: { value: '"age"' } })).toEqual([]);
  });
});

describe("which operations an app calls", () => {
  const operation = (id: string) => touchedLines("#/paths", { rule: "operation-removed", operations: [id] });

  it("is found, through clients, destructuring, wrappers and re-exports", () => {
    const lines = app.flatMap((text, index) => (/retrieve \} = |pets\.retrieve/.test(text) ? [index + 1] : []));
    expect(operation(GET)).toEqual(lines);
    expect(operation("DELETE /pets/{id}")).toEqual([]);
  });

  it("is undecided for what the client has no function for", () => {
    expect(operation("POST /hook")).toBeUndefined();
  });
});
