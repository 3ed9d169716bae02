import { describe as suite, expect, it } from "vitest";
import { dedupe } from "../../templates/runtime/v1/batch/dedupe.js";
import { connect, describe, fail, reply, run, stub } from "./fixture.js";
import { listen, sendJson } from "./loopback.js";

const slowly = (body: object) => () =>
  new Promise<Response>((resolve) => setTimeout(() => resolve(reply(200, body)), 10));

suite("equal GETs under way", () => {
  it("are one request, with data of its own for each caller", async () => {
    const { transport, sent } = stub(slowly({ list: [1] }));
    const connection = connect({ transport, layers: [dedupe()] });
    const [one, two] = await Promise.all([run(connection), run(connection)]);
    expect(one).toEqual({ list: [1] });
    expect(two).toEqual(one);
    expect(two).not.toBe(one);
    await run(connection);
    expect(sent).toHaveLength(2);
  });

  it("differ by their URL, headers, limits and operation", async () => {
    const { transport, sent } = stub(slowly({}));
    const connection = connect({ transport, layers: [dedupe()] });
    const given = [{}, { params: { a: 1 } }, { headers: { "x-a": "1" } }, { timeout: 5_000 }, { dedupe: false }];
    await Promise.all([
      ...given.map((options) => run(connection, describe(), options)),
      run(connection, describe({ call: "things.other" })),
    ]);
    expect(sent).toHaveLength(6);
  });

  it("are shared only by who asks for it, where that is wanted", async () => {
    const { transport, sent } = stub(slowly({}));
    const connection = connect({ transport, layers: [dedupe({ asked: true })] });
    const share = { dedupe: true };
    await Promise.all([run(connection), run(connection)]);
    expect(sent).toHaveLength(2);
    await Promise.all([run(connection, describe(), share), run(connection, describe(), share)]);
    expect(sent).toHaveLength(3);
  });

  it("are not answered from before a change", async () => {
    const { transport, sent } = stub(slowly({}));
    const connection = connect({ transport, layers: [dedupe()] });
    const before = run(connection);
    const change = run(connection, describe({ method: "POST" }));
    const during = run(connection);
    await Promise.all([before, change, during, run(connection)]);
    expect(sent.map(({ method }) => method)).toEqual(["GET", "POST", "GET"]);
    const late = run(connection);
    await run(connection, describe({ method: "DELETE" }), {});
    await Promise.all([late, run(connection)]);
    expect(sent.map(({ method }) => method).slice(3)).toEqual(["GET", "DELETE", "GET"]);
  });

  it("are never shared between sessions", async () => {
    const { transport, sent } = stub(slowly({}));
    let session = 0;
    const auth = { bearer: () => `session ${Math.floor(session++ / 2)}` };
    const connection = connect({ transport, auth, layers: [dedupe()] });
    const operation = describe({ auth: [["bearer"]] });
    await Promise.all([run(connection, operation), run(connection, operation), run(connection, operation)]);
    expect(sent).toHaveLength(2);
  });

  it("fail together, each with an error of its own answer", async () => {
    const { transport, sent } = stub(reply(500, { message: "no" }));
    const connection = connect({ transport, layers: [dedupe()], retry: { limit: 1, delay: 0 } });
    const [one, two] = await Promise.all([fail(run(connection)), fail(run(connection))]);
    expect(one).toMatchObject({ status: 500, attempts: 2 });
    expect(two).not.toBe(one);
    expect(sent).toHaveLength(2);
  });

  it("end when the last caller gave up, and not before", async () => {
    const server = await listen((_, response, count) => {
      if (count > 0) sendJson(response, { count });
    });
    const connection = connect({ baseUrl: server.origin, layers: [dedupe()] });
    const [first, second] = [new AbortController(), new AbortController()];
    const failures = [first, second].map(({ signal }) => fail(run(connection, describe(), { signal })));
    await expect.poll(() => server.seen.length).toBe(1);
    first.abort();
    expect(await failures[0]).toMatchObject({ name: "AbortedError" });
    expect(server.hangups).toHaveLength(0);
    second.abort();
    expect(await run(connection)).toEqual({ count: 1 });
    expect(await failures[1]).toMatchObject({ name: "AbortedError" });
    await expect.poll(() => server.hangups.length).toBe(1);
  });

  it("are given up while a credential is awaited, as the caller or the timeout says", async () => {
    const auth = { bearer: () => new Promise<string>(() => undefined) };
    const connection = connect({ ...stub(reply(200)), layers: [dedupe()], auth, timeout: 40 });
    const operation = describe({ auth: [["bearer"]] });
    const signal = AbortSignal.timeout(5);
    expect(
      await Promise.all([fail(run(connection, operation, { signal })), fail(run(connection, operation))]),
    ).toMatchObject([{ name: "AbortedError" }, { name: "TimeoutError", option: "timeout" }]);
  });

  it("give a caller without time up alone", async () => {
    const { transport } = stub(slowly({ done: true }));
    const connection = connect({ transport, layers: [dedupe()] });
    const [patient, failed] = await Promise.all([
      run(connection),
      fail(run(connection, describe(), { signal: AbortSignal.timeout(1) })),
    ]);
    expect(patient).toEqual({ done: true });
    expect(failed.name).toBe("AbortedError");
  });
});
