import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkContractConfig } from "../../generator/config/shape.js";
import { resolveSettings } from "../../generator/config/resolve.js";
import { generate } from "../../generator/pipeline.js";
import { type GraphqlSuite, graphqlSuite } from "../../templates/testing/graphql/graphql-suite.js";
import { compile, plainOptions } from "../golden/compilers.js";
import type { Cents } from "./money.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, ".cache", `scalars-${process.pid}`);
const scalars = {
  DateTime: "Date",
  BigInt: "bigint",
  Money: { from: "./money.js", name: "money", sample: "19.90" },
} as const;

/** The files of a client whose scalars are what the config says. */
async function makeClient(): Promise<ReadonlyMap<string, string>> {
  const settings = await resolveSettings(
    { contract: "scalars.graphql", name: "till", output: folder, tests: true, transport: "fetch", values: { scalars } },
    { cwd: import.meta.dirname },
  );
  const { files } = await generate(settings, () => undefined);
  return new Map(files.map(({ path, text }) => [path, text]));
}

const files = await makeClient();
for (const [path, text] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Order {
  readonly id: string;
  readonly number: bigint;
  readonly total: Cents;
  readonly paid: readonly (Cents | null)[] | null;
  readonly placedAt: Date;
}

interface Till {
  order(params: { readonly id: string }): Promise<{ readonly order: Order | null }>;
  orderCreate(params: { readonly input: object }): Promise<{ readonly orderCreate: Order }>;
  orders(params: object): AsyncIterable<Order>;
  query(selection: object): Promise<unknown>;
}

const { createTill, isTillError } = (await import(join(folder, "index.ts"))) as {
  createTill: (options: object) => Till;
  isTillError: GraphqlSuite["isError"];
};
const { cases, facts } = (await import(join(folder, "contract.cases.ts"))) as Pick<GraphqlSuite, "cases" | "facts">;

describe("the emitted suite, where scalars are more than JSON has types for", () => {
  it("leaves only those untested that cannot do without what only the user's code makes", () => {
    expect(facts.untested).toEqual(["mutation orderCreate"]);
  });

  graphqlSuite({
    create: createTill,
    isError: isTillError,
    cases,
    facts,
    runner: { afterAll, beforeAll, describe, it },
  });
});

const ORDER = { id: "o1", number: "9007199254740993", total: "19.90", paid: ["1.00", null], extra: { a: 1 } };
const PLACED = { ...ORDER, placedAt: "2026-11-22T09:30:00Z", canceledAt: null };

/** A selection's result is no more than this, and no less; what it takes is no `Date`. */
const USE = `import { createTill } from "./index.js";

const till = createTill({ baseUrl: "https://till.example.com" });
const asked = till.query({ order: { $: { id: "o1" }, number: true, total: true, placedAt: true } });
type Wire = { order: { number: number | string; total: unknown; placedAt: string } | null };
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : "less") : "more";
export const same: Same<Awaited<typeof asked>, Wire> = true;
export const taken = till.mutate({ orderMove: { $: { id: "o1", to: "2026-11-22T09:30:00Z", number: "7" }, id: true } });
// @ts-expect-error -- nothing encodes it
export const refused = till.mutate({ orderMove: { $: { id: "o1", to: new Date() }, id: true } });
`;

/** A client of a server that answers with this; `sent` gets the variables. */
function connect(data: object, sent: unknown[] = []): Till {
  const transport = async ({ body }: { readonly body?: string }): Promise<Response> => {
    sent.push((JSON.parse(body ?? "{}") as { readonly variables?: unknown }).variables);
    return Response.json({ data });
  };
  return createTill({ baseUrl: "https://till.example.com", transport });
}

describe("a client with codecs", () => {
  it("decodes dates, whole numbers of any size and what a module of the user's reads", async () => {
    const { order } = await connect({ order: PLACED }).order({ id: "o1" });
    expect(order).toEqual({
      ...PLACED,
      number: 9007199254740993n,
      total: { cents: 1990 },
      paid: [{ cents: 100 }, null],
      placedAt: new Date("2026-11-22T09:30:00Z"),
    });
  });

  it("encodes them in variables, wherever they stand", async () => {
    const sent: unknown[] = [];
    const input = { total: { cents: 1990 }, tip: null, placedAt: new Date("2026-01-01T00:00:00Z"), number: 7n };
    await connect({ orderCreate: PLACED }, sent).orderCreate({ input });
    expect(sent).toEqual([{ input: { total: "19.90", tip: null, placedAt: "2026-01-01T00:00:00.000Z", number: 7 } }]);
  });

  it("tells where an answer holds what a codec does not read", async () => {
    const wrong = { ...PLACED, paid: ["1.00", "much"] };
    await expect(connect({ order: wrong }).order({ id: "o1" })).rejects.toMatchObject({
      name: "DecodeError",
      pointer: "/order/paid/1",
      message: expect.stringContaining("must be an amount like 19.90") as string,
    });
  });

  it("has the types that the codecs say", () => {
    const module = relative(folder, join(import.meta.dirname, "money")).replaceAll("\\", "/");
    const types = files.get("types.ts") ?? "";
    expect(types).toContain(`import type { money } from "${module}.js";`);
    expect(types).toContain("export type Money = ReturnType<typeof money.decode>;");
    expect(types).toContain("number: bigint;\n    total: Money;");
    expect(types).toContain("placedAt: globalThis.Date;");
    expect(files.get("schema.ts")).toContain("number: number | string;");
  });

  it(
    "gives and takes what JSON has where a selection asks, and says so in its types",
    { timeout: 60_000 },
    async () => {
      const asked = { order: { $: { id: "o1" }, number: true, total: true, placedAt: true } };
      const { number, total, placedAt } = PLACED;
      expect(await connect({ order: { number, total, placedAt } }).query(asked)).toEqual({
        order: { number, total, placedAt },
      });
      const use = join(folder, "use.ts");
      writeFileSync(use, USE);
      expect(
        await compile({ name: "scalars-use", compiler: "TypeScript 7", include: [use], options: plainOptions }),
      ).toBe("");
    },
  );

  it("is refused a codec that is none", () => {
    const say = (meaning: unknown) =>
      checkContractConfig({ contract: "a.graphql", values: { scalars: { Money: meaning } } }, [])?.message;
    expect(say("Datee")).toBe(
      '`values.scalars.Money` is "Datee"; expected "string", "number", "integer", "boolean", "Date" or "bigint"',
    );
    expect(say({ from: "./money.js" })).toBe("`values.scalars.Money.name` is missing");
    expect(say({ from: "./money.js", name: "a-b" })).toBe(
      '`values.scalars.Money.name` is "a-b"; expected the name of an export',
    );
  });
});
