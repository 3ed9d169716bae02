import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import ky from "ky";
import { afterAll, afterEach, beforeAll, describe as suite, expect, test } from "vitest";
import { fetchTransport } from "../../templates/runtime/v1/transport/fetch.js";
import { kyTransport } from "../../templates/runtime/v1/transport/ky.js";
import { connect, describe, describeBody, fail, run } from "./fixture.js";

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

suite.each([
  ["ky", kyTransport()],
  [
    "a ky of the user's",
    kyTransport(ky.create({ headers: { "x-ky": "1" }, prefixUrl: "https://wrong.test", retry: 5 })),
  ],
  ["fetch", fetchTransport()],
  ["a fetch of the user's", fetchTransport((...parts) => fetch(...parts))],
])("over %s", (name, transport) => {
  test("a complete exchange", async () => {
    server.use(
      http.post("https://api.test/v1/things", async ({ request }) => {
        const { headers } = request;
        return HttpResponse.json(
          {
            got: await request.json(),
            auth: headers.get("authorization"),
            type: headers.get("content-type"),
            ky: headers.get("x-ky"),
          },
          { status: 201 },
        );
      }),
    );
    const calling = run(connect({ transport, auth: "abc" }), describeBody({ auth: [["bearer"]] }), {
      params: { a: 1 },
    });
    const { data, response } = await calling.withResponse();
    const own = name.startsWith("a ky") ? "1" : null;
    expect(data).toEqual({ got: { a: 1 }, auth: "Bearer abc", type: "application/json", ky: own });
    expect(response.status).toBe(201);
  });

  test("an error answer, never retried by the transport", async () => {
    let count = 0;
    server.use(
      http.get("https://api.test/v1/things", () => HttpResponse.json({ message: `no ${++count}` }, { status: 503 })),
    );
    expect(await fail(run(connect({ transport, retry: 0 })))).toMatchObject({
      name: "ApiError",
      status: 503,
      body: { message: "no 1" },
    });
    expect(count).toBe(1);
  });

  test("a failed connection", async () => {
    server.use(http.get("https://api.test/v1/things", () => HttpResponse.error()));
    expect(await fail(run(connect({ transport, retry: 0 })))).toMatchObject({ name: "ConnectionError" });
  });

  test("a redirect to another origin, without credentials", async () => {
    server.use(
      http.get("https://api.test/v1/things", () => HttpResponse.redirect("https://cdn.test/file")),
      http.get("https://cdn.test/file", ({ request }) =>
        HttpResponse.json({ auth: request.headers.get("authorization") }),
      ),
    );
    expect(await run(connect({ transport, auth: "abc" }), describe({ auth: [["bearer"]] }))).toEqual({ auth: null });
  });

  test("a stream as body", async () => {
    server.use(http.put("https://api.test/v1/things", async ({ request }) => HttpResponse.json(await request.text())));
    const content = new Blob(["some bytes"]).stream();
    const upload = describe({ method: "PUT", body: { from: "flat", encode: () => ({ content, replayable: false }) } });
    expect(await run(connect({ transport }), upload)).toBe("some bytes");
  });
});
