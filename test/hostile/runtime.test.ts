import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isValidationError } from "../../templates/runtime/v1/errors.js";
import { multipart } from "../../templates/runtime/v1/body/multipart.js";
import type { Pages } from "../../templates/runtime/v1/operation.js";
import { callPages } from "../../templates/runtime/v1/pages/list.js";
import { nextUrl } from "../../templates/runtime/v1/pages/next-url.js";
import { connect, describe as describeOperation, describeBody, fail, reply, run, stub } from "../runtime/fixture.js";
import { anyHostile, hostileStrings } from "./strings.js";

const climbing = [
  "..",
  ".",
  "%2e%2e",
  "%2E.",
  ".%2e",
  "../..",
  "..%2f..",
  "..\\",
  "a/../../b",
  "/etc",
  "//evil.test",
  "@evil.test",
  "?a#b",
  "",
];

/** What was sent for one path value, or the refusal. */
async function sendPath(value: string): Promise<URL | Error> {
  const { transport, sent } = stub(reply(200));
  const operation = describeOperation({ path: "/things/{id}/end" });
  const outcome = await run(connect({ transport }), operation, { params: { id: value } }).then(
    () => new URL(sent[0]?.url ?? ""),
    (error: unknown) => error,
  );
  if (outcome instanceof URL || isValidationError(outcome)) return outcome;
  throw outcome;
}

describe("a hostile value", () => {
  it("stays in its segment of the path, or is refused", async () => {
    const check = async (value: string): Promise<void> => {
      const sent = await sendPath(value);
      if (!(sent instanceof URL)) return;
      expect([sent.origin, sent.search, sent.hash]).toEqual(["https://api.test", "", ""]);
      const [, version, things, id = "", end, ...more] = sent.pathname.split("/");
      expect([version, things, end, more]).toEqual(["v1", "things", "end", []]);
      expect(decodeURIComponent(id)).toBe(value);
    };
    for (const value of climbing) await check(value);
    await fc.assert(fc.asyncProperty(anyHostile, check));
  });

  it("ends no header and no cookie", async () => {
    const params = { "x-a": { in: "header" }, sid: { in: "cookie" } } as const;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(anyHostile, fc.constantFrom("a\r\nx: y", "a\nb", "a\0", "a; b=c", "é")),
        async (value) => {
          const { transport, sent } = stub(reply(200));
          await run(connect({ transport }), describeOperation({ params }), { params: { "x-a": value } }).catch(
            () => undefined,
          );
          await run(connect({ transport }), describeOperation({ params }), { params: { sid: value } }).catch(
            () => undefined,
          );
          for (const { headers } of sent) {
            const own = Object.entries(headers).filter(([name]) => name === "x-a" || name === "cookie");
            expect(own.filter(([, text]) => /[\r\n\0]/.test(text))).toEqual([]);
            expect(own.filter(([name, text]) => name === "cookie" && text.includes(";"))).toEqual([]);
          }
        },
      ),
    );
  });

  it("ends no part of a form", async () => {
    await fc.assert(
      fc.asyncProperty(anyHostile, anyHostile, async (key, name) => {
        const file = new File(["x"], name, { type: "text/plain" });
        const parts = Object.fromEntries([[key, { type: `text/plain\r\nx-evil: 1; ${name}` }]]);
        const encoded = multipart(Object.fromEntries([[key, file]]), { encode: multipart, from: "flat", parts });
        const text = await new Response(encoded?.content).text();
        const [head = ""] = text.split("\r\n\r\n");
        expect(head.split(/\r\n|\r|\n/).map((line) => line.slice(0, 13))).toEqual([
          text.slice(0, 13),
          "Content-Dispo",
          "Content-Type:",
        ]);
      }),
    );
  });
});

describe("prototypes", () => {
  const polluting = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object;

  it("are not touched by what is sent", async () => {
    const { transport, sent } = stub(reply(200));
    await run(connect({ transport }), describeBody(), { params: { ...polluting } });
    expect(sent[0]?.body).toBe(JSON.stringify(polluting));
    expect({}).not.toHaveProperty("polluted");
  });

  it("are not touched by what is received", async () => {
    const { transport } = stub(reply(200, polluting));
    const data = await run(connect({ transport }));
    expect(JSON.stringify(data)).toBe(JSON.stringify(polluting));
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("polluted");
  });

  it("are no place for parameters", async () => {
    for (const key of hostileStrings.filter((text) => text in {})) {
      const { transport, sent } = stub(reply(200));
      const given = Object.fromEntries([[key, "x"]]);
      await run(connect({ transport }), describeOperation(), { params: given });
      expect(new URL(sent[0]?.url ?? "").searchParams.get(key)).toBe("x");
    }
  });
});

describe("a link to the next page", () => {
  const pages: Pages = { next: nextUrl, items: "/data", cursor: "/next" };
  const links = [
    "https://evil.test/",
    "//evil.test/v1/things",
    "\\\\evil.test\\x",
    "http://api.test/v1/things",
    "https://api.test:444/v1/things",
    "https://api.test@evil.test/",
    "https://api.test.evil.test/",
    "javascript:alert(1)",
    "data:application/json,{}",
    "file:///etc/passwd",
    "https://",
  ];

  it.each(links)("is refused where it leaves the API: %s", async (next) => {
    const { transport, sent } = stub(reply(200, { data: [1], next }));
    const list = callPages(
      connect({ transport, auth: { bearer: "secret" } }),
      describeOperation({ pages }) as never,
      {},
    );
    const walk = async (): Promise<void> => {
      for await (const item of list) expect(item).toBe(1);
    };
    expect((await fail(walk())).name).toBe("DecodeError");
    expect(sent).toHaveLength(1);
  });
});
