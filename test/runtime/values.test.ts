import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ValueTypes } from "../../generator/config.js";
import type { TransportRequest } from "../../templates/runtime/v1/core.js";
import { parseExactly, parseMarked } from "../../templates/runtime/v1/decode/exact.js";
import { unbox } from "../../templates/runtime/v1/decode/int64.js";
import { contractSuite } from "../../templates/testing/suite.js";
import type { ContractSuite } from "../../templates/testing/suite.js";
import { fail } from "./fixture.js";
import { generateClient } from "./generated.js";

const contract = "test/golden/values/contract.yaml";
const modes: readonly ValueTypes[] = [
  { int64: "bigint", dates: "Date" },
  { int64: "string", dates: "Date" },
  { int64: "string", dates: "string" },
  { int64: "bigint", dates: "string" },
  { int64: "number", dates: "Date" },
];

const clients = new Map(
  await Promise.all(
    modes.map(async (values) => {
      const name = `agenda-${values.int64}-${values.dates}`;
      return [values, await generateClient({ contract, name, tests: true, values, transport: "fetch" })] as const;
    }),
  ),
);
afterAll(() => clients.forEach((client) => client.remove()));

type Create = (options: object) => {
  readonly events: {
    readonly [method: string]: (...given: readonly unknown[]) => Promise<Members>;
  };
};
type Members = { readonly [key: string]: unknown };

/** A client in one mode, the server's answer as text, and what was sent. */
async function open(types: ValueTypes, status: number, text: string, mediaType = "application/json") {
  const client = [...clients].find(([mode]) => mode.int64 === types.int64 && mode.dates === types.dates)?.[1];
  const module = await client?.load<{ readonly [name: string]: Create }>("index.ts");
  const create = Object.entries(module ?? {}).find(([name]) => name.startsWith("createAgenda"))?.[1];
  const sent: TransportRequest[] = [];
  const transport = (request: TransportRequest): Promise<Response> => {
    sent.push(request);
    return Promise.resolve(new Response(text, { status, headers: { "content-type": mediaType } }));
  };
  const isError = Object.entries(module ?? {}).find(([name]) => name.startsWith("isAgenda"))?.[1] as unknown;
  if (create === undefined) throw new Error("no such mode");
  return { events: create({ transport, retry: 0 }).events, sent, isError: isError as (error: unknown) => boolean };
}

const HUGE = "9007199254740993";
const START = "2025-01-31T13:30:00.123+01:00";

describe.each(modes)("the emitted suite, int64 as $int64, dates as $dates", async (types) => {
  const client = clients.get(types);
  const index = await client?.load<{ readonly [name: string]: unknown }>("index.ts");
  const { cases, facts } = (await client?.load<Pick<ContractSuite, "cases" | "facts">>("contract.cases.ts")) ?? {};
  const find = (pattern: RegExp): unknown => Object.entries(index ?? {}).find(([name]) => pattern.test(name))?.[1];
  contractSuite({
    create: find(/^createAgenda/) as ContractSuite["create"],
    isError: find(/^isAgenda/) as ContractSuite["isError"],
    cases: cases ?? [],
    runner: { afterAll, beforeAll, describe, it },
    facts: facts ?? { schemes: {}, arrays: "indices", untested: [] },
  });
});

