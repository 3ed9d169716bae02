import { describe as suite, expect, it } from "vitest";
import type { ClientOptions } from "../../templates/runtime/v1/connection.js";
import { connect, describe, fail, reply, run, stub } from "./fixture.js";
import { answerStripe, describeList, list, serve, stripePages } from "./pages-server.js";

const silent: ClientOptions = { transport: () => new Promise<never>(() => undefined) };
const broken: ClientOptions = {
  retry: 0,
  transport: async () => {
    await Promise.resolve();
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
  },
};
const refused = (): ClientOptions => stub(reply(404, { message: "none" }));

suite("the stack of an error leads to who awaits the call:", () => {
  it.each([
    ["ApiError", refused(), {}],
    ["DecodeError", stub(new Response("{", { headers: { "content-type": "application/json" } })), {}],
    ["ConnectionError", broken, {}],
    ["TimeoutError", silent, { timeout: 5, retry: 0 }],
    ["TimeoutError", silent, { deadline: 5 }],
    ["ConnectionError", broken, { deadline: 5_000 }],
  ])("%s", async (name, options, given) => {
    async function askForThings(): Promise<unknown> {
      return await run(connect(options), describe(), given);
    }
    const error = await fail(askForThings());
    expect([error.name, error.stack]).toEqual([name, expect.stringContaining("askForThings")]);
  });

  it("AbortedError", async () => {
    const controller = new AbortController();
    async function askForThings(): Promise<unknown> {
      return await run(connect(silent), describe(), { signal: controller.signal });
    }
    setTimeout(() => controller.abort(), 5);
    expect((await fail(askForThings())).stack).toContain("askForThings");
  });

  it.each(["the first page", "a later page"])("of a list that is walked, on %s", async (place) => {
    let left = place === "a later page" ? 1 : 0;
    const { connection } = serve((request) => (left-- > 0 ? answerStripe(request) : { status: 404, body: {} }));
    async function walkThings(): Promise<void> {
      for await (const _ of list(connection, describeList(stripePages), {}));
    }
    expect((await fail(walkThings())).stack).toContain("walkThings");
  });
});
