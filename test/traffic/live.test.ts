import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import { resolveSettings } from "../../generator/config/resolve.js";
import { makeMockFacts } from "../../generator/mock/facts.js";
import { understand } from "../../generator/pipeline.js";
import { askServer } from "../../generator/traffic/live/ask-server.js";
import { listen } from "../runtime/loopback.js";

const CONTRACT = `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: https://pets.example }]
security: [{ token: [] }]
paths:
  /pets:
    get:
      operationId: pets/list
      parameters: [{ name: limit, in: query, required: true, schema: { type: integer, const: 2 } }]
      responses: { "200": { description: ok, content: { application/json: { schema: { type: object, properties: { items: { type: array, items: { $ref: "#/components/schemas/Pet" } } } } } } } }
    post:
      operationId: pets/create
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "201": { description: made } }
  /pets/{petId}:
    get:
      operationId: pets/get
      parameters: [{ name: petId, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }, "404": { description: none } }
  /pets/{petId}/toys/{toy}:
    get:
      operationId: toys/get
      parameters:
        - { name: petId, in: path, required: true, schema: { type: string } }
        - { name: toy, in: path, required: true, schema: { type: string } }
      responses: { "200": { description: ok } }
  /key:
    get:
      operationId: key/get
      security: [{ query: [] }]
      responses: { "200": { description: ok } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    query: { type: apiKey, in: query, name: key }
  schemas:
    Pet: { type: object, required: [id], properties: { id: { type: string }, age: { type: integer } } }
`;

const FORMS = `openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
security: [{ token: [] }]
paths:
  /pets:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            encoding: { toy: { style: deepObject, explode: true }, sizes: { style: pipeDelimited, explode: false } }
            schema:
              type: object
              required: [name, tags, toy, owner, sizes]
              properties:
                name: { type: string }
                tags: { type: array, minItems: 1, items: { type: string } }
                toy: { type: object, required: [color], properties: { color: { const: red } } }
                owner: { type: object, required: [id], properties: { id: { type: string } } }
                sizes: { type: array, minItems: 2, uniqueItems: true, items: { enum: [1, 2] } }
      responses: { "204": { description: made } }
    put:
      requestBody: { required: true, content: { text/plain: { schema: { type: string } } } }
      responses: { "204": { description: written } }
    patch:
      requestBody: { required: true, content: { multipart/form-data: { schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary } } } } } }
      responses: { "204": { description: changed } }
    delete:
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { force: { type: boolean } } } } } }
      responses: { "204": { description: gone } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
`;

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "live-"));
  writeFileSync(join(cwd, "pets.yaml"), CONTRACT);
});

afterEach(() => rmSync(cwd, { recursive: true }));

interface Server {
  readonly url: string;
  /** What was asked: `GET /v1/pets?limit=2 Bearer secret`. */
  readonly asked: string[];
}