describe("answers", () => {
  it("hold dates and bigints wherever the contract says so", async () => {
    const { events } = await open(
      { int64: "bigint", dates: "Date" },
      201,
      `{"id":${HUGE},"start":"${START}","end":null,"born":"${START}","day":"2025-01-31",
        "parent":{"id":1,"start":"${START}"},"span":["${START}",${HUGE}],"reminders":["${START}"],
        "seats":{"__proto__":2,"a":null,"b":-${HUGE}},"when":"${START}","place":{"kind":"room","until":"${START}"},
        "source":{"author":"me","imported":"soon"},"at_noon":"${START}","huge":${HUGE},"text":"${HUGE}"}`,
    );
    const start = new Date("2025-01-31T12:30:00.123Z");
    const seats = JSON.parse('{"__proto__":0,"a":null,"b":0}') as { [key: string]: unknown };
    for (const [key, value] of [
      ["__proto__", 2n],
      ["b", -9007199254740993n],
    ] as const)
      Object.defineProperty(seats, key, { value, enumerable: true, configurable: true, writable: true });
    expect(await events["create"]?.({ body: { id: 1n, start } })).toEqual({
      id: 9007199254740993n,
      start,
      end: null,
      born: start,
      day: "2025-01-31",
      parent: { id: 1n, start },
      span: [start, 9007199254740993n],
      reminders: [start],
      seats,
      when: start,
      place: { kind: "room", until: start },
      // The first variant would have a date there.
      source: { author: "me", imported: "soon" },
      at_noon: start,
      // No int64 as far as the contract goes: a number, whatever becomes of its digits.
      huge: Number(HUGE),
      text: HUGE,
    });
    expect(({} as Members)["2"]).toBeUndefined();
  });

  it.each([`"${START}"`, '"never"', HUGE])("tell the variants of an untagged union by decoding: %s", async (json) => {
    const { events } = await open(
      { int64: "bigint", dates: "Date" },
      201,
      `{"id":1,"start":"${START}","when":${json}}`,
    );
    const { when } = (await events["create"]?.({ body: { id: 1n, start: new Date() } })) ?? {};
    expect(when).toEqual(json === HUGE ? BigInt(HUGE) : json === '"never"' ? "never" : new Date(START));
  });

  it.each([
    ["/start", '"yesterday"'],
    ["/start", '"2025-01-31T12:30:00"'],
    ["/start", "null"],
    ["/start", "1738326600"],
    ["/parent/start", `{"id":1,"start":"2025-13-01T00:00:00Z"}`],
    ["/reminders/1", `["${START}",""]`],
    ["/seats/a~1b", '{"a/b":1.5}'],
    ["/seats/a", '{"a":1e300}'],
    ["/place/until", '{"kind":"room","until":false}'],
  ])("that hold no value of their type are refused at %s: %s", async (pointer, json) => {
    const key = pointer.split("/")[1] ?? "";
    const { events } = await open(
      { int64: "bigint", dates: "Date" },
      201,
      `{"id":1,"start":"${START}","${key}":${json}}`,
    );
    const error = await fail(events["create"]?.({ body: { id: 1n, start: new Date() } }) ?? Promise.resolve());
    expect(error).toMatchObject({ name: "DecodeError", pointer });
  });

  it.each([
    ["2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"],
    ["2017-01-01T00:59:60.5+01:00", "2016-12-31T23:59:59.500Z"],
  ])("hold a leap second as the one before it: %s", async (told, instant) => {
    const { events } = await open({ int64: "bigint", dates: "Date" }, 201, `{"id":1,"start":"${told}"}`);
    const { start } = (await events["create"]?.({ body: { id: 1n, start: new Date() } })) ?? {};
    expect(start).toEqual(new Date(instant));
  });

  it("hold whole numbers that servers write as text, below zero too", async () => {
    const text = `{"id":"${HUGE}","start":"${START}","seats":{"a":"-${HUGE}","b":"0"}}`;
    const { events } = await open({ int64: "bigint", dates: "Date" }, 201, text);
    const found = await events["create"]?.({ body: { id: 1n, start: new Date() } });
    expect(found).toMatchObject({ id: BigInt(HUGE), seats: { a: -BigInt(HUGE), b: 0n } });
  });

  it("with an error status are decoded too, and left as they are where they cannot be", async () => {
    const good = await open({ int64: "string", dates: "Date" }, 409, `{"why":"taken","until":"${START}","id":${HUGE}}`);
    const bad = await open({ int64: "string", dates: "Date" }, 409, `{"why":"taken","until":"soon","id":${HUGE}}`);
    const given = { body: { id: "1", start: new Date() } };
    expect(await fail(good.events["create"]?.(given) ?? Promise.resolve())).toMatchObject({
      name: "ApiError",
      body: { why: "taken", until: new Date(START), id: HUGE },
    });
    expect(await fail(bad.events["create"]?.(given) ?? Promise.resolve())).toMatchObject({
      name: "ApiError",
      status: 409,
      body: { why: "taken", until: "soon", id: Number(HUGE) },
    });
  });

  it.each([
    ["application/problem+json", ""],
    ["Application/Problem+JSON; charset=utf-8", ""],
    ["application/problem+json", "\uFEFF"],
  ])("that are problems are decoded, and known as the contract's: %s%j", async (mediaType, mark) => {
    const text = `${mark}{"why":"closed","until":"${START}","id":${HUGE}}`;
    const { events, isError } = await open({ int64: "bigint", dates: "Date" }, 403, text, mediaType);
    const error = await fail(events["list"]?.({}) ?? Promise.resolve());
    expect(error).toMatchObject({ status: 403, body: { why: "closed", until: new Date(START), id: BigInt(HUGE) } });
    expect(isError(error)).toBe(true);
  });

  it("that are maps and pages hold them in every member and item", async () => {
    const types = { int64: "bigint", dates: "Date" } as const;
    const map = await open(types, 200, `{"a":"${START}","b":"${START}"}`);
    const moved = await map.events["update"]?.(1n, { start: new Date(START) });
    expect(moved).toEqual({ a: new Date(START), b: new Date(START) });
    const page = await open(types, 200, `{"data":[{"id":${HUGE},"start":"${START}"}],"has_more":false}`);
    const { items } = (await page.events["list"]?.({})) ?? {};
    expect(items).toEqual([{ id: BigInt(HUGE), start: new Date(START) }]);
  });

  it("with an int64 that lost digits are reported where it is a number", async () => {
    const { events } = await open({ int64: "number", dates: "Date" }, 201, `{"id":${HUGE},"start":"${START}"}`);
    const issues: unknown[] = [];
    const options = { onValidation: (event: { issues: unknown[] }) => void issues.push(...event.issues) };
    await events["create"]?.({ body: { id: 1, start: new Date() } }, options);
    expect(issues).toEqual([{ pointer: "/id", message: "is a whole number too large to be exact" }]);
  });
});

