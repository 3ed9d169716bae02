import { existsSync } from "node:fs";
import { join } from "node:path";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Mocks, MocksOptions } from "../../templates/testing/mocks/mocks.js";
import { contractSuite } from "../../templates/testing/suite.js";
import type { ContractSuite } from "../../templates/testing/suite.js";
import { fail } from "../runtime/fixture.js";
import { generateClient } from "../runtime/generated.js";

const contract = "test/testing/xml-press.yaml";
const VALUES = [
  ["as JSON has them", "press", {}],
  ["with dates and large numbers", "dated-press", { int64: "bigint", dates: "Date" }],
] as const;

describe.each(VALUES)("the suite of a client that speaks XML, values %s", async (_, name, values) => {
  const client = await generateClient({ contract, name, tests: true, values });
  afterAll(() => client.remove());
  const own = await client.load<{ readonly [name: string]: ContractSuite["create"] & ContractSuite["isError"] }>(
    "index.ts",
  );
  const type = name === "press" ? "Press" : "DatedPress";
  const [create, isError] = [own[`create${type}`], own[`is${type}Error`]] as const;
  if (create === undefined || isError === undefined) throw new Error(`no ${type}`);
  const { cases, facts } = await client.load<Pick<ContractSuite, "cases" | "facts">>("contract.cases.ts");

  it("leaves out by name what no document can be of, and copies what reads XML", () => {
    expect(cases.map(({ call }) => call)).toHaveLength(11);
    expect(facts.untested).toEqual(["GET /endless"]);
    expect(existsSync(join(client.folder, "testing/xml/read-xml.ts"))).toBe(true);
  });

  contractSuite({
    create,
    isError,
    cases,
    facts,
    runner: { afterAll, beforeAll, describe, it },
  });
});

interface Press {
  readonly books: {
    create(book: object): Promise<{ readonly Isbn: string }>;
    retrieve(isbn: string): Promise<object>;
    list(query?: object): Promise<{ readonly items: readonly object[] }> & AsyncIterable<{ readonly Isbn: string }>;
    delete(isbn: string): Promise<undefined>;
  };
}

describe("mocks that speak XML", async () => {
  const client = await generateClient({ contract, name: "mocked-press", tests: true });
  afterAll(() => client.remove());
  const { createMockedPress } = await client.load<{ createMockedPress: (options?: object) => Press }>("index.ts");
  const { createMocks } = await client.load<{ createMocks: (options?: MocksOptions) => Mocks<object> }>("mocks.ts");
  const mocks = createMocks();
  const server = setupServer(...mocks.handlers);
  const press = createMockedPress({ retry: 0, validate: { response: "strict" } });
  beforeAll(() => server.listen());
  afterAll(() => server.close());
  afterEach(() => mocks.reset());

  const put = (body: string): Promise<Response> =>
    fetch("https://press.example/v1/books", { method: "POST", headers: { "content-type": "application/xml" }, body });

  it("answer as the contract says", async () => {
    const response = await fetch("https://press.example/v1/books/1");
    expect(response.headers.get("content-type")).toBe("application/xml");
    expect(await response.text()).toMatch(/^<\?xml version="1.0"\?>\n<b:Book xmlns:b="urn:press:book" sold="true"/);
    expect(await press.books.retrieve("1")).toMatchObject({ Isbn: "Isbn", Sold: true });
    mocks.assertNoViolations();
  });

  it("take scripted answers, and whole documents", async () => {
    const calls = mocks.calls as { books: { retrieve: { reply(status: number, body: unknown): void } } };
    calls.books.retrieve.reply(200, { Isbn: "9", Title: "<T>" });
    expect(await press.books.retrieve("9")).toEqual({ Isbn: "9", Title: "<T>" });
    calls.books.retrieve.reply(200, "<Book><Isbn>");
    expect(await fail(press.books.retrieve("9"))).toMatchObject({ name: "DecodeError" });
    mocks.assertNoViolations();
    calls.books.retrieve.reply(200, { Isbn: "9" });
    await fail(press.books.retrieve("9"));
    expect(mocks.violations).toMatchObject([{ operation: "GET /books/{Isbn}", side: "response", pointer: "/Title" }]);
  });

  it("judge what they are asked", async () => {
    await put('<b:Book xmlns:b="urn:press:book"><Isbn>1</Isbn><b:Title>T</b:Title></b:Book>');
    mocks.assertNoViolations();
    await put('<Book xmlns="urn:press:book"><Isbn>1</Isbn></Book>');
    expect(mocks.violations).toMatchObject([{ operation: "POST /books", side: "request", pointer: "/Title" }]);
    await put("<Book><Isbn>1</Isbn></Book>");
    expect(mocks.violations[1]?.message).toMatch(/"Book" is in the namespace of nobody/);
    await put("{}");
    expect(mocks.violations[2]?.message).toMatch(/has no element/);
  });

  it("remember", async () => {
    mocks.stateful();
    await press.books.create({ Isbn: "a", Title: "A", Genre: "novel" });
    await press.books.create({ Isbn: "b", Title: "B", Genre: "verse" });
    expect(await fail(press.books.create({ Isbn: "a", Title: "A" }))).toMatchObject({ status: 409 });
    expect(await press.books.retrieve("b")).toMatchObject({ Title: "B" });
    expect((await press.books.list({ Genre: "novel" })).items).toMatchObject([{ Isbn: "a" }]);
    await press.books.delete("a");
    expect((await press.books.list()).items).toMatchObject([{ Isbn: "b" }]);
    expect(await fail(press.books.retrieve("a"))).toMatchObject({ status: 404 });
    mocks.assertNoViolations();
  });

  it("serve pages", async () => {
    mocks.stateful();
    const isbns = Array.from({ length: 23 }, (_, index) => `book-${index}`);
    for (const Isbn of isbns) await press.books.create({ Isbn, Title: "T", Genre: "verse" });
    const walked: string[] = [];
    for await (const { Isbn } of press.books.list({ Genre: "verse" })) walked.push(Isbn);
    expect(walked.filter((isbn) => isbn.startsWith("book-"))).toEqual(isbns);
    expect(mocks.calls).toMatchObject({ books: { list: { calls: { length: 3 } } } });
    mocks.assertNoViolations();
  });
});

it("brings nothing of XML where none is spoken", async () => {
  const client = await generateClient({
    contract: "test/runtime/contract-suite.yaml",
    name: "plain-depot",
    tests: true,
  });
  expect(existsSync(join(client.folder, "testing/suite.ts"))).toBe(true);
  expect(existsSync(join(client.folder, "testing/xml"))).toBe(false);
  client.remove();
});
