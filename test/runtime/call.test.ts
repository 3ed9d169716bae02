import { afterEach, beforeEach, describe as suite, expect, test } from "vitest";
import { Call, isApiError } from "../../templates/runtime/v1/core.js";
import { connect, describe, describeBody, fail, reply, run, stub } from "./fixture.js";

suite("a call", () => {
  test("is a promise of the data, under way at once", async () => {
    const { transport, sent } = stub(reply(200, { id: 1 }));
    const calling = run(connect({ transport }));
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(1);
    expect(calling).toBeInstanceOf(Call);
    expect(calling).toBeInstanceOf(Promise);
    expect(await calling).toEqual({ id: 1 });
    expect(sent).toHaveLength(1);
  });

  test("becomes a plain promise when chained", () => {
    const calling = run(connect(stub(reply(200))));
    expect(calling.then(() => 1)).not.toBeInstanceOf(Call);
    expect(calling.finally(() => undefined)).not.toBeInstanceOf(Call);
  });

  test("gives the response beside the data", async () => {
    const { transport } = stub(reply(201, { id: 1 }, { "x-seen": "yes" }));
    const { data, response } = await run(connect({ transport })).withResponse();
    expect([data, response.status, response.headers.get("x-seen")]).toEqual([{ id: 1 }, 201, "yes"]);
  });

  test("gives its outcome as a value", async () => {
    const good = await run(connect(stub(reply(200, 7)))).result();
    expect(good).toMatchObject({ ok: true, data: 7 });
    expect(good.response?.status).toBe(200);
    const bad = await run(connect(stub(reply(404, { message: "none" })))).result();
    expect(bad.ok).toBe(false);
    expect(bad.response?.status).toBe(404);
    expect(!bad.ok && isApiError(bad.error, "acme") && bad.error.body).toEqual({ message: "none" });
  });

  test("gives no outcome to a mistake of the program", async () => {
    const layers = [
      () => () => {
        throw new TypeError("a slip");
      },
    ];
    const calling = run(connect({ layers, ...stub(reply(200)) })).result();
    expect(await fail(calling)).toBeInstanceOf(TypeError);
  });

  test.each([
    [describe({ path: "/things/{id}" }), { id: "" }, "/id must not be empty: it is a part of the path"],
    [describe({ path: "/things/{id}" }), {}, "/id must not be empty: it is a part of the path"],
    [describe({ path: "/things/{id}" }), { id: ".." }, '"." and ".." cannot be sent in the path /things/{id}'],
    [describe(), { limit: Number.NaN }, "/limit NaN cannot be sent"],
    [describeBody(), { id: 1n }, "Do not know how to serialize a BigInt"],
  ])("gives what cannot be sent as an outcome: %o with %o", async (operation, params, issue) => {
    const result = await run(connect(stub(reply(200))), operation, { params }).result();
    expect(result).toMatchObject({ ok: false, error: { name: "ValidationError", direction: "request", attempts: 0 } });
    expect(!result.ok && result.error.message).toBe(`acme things.call: the request cannot be sent: ${issue}`);
  });
});

suite("unhandled rejections", () => {
  const unhandled: unknown[] = [];
  const remember = (error: unknown) => unhandled.push(error);
  let others: NodeJS.UnhandledRejectionListener[] = [];

  beforeEach(() => {
    unhandled.length = 0;
    others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", remember);
  });
  afterEach(() => {
    process.removeAllListeners("unhandledRejection");
    for (const listener of others) process.on("unhandledRejection", listener);
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

  test("none escapes who asks for the result or the response", async () => {
    const connection = connect(stub(reply(404)));
    await run(connection).result();
    await fail(run(connection).withResponse());
    await fail(run(connection));
    await settle();
    expect(unhandled).toEqual([]);
  });

  test("one, and only one, tells of a call that nobody looks at", async () => {
    void run(connect(stub(reply(404))));
    await settle();
    expect(unhandled).toHaveLength(1);
  });
});