describe("requests", () => {
  it.each([
    ["bigint", 9007199254740993n],
    ["string", HUGE],
  ] as const)("keep all digits of an int64 given as %s", async (int64, id) => {
    const { events, sent } = await open({ int64, dates: "Date" }, 200, "{}");
    const start = new Date(START);
    const body = { id, start, seats: { a: null, b: id }, span: [start, id], when: id };
    await fail(events["create"]?.({ body }) ?? Promise.resolve());
    expect(sent[0]?.body).toBe(
      `{"id":${HUGE},"start":"2025-01-31T12:30:00.123Z","seats":{"a":null,"b":${HUGE}},"span":["2025-01-31T12:30:00.123Z",${HUGE}],"when":${HUGE}}`,
    );
    await events["update"]?.(id, { start, to: start, by: int64 === "bigint" ? 10n : "10", spans: [[start, id]] });
    expect(sent[1]?.url).toBe(`https://calendar.example/events/2025-01-31T12%3A30%3A00.123Z/${HUGE}`);
    expect(decodeURIComponent(String(sent[1]?.body))).toBe(
      `to=2025-01-31T12:30:00.123Z&by=10&spans=["2025-01-31T12:30:00.123Z",${HUGE}]`,
    );
    await events["list"]?.({ since: start, "X-After": id }).catch(() => {});
    expect(sent[2]).toMatchObject({
      url: "https://calendar.example/events?since=2025-01-31T12%3A30%3A00.123Z",
      headers: { "x-after": HUGE },
    });
  });

  it("with an invalid date or digits that are none are refused", async () => {
    const dates = await open({ int64: "string", dates: "Date" }, 200, "{}");
    const given = { body: { id: "12a", start: new Date(Number.NaN) } };
    expect(await fail(dates.events["create"]?.(given) ?? Promise.resolve())).toMatchObject({
      name: "ValidationError",
      issues: [
        { pointer: "/body/id", message: "must be the digits of a whole number" },
        { pointer: "/body/start", message: "must be a valid Date" },
      ],
    });
    expect(dates.sent).toEqual([]);
  });
});

describe.each([
  ["the platform's parser", parseExactly],
  ["the scanner", parseMarked],
])("whole numbers with %s", (_, parse) => {
  it.each(["9007199254740993", "-9223372036854775808", "18446744073709551615"])("keep their digits: %s", (digits) => {
    const text = `{"a":[${digits},1,-2.5],"b":{"c":${digits}},"__proto__":${digits}}`;
    const parsed = parse(text) as { a: unknown[]; b: { c: unknown } };
    expect(unbox(parsed.a[0])).toBe(BigInt(digits));
    expect(parsed.a.slice(1)).toEqual([1, -2.5]);
    expect(unbox(parsed.b.c)).toBe(BigInt(digits));
    expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
  });

  it("are not looked for in texts, fractions and exponents", () => {
    const text = String.raw`["9007199254740993", "\"9007199254740993", 9007199254740993.5, 1e22, "\\", {"9007199254740993":0}]`;
    expect(parse(text)).toEqual(JSON.parse(text));
  });
});
