import { describe as suite, expect, test, vi } from "vitest";
import { type ClientOptions, isAuthError, type TransportRequest } from "../../templates/runtime/v1/core.js";
import { connect, describe, fail, reply, run, stub } from "./fixture.js";

/** The request that a client with this auth sends to an operation that wants this. */
async function send(auth: unknown, wanted: readonly (readonly string[])[], options: ClientOptions = {}) {
  const { transport, sent } = stub(reply(200));
  await run(connect({ transport, auth, ...options }), describe({ auth: wanted }));
  return sent[0];
}

suite("each scheme", () => {
  test("bearer", async () => {
    expect((await send({ bearer: "abc" }, [["bearer"]]))?.headers["authorization"]).toBe("Bearer abc");
  });
  test("basic, in UTF-8, with an empty password where none is given", async () => {
    const text = async (pair: object) => atobUtf8((await send({ basic: pair }, [["basic"]]))?.headers["authorization"]);
    expect(await text({ username: "jürgen", password: "pässwörd€" })).toBe("jürgen:pässwörd€");
    expect(await text({ username: "sk_test" })).toBe("sk_test:");
  });
  test("a key in a header, the query, a cookie", async () => {
    expect((await send({ header: "k" }, [["header"]]))?.headers["x-key"]).toBe("k");
    expect((await send({ query: "k&=ü" }, [["query"]]))?.url).toBe("https://api.test/v1/things?api_key=k%26%3D%C3%BC");
    expect((await send({ cookie: "k;" }, [["cookie"]], { headers: { Cookie: "a=b" } }))?.headers["cookie"]).toBe(
      "a=b; sid=k%3B",
    );
  });
});

suite("which credentials", () => {
  const both = { bearer: "abc", header: "k" };

  test("those of the first alternative for which all are there", async () => {
    expect(
      (await send(both, [["basic"], ["query", "bearer"], ["bearer", "header"], ["bearer"]]))?.headers,
    ).toMatchObject({
      authorization: "Bearer abc",
      "x-key": "k",
    });
  });
  test("some before none, where none would do", async () => {
    expect((await send(both, [[], ["bearer"]]))?.headers["authorization"]).toBe("Bearer abc");
    expect((await send({ query: "k" }, [["bearer"], []]))?.url).not.toContain("k=");
  });
  test("none where the operation wants none", async () => {
    expect((await send(both, []))?.headers["authorization"]).toBeUndefined();
  });
  test("a bare string is for the first scheme that takes one", async () => {
    expect((await send("abc", [["bearer"]]))?.headers["authorization"]).toBe("Bearer abc");
    expect((await send(async () => "later", [["bearer"]]))?.headers["authorization"]).toBe("Bearer later");
  });
  test("without `auth` at all the request goes without: a proxy may add it", async () => {
    const { transport, sent } = stub(reply(200));
    await run(connect({ transport }), describe({ auth: [["bearer"]] }));
    expect(sent[0]?.headers["authorization"]).toBeUndefined();
  });
  test("with an `auth` that holds nothing, a variable that nobody set say, only what needs none is sent", async () => {
    for (const auth of [undefined, null]) {
      expect((await fail(send(auth, [["bearer"]]))).message).toContain("needs auth bearer; given: none");
      expect((await send(auth, [["bearer"], []]))?.headers["authorization"]).toBeUndefined();
      expect((await send(auth, []))?.headers["authorization"]).toBeUndefined();
    }
  });
  test("what is missing is named", async () => {
    const missing = (auth: unknown) => fail(send(auth, [["bearer", "header"], ["query"]]));
    expect((await missing({ bearer: "abc" })).message).toBe(
      "acme things.call: needs auth bearer with header, or query; given: bearer",
    );
    expect((await missing({ bearer: undefined })).message).toContain("given: none");
    expect((await missing({ query: "" })).message).toContain('"query" is empty');
    expect((await missing({ query: () => "" })).message).toContain('"query" is empty');
  });
  test("the user's own headers win", async () => {
    const options = { headers: { Authorization: "Mine 1", "x-KEY": "mine" } };
    expect((await send(both, [["bearer", "header"]], options))?.headers).toMatchObject({
      authorization: "Mine 1",
      "x-key": "mine",
    });
  });
});

