import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import { generate } from "../../generator/pipeline.js";
import { listen, sendJson } from "../runtime/loopback.js";
import { openShop } from "./shop-server.js";

const cwd = join(import.meta.dirname, "../..");

async function generateFrom(contract: string) {
  return generate(await resolveSettings({ contract, name: "shop" }, { cwd }), () => undefined);
}

describe("a GraphQL endpoint", () => {
  it("is asked what it has, and is where the client sends", async () => {
    const { url } = await openShop();
    const { files, counts } = await generateFrom(url);
    expect(counts.operations).toBe(17);
    const client = files.find(({ path }) => path === "client.ts")?.text ?? "";
    expect(client).toContain(`server: ${JSON.stringify(url)},`);
    expect(client).not.toContain("baseUrl: string");
    const input = files.find(({ path }) => path === "schema.ts")?.text ?? "";
    expect(input).toContain("export type ProductBy =\n  | { id: string | number }\n  | { handle: string };");
  });

  it("behind a login is asked with the headers of the config", async () => {
    const { url, asked } = await openShop();
    const headers = { authorization: "Bearer ${SHOP_TOKEN}" };
    const contract = { source: url, headers };
    const settings = await resolveSettings({ contract, name: "shop" }, { cwd, env: { SHOP_TOKEN: "s3cr3t-7f2" } });
    const { files } = await generate(settings, () => undefined);
    expect(asked.map((each) => [each.method, each.headers["authorization"]])).toEqual([
      ["GET", "Bearer s3cr3t-7f2"],
      ["POST", "Bearer s3cr3t-7f2"],
    ]);
    expect(files.filter(({ text }) => text.includes("s3cr3t-7f2")).map(({ path }) => path)).toEqual([]);
  });

  it("that does not know the newest questions is asked older ones", async () => {
    const { url } = await openShop();
    const { origin, seen } = await listen((request, response) => {
      const { query = "" } = request.body === "" ? {} : (JSON.parse(request.body) as { query?: string });
      if (request.method !== "POST") return sendJson(response, { errors: [{ message: "GET query missing." }] }, 405);
      if (query.includes("isOneOf")) return sendJson(response, { errors: [{ message: "no isOneOf here" }] }, 400);
      void fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: request.body })
        .then((answer) => answer.json())
        .then((answer) => sendJson(response, answer));
    });
    const { counts } = await generateFrom(`${origin}/graphql`);
    expect([counts.operations, seen.map(({ method }) => method)]).toEqual([17, ["GET", "POST", "POST"]]);
  });

  it("that is none is told as what it is", async () => {
    const { origin, seen } = await listen((_, response) => sendJson(response, { message: "not here" }, 404));
    await expect(generateFrom(`${origin}/openapi.json`)).rejects.toThrow("answered 404");
    expect(seen.length).toBe(4);
    const login = await listen((_, response) => sendJson(response, {}, 401));
    await expect(generateFrom(`${login.origin}/graphql`)).rejects.toThrow("answered 401");
    expect(login.seen.length).toBe(1);
  });
});
