import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStripe } from "../../generated/stripe/index.js";
import type { ContractConfig } from "../../generator/config.js";
import { resolveRequest } from "../../generator/config/resolve.js";
import { makeMockFacts } from "../../generator/mock/facts.js";
import { createMockServer } from "../../generator/mock/server.js";
import type { LogEntry, MockServerOptions } from "../../generator/mock/server.js";
import { packageRoot } from "../../generator/package-root.js";
import { understand } from "../../generator/pipeline.js";

const log: LogEntry[] = [];

async function serve(
  options: Partial<MockServerOptions> = {},
  source = "specs/stripe.yaml",
  values: ContractConfig["values"] = {},
): Promise<{ server: Server; url: string }> {
  const cwd = packageRoot();
  const terminal = { cwd, env: {}, stdin: [] as never };
  const [settings] = await resolveRequest({ contract: join(cwd, source), values }, terminal as never);
  if (settings === undefined) throw new Error("no settings");
  const { contract, plan } = await understand(settings, () => undefined);
  const server = createMockServer(makeMockFacts(contract, plan, settings.values.arrays), {
    title: plan.client.title,
    seed: 0,
    stateful: false,
    strict: false,
    chaos: 0,
    log: (entry) => log.push(entry),
    ...options,
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

it("answers in XML where the contract speaks it, and judges XML", async () => {
  const { server, url } = await serve({ log: () => undefined }, "test/testing/xml-press.yaml");
  const reply = await fetch(`${url}/books`);
  expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/xml"]);
  expect(await reply.text()).toContain('<Library xmlns="urn:press">\n<Volumes>\n<b:Book');
  const drafts = (await (await fetch(`${url}/_conn-gen/operations.json`)).json()) as { call: string; body?: string }[];
  expect(drafts.find(({ call }) => call === "books.create")?.body).toContain(
    '<b:Book xmlns:b="urn:press:book">\n<Isbn>',
  );
  const strict = await serve({ strict: true, log: () => undefined }, "test/testing/xml-press.yaml");
  const init = { method: "POST", headers: { "content-type": "application/xml" }, body: "<Book/>" };
  const refused = await fetch(`${strict.url}/books`, init);
  expect(await refused.json()).toMatchObject({
    violations: [
      { operation: "POST /books", message: expect.stringContaining("the contract says urn:press:book") as string },
    ],
  });
  for (const each of [server, strict.server]) await new Promise((done) => each.close(done));
});

it("streams to who asks for it, and where the contract has nothing else", async () => {
  const { server, url } = await serve({ log: () => undefined }, "test/golden/streams/contract.yaml");
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url + path, { ...init, headers: { ...init.headers, authorization: "Bearer a" } });
  const prompt = (accept: string): Promise<Response> => {
    const headers = { accept, "content-type": "application/json" };
    return ask("/completions", { method: "POST", headers, body: '{"prompt":"a"}' });
  };
  for (const reply of [await ask("/events"), await prompt("text/event-stream, application/json;q=0.9")]) {
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    expect(await reply.text()).toMatch(/^(data: .+\n\n){2}$/);
  }
  for (const accept of ["*/*", "application/json, text/event-stream;q=0.5", "text/event-stream, */*"]) {
    expect((await prompt(accept)).headers.get("content-type")).toBe("application/json");
  }
  await new Promise((done) => server.close(done));
});

it("speaks JSON, whatever dates and long numbers are in the client", async () => {
  const seen: LogEntry[] = [];
  const log = (entry: LogEntry) => seen.push(entry);
  const values = { dates: "Date", int64: "bigint" } as const;
  const { server, url } = await serve({ log }, "test/golden/values/contract.yaml", values);
  const answer = await (await fetch(`${url}/events`)).text();
  expect(answer).toMatch(/"start":"\d{4}-/);
  expect(seen.map(({ answer, violations }) => [answer, violations])).toEqual([["200", []]]);
  await new Promise((done) => server.close(done));
});

describe("a mock server", () => {
  let server: Server;
  let url = "";
  beforeAll(async () => void ({ server, url } = await serve({ stateful: true })));
  afterAll(() => new Promise((done) => server.close(done)));

  it("serves a client over HTTP, and remembers", async () => {
    const stripe = createStripe({ auth: "sk", baseUrl: url });
    const names = ["a", "b", "c"];
    for (const name of names) await stripe.customers.create({ name });
    const listed = [];
    for await (const page of stripe.customers.list({ limit: 2 }).pages())
      listed.push(page.items.map(({ name }) => name));
    expect(listed).toEqual([["a", "b"], ["c"]]);
    expect(log.at(-1)).toMatchObject({ method: "GET", path: "/v1/customers", answer: "200", call: "customers.list" });
    expect(log.flatMap((entry) => entry.violations)).toEqual([]);
  });

  it("is steered by Prefer, and says what a request breaks", async () => {
    const headers = { authorization: "Bearer x", prefer: "code=402" };
    const refused = await fetch(`${url}/v1/payment_intents`, { method: "POST", headers, body: new URLSearchParams() });
    expect(refused.status).toBe(402);
    expect(log.at(-1)?.violations.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      "/amount is required",
      "/currency is required",
    ]);
    expect((await fetch(`${url}/v1/nothing`)).status).toBe(404);
    expect((await fetch(`${url}/v1/balance`, { method: "PUT" })).status).toBe(405);
  });

  it("lets pages of other origins call it", async () => {
    const asked = await fetch(`${url}/v1/customers`, {
      method: "OPTIONS",
      headers: { origin: "https://app.example", "access-control-request-method": "POST" },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get("access-control-allow-origin")).toBe("https://app.example");
  });
});

describe("chaos", () => {
  /** What twelve calls come to on a server of this seed. */
  async function outcomes(seed: number): Promise<unknown[]> {
    const { server, url } = await serve({ chaos: 0.5, seed });
    const stripe = createStripe({ auth: "sk", baseUrl: url, retry: 0 });
    const statuses = [];
    for (let turn = 0; turn < 12; turn++) {
      const result = await stripe.balance.retrieve().result();
      statuses.push(result.ok ? 200 : "status" in result.error ? result.error.status : result.error.name);
    }
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    return statuses;
  }

  it("fails the same requests for the same seed", async () => {
    const statuses = await outcomes(7);
    expect(statuses).toContain(200);
    expect(new Set(statuses).size).toBeGreaterThan(1);
    expect(await outcomes(7)).toEqual(statuses);
    expect(await outcomes(8)).not.toEqual(statuses);
  });
});