suite("a refused credential", () => {
  const wanted = describe({ auth: [["bearer"]] });

  test("is renewed once, where a function gives it, without waiting, even without retries", async () => {
    const asked: boolean[] = [];
    const auth = ({ refresh }: { refresh: boolean }) => `token-${asked.push(refresh)}`;
    const { transport, sent } = stub(reply(401), reply(200, { id: 1 }));
    expect(await run(connect({ transport, auth, retry: 0 }), wanted)).toEqual({ id: 1 });
    expect(asked).toEqual([false, true]);
    expect(sent.map(({ headers }) => headers["authorization"])).toEqual(["Bearer token-1", "Bearer token-2"]);
  });
  test("is not renewed twice", async () => {
    const { transport, sent } = stub(reply(401));
    expect(await fail(run(connect({ transport, auth: () => "t" }), wanted))).toMatchObject({
      status: 401,
      attempts: 2,
    });
    expect(sent).toHaveLength(2);
  });
  suite("by many calls at once", () => {
    const open = (renew: (count: number) => string | Promise<string>) => {
      const asked: boolean[] = [];
      let token = "old";
      const auth = async ({ refresh }: { refresh: boolean }) => {
        asked.push(refresh);
        return refresh ? (token = await renew(asked.filter(Boolean).length)) : token;
      };
      const answers: ((status: number) => void)[] = [];
      const transport = ({ headers }: TransportRequest) =>
        headers["authorization"] === "Bearer new"
          ? Promise.resolve(reply(200))
          : new Promise<Response>((resolve) => answers.push((status) => resolve(reply(status))));
      return { connection: connect({ transport, auth }), asked, answers };
    };

    test("is renewed once for all that were sent with it, however late they are refused", async () => {
      const { connection, asked, answers } = open(() => "new");
      const calls = [run(connection, wanted), run(connection, wanted), run(connection, wanted)];
      await vi.waitFor(() => expect(answers).toHaveLength(3));
      answers[0]?.(401);
      answers[1]?.(401);
      await Promise.all(calls.slice(0, 2));
      answers[2]?.(401);
      await calls[2];
      expect(asked.filter(Boolean)).toHaveLength(1);
    });
    test("is renewed again where it is refused again later", async () => {
      const { connection, asked, answers } = open((count) => (count === 1 ? "newer" : "new"));
      const first = fail(run(connection, wanted));
      await vi.waitFor(() => expect(answers.splice(0).map((answer) => answer(401))).toHaveLength(1));
      await vi.waitFor(() => expect(answers.splice(0).map((answer) => answer(401))).toHaveLength(1));
      expect(await first).toMatchObject({ status: 401 });
      const second = run(connection, wanted);
      await vi.waitFor(() => expect(answers.splice(0).map((answer) => answer(401))).toHaveLength(1));
      await second;
      expect(asked.filter(Boolean)).toHaveLength(2);
    });
    test("is asked for again where renewing failed", async () => {
      const { connection, asked, answers } = open((count) => (count === 1 ? Promise.reject(new Error("busy")) : "new"));
      const calls = [fail(run(connection, wanted)), run(connection, wanted)] as const;
      await vi.waitFor(() => expect(answers).toHaveLength(2));
      answers[0]?.(401);
      expect(await calls[0]).toMatchObject({ name: "AuthError", cause: { message: "busy" } });
      answers[1]?.(401);
      await calls[1];
      expect(asked.filter(Boolean)).toHaveLength(2);
    });
  });
  test("that never changes is an error at once", async () => {
    const { transport, sent } = stub(reply(401));
    await fail(run(connect({ transport, auth: "t" }), wanted));
    expect(sent).toHaveLength(1);
  });
});

test("what an auth function throws fails the call, and is its cause", async () => {
  const { transport, sent } = stub(reply(200));
  const auth = () => Promise.reject(new Error("vault is locked"));
  const result = await run(connect({ transport, auth }), describe({ auth: [["bearer"]] })).result();
  expect(result).toMatchObject({ ok: false, error: { name: "AuthError", cause: { message: "vault is locked" } } });
  expect([!result.ok && isAuthError(result.error), sent.length]).toEqual([true, 0]);
});

function atobUtf8(header = ""): string {
  return Buffer.from(header.replace("Basic ", ""), "base64").toString("utf8");
}
