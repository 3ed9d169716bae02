import { describe, expect, it } from "vitest";
import { createShop, isGraphQLRequestError, type ShopOptions } from "../../generated/shop/index.js";
import type { Transport } from "../../templates/runtime/v1/transport/transport.js";
import { openShop } from "./shop-server.js";

/** Things by id: `gone` is nowhere, `secret` is an error. */
function answerFor(ids: readonly string[]) {
  const nodes = ids.map((id) => (/gone|secret/.test(id) ? null : { __typename: "Product", id }));
  const errors = ids.flatMap((id, index) =>
    id.startsWith("secret") ? [{ message: `${id} is not yours`, path: ["nodes", index] }] : [],
  );
  return { data: { nodes }, ...(errors.length > 0 && { errors }) };
}

function createWith(answer: (ids: readonly string[]) => unknown, options: Partial<ShopOptions> = {}) {
  const asked: (readonly string[])[] = [];
  const transport: Transport = async ({ body }) => {
    const { ids } = (JSON.parse(String(body)) as { variables: { ids: readonly string[] } }).variables;
    asked.push(ids);
    const said = answer(ids);
    return said instanceof Response ? said : Response.json(said);
  };
  return { shop: createShop({ baseUrl: "http://127.0.0.1", transport, ...options }), asked };
}

describe("things that are loaded by their ids", () => {
  it("come from a real server in one request, each caller's in its order", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url, auth: "secret" });
    const [two, one, none] = await Promise.all([
      shop.loadNodes(["p2", "p1"]),
      shop.loadNodes("p1"),
      shop.loadNodes(["nothing", "p2"]),
    ]);
    expect(two.map((node) => node?.id)).toEqual(["p2", "p1"]);
    expect(one).toEqual([{ __typename: "Product", id: "p1" }]);
    expect(none.map((node) => node?.id)).toEqual([undefined, "p2"]);
    expect(two[1]).not.toBe(one[0]);
    expect(asked.map(({ body }) => (JSON.parse(body) as { variables: unknown }).variables)).toEqual([
      { ids: ["p2", "p1", "nothing"] },
    ]);
  });

  it("fail each for itself, at its own place", async () => {
    const { shop, asked } = createWith(answerFor);
    const [fine, secret, rest] = await Promise.all([
      shop.loadNodes(["a", "gone"]),
      shop.loadNodes(["b", "secret"]).result(),
      shop.loadNodes(["c", "secret2"], {}, { errorPolicy: "all" }).withResponse(),
    ]);
    expect(fine).toEqual([{ __typename: "Product", id: "a" }, null]);
    expect(!secret.ok && isGraphQLRequestError(secret.error) && secret.error.errors).toEqual([
      { message: "secret is not yours", path: ["nodes", 1] },
    ]);
    expect([rest.data[1], rest.errors[0]?.path]).toEqual([null, ["nodes", 1]]);
    expect(asked).toEqual([
      ["a", "gone", "b", "secret"],
      ["c", "secret2"],
    ]);
  });

  it("are asked for one by one where the server refuses them together", async () => {
    const refuse = (ids: readonly string[]) =>
      ids.length > 1 || ids[0] === "bad"
        ? { data: null, errors: [{ message: "No.", path: ["nodes"] }] }
        : answerFor(ids);
    const { shop, asked } = createWith(refuse);
    const [good, bad] = await Promise.all([shop.loadNodes(["a"]).result(), shop.loadNodes(["bad"]).result()]);
    expect([good.ok, bad.ok, asked.length]).toEqual([true, false, 3]);
  });

  it("fail together where the server does, with a list too short only those that it concerns", async () => {
    const { shop, asked } = createWith(() => new Response(null, { status: 403 }));
    const both = await Promise.all(["a", "b"].map((id) => shop.loadNodes([id]).result()));
    expect(both.map(({ ok, response }) => [ok, response?.status])).toEqual([
      [false, 403],
      [false, 403],
    ]);
    expect(asked).toHaveLength(1);
    const short = createWith(() => ({ data: { nodes: [] } }));
    await expect(short.shop.loadNodes(["a", "b"])).rejects.toMatchObject({ name: "DecodeError" });
  });

  it("go by themselves where they must, and never more than the server takes", async () => {
    const { shop, asked } = createWith(answerFor);
    await Promise.all([shop.loadNodes(["a"]), shop.loadNodes(["b"], {}, { batch: false }), shop.loadNodes([])]);
    expect(asked).toHaveLength(3);
    expect(asked).toContainEqual(["b"]);
    const many = createWith(answerFor);
    const ids = Array.from({ length: 250 }, (_, index) => `n${index}`);
    expect((await many.shop.loadNodes(ids)).map((node) => node?.id)).toEqual(ids);
    expect(many.asked.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  it("are given up while a credential is awaited", async () => {
    const auth = () => new Promise<string>(() => undefined);
    const { shop } = createWith(answerFor, { auth });
    const given = [
      shop.loadNodes("p1", {}, { signal: AbortSignal.timeout(5) }),
      shop.loadNodes("p2", {}, { deadline: 40 }),
    ];
    const names = (await Promise.all(given.map((each) => each.result()))).map((each) => !each.ok && each.error.name);
    expect(names).toEqual(["AbortedError", "TimeoutError"]);
  });

  it("are given up by one caller without harm to the others", async () => {
    const { shop, asked } = createWith(answerFor);
    const given = shop.loadNodes(["a"], {}, { signal: AbortSignal.abort("enough") }).result();
    expect(await shop.loadNodes(["b"])).toMatchObject([{ id: "b" }]);
    expect(await given).toMatchObject({ ok: false, error: { name: "AbortedError" } });
    expect(asked).toEqual([["b"]]);
  });
});
