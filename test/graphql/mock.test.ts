import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { serverAudits } from "graphql-http";
import { describe, expect, it, onTestFinished } from "vitest";
import { batchQueries, createShop } from "../../generated/shop/index.js";
import { createGraphqlMock, type GraphqlMockOptions } from "../../generator/mock/graphql/server.js";
import type { LogEntry } from "../../generator/mock/server.js";
import { normalizeAny } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { readSource } from "../../generator/read/source.js";

/** A mock of the shop; it closes with the test. */
async function openMock(seed = 0, more: Partial<GraphqlMockOptions> = {}): Promise<string> {
  const document = parseDocument(await readSource(join(import.meta.dirname, "../../specs/shop.graphql")));
  const { value } = await normalizeAny(soleDocument(document));
  const schema = value.graphql;
  if (schema === undefined) throw new Error("the shop has no schema");
  const server = createGraphqlMock(schema, { seed, chaos: 0, log: () => undefined, ...more });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("the mock of a GraphQL schema", () => {
  it("speaks GraphQL over HTTP as its auditors want it", async () => {
    const url = await openMock();
    const results = await Promise.all(serverAudits({ url: () => url, fetchFn: fetch }).map((audit) => audit.fn()));
    expect(results.length).toBe(61);
    expect(results.filter(({ status }) => status !== "ok").map(({ name }) => name)).toEqual([]);
  });

  it("answers the shop's client with what its own validators accept", async () => {
    const said: string[] = [];
    const shop = createShop({
      baseUrl: await openMock(),
      validate: { response: "strict" },
      onValidation: ({ issues }) => said.push(JSON.stringify(issues)),
    });
    const { product } = await shop.product({ by: { id: "p1" } });
    expect(product?.title).toMatch(/^title \d+$/);
    expect((await shop.node({ id: "n1" })).node?.id).toBe("n1");
    expect((await shop.nodes({ ids: ["a", "b"] })).nodes.map((node) => node?.id)).toEqual(["a", "b"]);
    let count = 0;
    for await (const each of shop.products({ first: 3 })) count += each.title.length > 0 ? 1 : 0;
    expect(count).toBe(6);
    const { search } = await shop.search({ text: "tea" });
    expect(search.map(({ __typename }) => ["Product", "Page", "Article"].includes(__typename))).not.toContain(false);
    expect(said).toEqual([]);
  });

  it("says the same to the same question, and something else with another seed", async () => {
    const ask = async (seed: number) => createShop({ baseUrl: await openMock(seed) }).viewer();
    expect(await ask(1)).toEqual(await ask(1));
    expect(await ask(1)).not.toEqual(await ask(2));
  });

  it("takes lists of requests, files, and questions from pages of any origin", async () => {
    const baseUrl = await openMock();
    const many = createShop({ baseUrl, layers: [batchQueries({ by: "array" })] });
    const [one, two] = await Promise.all([many.cart({ id: "c1" }), many.cart({ id: "c2" })]);
    expect([one.cart?.id, two.cart?.id]).toEqual(["c1", "c2"]);
    const { reviewImageAdd } = await many.reviewImageAdd({ productId: "p1", image: Uint8Array.from([1]) });
    expect(reviewImageAdd.image?.url).toMatch(/^https:/);
    const headers = { origin: "https://page.example.com", "access-control-request-method": "POST" };
    const preflight = await fetch(baseUrl, { method: "OPTIONS", headers });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, headers.origin]);
  });

  it("logs what was asked and what is wrong with it, and fails as often as it is told", async () => {
    const log: LogEntry[] = [];
    const baseUrl = await openMock(1, { log: (entry) => log.push(entry) });
    await createShop({ baseUrl }).viewer();
    const wrong = { query: "query Wrong { nobody }", operationName: "Wrong" };
    await fetch(baseUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wrong),
    });
    expect(log.map(({ call, violations }) => [call, violations.map(({ pointer }) => pointer)])).toEqual([
      ["Viewer", []],
      ["Wrong", ["/query"]],
    ]);
    const shop = createShop({ baseUrl: await openMock(1, { chaos: 1 }), retry: 0 });
    expect((await shop.viewer().result()).ok).toBe(false);
  });
});
