import { describe as suite, expect, test } from "vitest";
import { bind } from "../../templates/runtime/v1/bind.js";
import { jsonOrStream } from "../../templates/runtime/v1/read/json-or-stream.js";
import { callStream, type StreamCall } from "../../templates/runtime/v1/stream-call.js";
import { connect, describe, describeBody, fail, reply, run, stub } from "./fixture.js";

const operation = describeBody({ read: jsonOrStream, replies: { 200: "checkThing" } });
const events = (body: BodyInit = "data: 1\n\n") =>
  new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } });

suite("a call that may be answered by a stream", () => {
  test("gives data where the server answers with data", async () => {
    const calling = callStream(connect(stub(reply(200, { id: 1 }))), operation, {});
    expect(await calling).toEqual({ id: 1 });
    expect(await fail(calling.stream())).toMatchObject({ name: "DecodeError" });
  });

  test("gives the stream to who asks for it, and holds it against no schema", async () => {
    const checked = () => Promise.resolve({ checkThing: () => expect.unreachable() });
    const connection = connect({ responses: checked, onValidation: () => undefined, ...stub(events()) });
    const body = await callStream(connection, operation, { stream: true }).stream();
    expect(body.type).toContain("text/event-stream");
    expect(await body.text()).toBe("data: 1\n\n");
  });

  test("takes no page for data", async () => {
    const accept = "application/json, text/event-stream;q=0.5";
    const page = new Response("<title>Log in</title>", { headers: { "content-type": "text/html" } });
    const calling = callStream(connect(stub(page)), { ...operation, accept }, {});
    expect(await fail(calling)).toMatchObject({ name: "DecodeError", text: "<title>Log in</title>" });
  });

  test("says how to get the stream to who does not, and leaves none open", async () => {
    let cancelled = false;
    const source = new ReadableStream({ cancel: () => void (cancelled = true) });
    const calling = callStream(connect({ transport: async () => events(source) }), operation, {});
    expect((await fail(calling)).message).toContain("`.stream()` of the call gives it");
    expect(cancelled).toBe(true);
    expect(await calling.result()).toMatchObject({ ok: false, error: { name: "DecodeError" } });
  });

  test("fails for both where there is an error", async () => {
    const calling = callStream(connect(stub(reply(400))), operation, {});
    expect(await fail(calling.stream())).toMatchObject({ name: "ApiError", status: 400 });
    expect(await fail(calling)).toMatchObject({ name: "ApiError", status: 400 });
  });

  test("may go on for longer than an attempt, but its data may not", async () => {
    const slow = (type: string) => {
      const source = new ReadableStream({
        start: (controller) =>
          void setTimeout(() => {
            controller.enqueue(new TextEncoder().encode("1"));
            controller.close();
          }, 80),
      });
      return async () => new Response(source, { headers: { "content-type": type } });
    };
    const stream = await callStream(
      connect({ transport: slow("text/event-stream"), timeout: 20 }),
      operation,
      {},
    ).stream();
    expect(await stream.text()).toBe("1");
    const data = callStream(connect({ transport: slow("application/json"), timeout: 20, retry: 0 }), operation, {});
    expect(await fail(data)).toMatchObject({ name: "TimeoutError" });
  });
});

test("clients start it as such", async () => {
  const client = bind<{ things: { watch: () => StreamCall<unknown> } }>(connect(stub(events())), {
    watch: { ...operation, call: "things.watch", start: callStream },
  });
  expect(await (await client.things.watch().stream()).text()).toBe("data: 1\n\n");
});

test("an undeclared stream is called by its name", async () => {
  expect((await fail(run(connect(stub(events())), describe()))).message).toContain("not JSON but text/event-stream");
});
