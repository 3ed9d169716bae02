import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { resolveRequest } from "../../generator/config/resolve.js";
import { makeMockFacts } from "../../generator/mock/facts.js";
import { understand } from "../../generator/pipeline.js";
import { makeEngine } from "../../templates/testing/mocks/engine.js";
import type { Engine, EngineOptions } from "../../templates/testing/mocks/engine.js";
import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";

/** Notes whose ids their makers choose. */
const CONTRACT = `
openapi: 3.1.0
info: { title: Notes, version: "1" }
servers: [{ url: https://notes.example.com }]
paths:
  /notes:
    get:
      parameters:
        - { name: color, in: query, schema: { type: string } }
        - { name: pinned, in: query, schema: { type: boolean } }
        - { name: page, in: query, schema: { type: integer, default: 1 } }
        - { name: per_page, in: query, schema: { type: integer, default: 2, maximum: 2 } }
      responses: { "200": { description: All., content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/note" } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/note" } } } }
      responses:
        "201": { description: Made., content: { application/json: { schema: { $ref: "#/components/schemas/note" } } } }
        "409": { description: Taken., content: { application/json: { schema: { $ref: "#/components/schemas/problem" } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: One., content: { application/json: { schema: { $ref: "#/components/schemas/note" } } } }
        "404": { description: None., content: { application/json: { schema: { $ref: "#/components/schemas/problem" } } } }
components:
  schemas:
    note:
      type: object
      required: [id]
      properties: { id: { type: string }, color: { type: string }, pinned: { type: boolean }, email: { type: string, format: email } }
    problem: { type: object, required: [title], properties: { title: { type: string } } }
`;

const folder = mkdtempSync(join(tmpdir(), "conn-gen-notes-"));
let mock: MockFacts;

beforeAll(async () => {
  writeFileSync(join(folder, "notes.yaml"), CONTRACT);
  const terminal = { cwd: folder, env: {}, stdin: [] as never };
  const [settings] = await resolveRequest({ contract: join(folder, "notes.yaml") }, terminal as never);
  if (settings === undefined) throw new Error("no settings");
  const { contract, plan } = await understand(settings, () => undefined);
  mock = makeMockFacts(contract, plan, settings.values.arrays);
});
afterAll(() => rmSync(folder, { recursive: true }));

function ask(
  engine: Engine,
  [method, path]: readonly [string, string],
  body?: object,
): { status: number; body: unknown } {
  const headers = new Headers(body && { "content-type": "application/json" });
  const content = new TextEncoder().encode(body === undefined ? "" : JSON.stringify(body));
  const { reply } = engine.answer({ method, url: `https://notes.example.com${path}`, headers, body: content });
  if (typeof reply === "string") throw new Error(reply);
  return { status: reply.status, body: reply.body === undefined ? undefined : JSON.parse(String(reply.body)) };
}

describe("a mock server that remembers", () => {
  let engine: Engine;
  beforeEach(() => {
    engine = makeEngine(mock);
    engine.remember();
    for (const [id, color] of [
      ["a", "red"],
      ["b", "blue"],
      ["c", "red"],
    ])
      ask(engine, ["POST", "/notes"], { id, color, pinned: id === "a" });
  });

  it("has no two things of one id, where the contract declares the conflict", () => {
    expect(ask(engine, ["POST", "/notes"], { id: "a" })).toEqual({ status: 409, body: { title: expect.any(String) } });
    expect(ask(engine, ["GET", "/notes/a"]).body).toMatchObject({ color: "red" });
  });

  it("does not find what is not there", () => {
    expect(ask(engine, ["GET", "/notes/z"])).toEqual({ status: 404, body: { title: expect.any(String) } });
  });

  it("filters by equal query parameters, and pages", () => {
    const idsOf = (path: string): unknown => (ask(engine, ["GET", path]).body as { id: string }[]).map(({ id }) => id);
    expect(idsOf("/notes?color=red")).toEqual(["a", "c"]);
    expect(idsOf("/notes?color=red&pinned=false")).toEqual(["c"]);
    expect(idsOf("/notes?page=2")).toEqual(["c"]);
    expect(idsOf("/notes?color=green")).toEqual([]);
  });
});

describe("samples of a mock server", () => {
  const email = (options: EngineOptions): unknown =>
    (ask(makeEngine(mock, options), ["GET", "/notes/a"]).body as { email: unknown }).email;

  it("have values of the test's own, as far as the contract accepts them", () => {
    const values: EngineOptions["values"] = ({ name }) => (name === "email" ? "ada@example.org" : undefined);
    expect(email({ values })).toBe("ada@example.org");
    expect(email({ values: ({ name }) => (name === "email" ? 7 : undefined) })).toBe("jenny@example.com");
    expect(email({})).toBe("jenny@example.com");
  });

  it("are held against the contract before they are given", () => {
    const [first, ...others] = mock.cases;
    if (first === undefined) throw new Error("no case");
    const wrong = { ...first, replies: first.replies.map((reply) => ({ ...reply, bodies: [{ name: "", body: 7 }] })) };
    const engine = makeEngine({ ...mock, cases: [wrong, ...others] });
    ask(engine, ["GET", "/notes"]);
    expect(engine.violations.map(({ side }) => side)).toContain("response");
  });
});