/** A server that answers by method and path; with 404 where it knows nothing. */
async function serve(answers: { readonly [line: string]: readonly [status: number, body: unknown] }): Promise<Server> {
  const asked: string[] = [];
  const lineOf = ({ method, url = "" }: { readonly method?: string; readonly url?: string }): string =>
    `${method} ${url.split("?")[0]}`;
  const { origin } = await listen((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? "-"}`);
    const [status, body] = answers[lineOf(request)] ?? [404, {}];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  return { url: `${origin}/v1`, asked };
}

const GOOD = {
  "GET /v1/pets": [200, { items: [{ id: "ada", age: 3 }] }],
  "GET /v1/pets/ada": [200, { id: "ada", age: 3 }],
  "GET /v1/key": [200, {}],
  "POST /v1/pets": [201, {}],
} as const;

async function verify(...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const terminal = {
    cwd,
    env: { NO_COLOR: "1", API_TOKEN: "hush-hush", API_KEY: "k e y" },
    stdin: Readable.from([""]),
    stdout: { write: (text: string) => void (out += text) },
    stderr: { write: (text: string) => void (err += text) },
  };
  const code = await run(["verify", "pets.yaml", "--rate", "1000", ...flags], terminal);
  return { code, out, err };
}

describe("verify --live", () => {
  it("asks what is safe, with ids that lists answered, and tells what was seen", async () => {
    const { url, asked } = await serve(GOOD);
    const { code, out, err } = await verify("--live", url, "--auth-env", "API_TOKEN", "--auth-env", "query=API_KEY");
    expect(asked).toEqual([
      "GET /v1/key?key=k%20e%20y -",
      "GET /v1/pets?limit=2 Bearer hush-hush",
      "GET /v1/pets/ada Bearer hush-hush",
    ]);
    expect(out).toMatch(
      /✓ GET \/pets {2}200 × 1\n– POST \/pets .*\n✓ GET \/pets\/\{petId\} {2}200 × 1 {2}\(not seen: 404\)/,
    );
    expect(out).toContain("3 of 5 operations seen in 3 exchanges; all as the contract says.");
    expect(err).toContain("not asked: POST /pets: it may change something (--unsafe)");
    expect(err).toContain("not asked: GET /pets/{petId}/toys/{toy}: no value is known for toy (--param)");
    expect(code).toBe(0);
  });

  it("fails where an answer is not what the contract says, like any traffic", async () => {
    const { url } = await serve({
      ...GOOD,
      "GET /v1/pets/ada": [200, { id: "ada", age: "three" }],
      "GET /v1/key": [418, {}],
    });
    const flags = [
      "--live",
      url,
      "--auth-env",
      "API_TOKEN",
      "--auth-env",
      "query=API_KEY",
      "--report",
      "text",
      "--report",
      "json=all.json",
    ];
    const { code, out } = await verify(...flags);
    expect(code).toBe(1);
    expect(out).toMatch(/breaking\[response-mismatch\]: response 200 \/age must be[^]*seen once: GET \/pets\/ada/);
    expect(out).toContain("info[undocumented-status]: the status 418 is not in the contract");
    expect(readFileSync(join(cwd, "all.json"), "utf8")).toContain('"response-mismatch"');
  });

  it("asks what may change something only where it is told to", async () => {
    const { url, asked } = await serve(GOOD);
    await verify("--live", url, "--auth-env", "API_TOKEN", "--unsafe");
    expect(asked.some((line) => line.startsWith("POST /v1/pets"))).toBe(true);
  });

  it("writes forms and texts as the contract says, and leaves out what has parts", async () => {
    writeFileSync(join(cwd, "pets.yaml"), FORMS);
    const { origin, seen } = await listen((_, response) => response.writeHead(204).end());
    const { code, out, err } = await verify(
      "--live",
      origin,
      "--unsafe",
      "--auth-env",
      "API_TOKEN",
      "--report",
      "text",
    );
    const sent = seen.map(({ method, headers, body }) => [method, headers["content-type"], body]);
    expect(sent).toEqual([
      [
        "POST",
        "application/x-www-form-urlencoded",
        "name=Jenny%20Ros%C3%A9n%20%26%20S%C3%B6hne&tags=tag&toy%5Bcolor%5D=red&owner=%7B%22id%22%3A%22id_1%22%7D&sizes=1%7C2",
      ],
      ["PUT", "text/plain", "body"],
      ["DELETE", undefined, ""],
    ]);
    expect(err).toContain("not asked: PATCH /pets: its body is bytes, or has several parts");
    expect([code, out]).toEqual([0, expect.stringContaining("all as the contract says")]);
  });

  it("takes values that the user knows", async () => {
    const { url, asked } = await serve(GOOD);
    await verify("--live", url, "--auth-env", "API_TOKEN", "--param", "toy=a/b", "--param", "petId=bo");
    expect(asked).toContain("GET /v1/pets/bo/toys/a%2Fb Bearer hush-hush");
  });

  it("makes no more requests than it may, and stops where the server wants fewer", async () => {
    const first = await serve(GOOD);
    expect((await verify("--live", first.url, "--auth-env", "API_TOKEN", "--max", "1")).err).toContain(
      "1 requests were made (--max)",
    );
    expect(first.asked).toHaveLength(1);
    const second = await serve({ "GET /v1/pets": [429, {}] });
    expect((await verify("--live", second.url, "--auth-env", "API_TOKEN")).err).toContain("the server asked for less");
    expect(second.asked).toHaveLength(1);
  });

  it("keeps to its rate", async () => {
    const { url } = await serve(GOOD);
    const settings = await resolveSettings({ contract: "pets.yaml" }, { cwd });
    const { contract, plan } = await understand(settings, () => undefined);
    const waited: number[] = [];
    await askServer({
      contract,
      mock: makeMockFacts(contract, plan, "indices"),
      baseUrl: url,
      credentials: new Map([
        [undefined, "hush"],
        ["query", "hush"],
      ]),
      values: {},
      isUnsafe: false,
      max: 10,
      rate: 4,
      pause: async (milliseconds) => waited.push(milliseconds),
    });
    expect(waited).toEqual([250, 250]);
  });

  it("tells nobody a secret", async () => {
    const { url } = await serve({ ...GOOD, "GET /v1/key": [418, {}] });
    const { out, err } = await verify(
      "--live",
      url,
      "--auth-env",
      "API_TOKEN",
      "--auth-env",
      "query=API_KEY",
      "--json",
    );
    expect(out).toContain("undocumented-status");
    expect(out + err).not.toMatch(/hush|k(?:%20| )e/);
  });

  it("asks nothing that needs a credential where there is none", async () => {
    const { url, asked } = await serve(GOOD);
    const { code, err } = await verify("--live", url);
    expect(asked).toEqual([]);
    expect(err).toContain("it needs a credential (--auth-env)");
    expect(code).toBe(65);
  });

  it.each([
    [["--live", "pets.example"], "no address"],
    [["--live", "https://me:pass@pets.example"], "--auth-env"],
    [["--live", "https://pets.example", "--auth-env", "NOT_SET"], "NOT_SET"],
    [["--live", "https://pets.example", "--max", "0"], "--max"],
    [["--live", "https://pets.example", "--rate", "fast"], "--rate"],
    [["--live", "https://pets.example", "--har", "x.har"], "at a time"],
    [["--har", "x.har", "--unsafe"], "--live"],
  ])("says what is wrong with %j", async (flags, said) => {
    const { code, err } = await verify(...flags);
    expect(code).toBe(64);
    expect(err).toContain(said);
    expect(err).not.toContain("pass@");
  });

  it("says that nobody is there", async () => {
    const { code, err } = await verify("--live", "http://127.0.0.1:9", "--auth-env", "API_TOKEN");
    expect(err).toMatch(/there was no answer: ECONNREFUSED|there was no answer/);
    expect(code).toBe(65);
  });
});
