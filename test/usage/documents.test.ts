import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

const SCHEMA = `type Query {
  product(id: ID!, size: Size = SMALL): Product
  search(text: String!, filter: Filter): [Hit!]!
  node(id: ID!): Node
}

type Mutation {
  buy(input: Purchase!): Receipt!
}

interface Node {
  id: ID!
}

type Product implements Node {
  id: ID!
  title: String!
  color: String
  legacy: String @deprecated(reason: "gone soon")
  status: Status!
  price(unit: String): Float
}

type Article implements Node {
  id: ID!
  author: String
}

type Receipt {
  total: Float!
}

union Hit = Product | Article

enum Size {
  SMALL
  BIG
}

enum Status {
  ACTIVE
  SOLD_OUT
}

input Filter {
  maker: String
  year: Int
}

input Purchase {
  product: ID!
  size: Size
  gift: Gift
}

input Gift {
  note: String
  wrapped: Boolean
}
`;

const DOCUMENTS = `fragment Card on Product {
  id
  title
}

query Detail($id: ID!) {
  product(id: $id, size: BIG) {
    ...Card
    legacy
    status
  }
}

query Find($text: String!) {
  search(text: $text, filter: { maker: "us" }) {
    ... on Product {
      ...Card
    }
    ... on Article {
      author
    }
  }
}
`;

const PROGRAM = `import { gql } from "graphql-tag";

export const buy = gql\`
  mutation Buy($input: Purchase!) {
    buy(input: $input) {
      total
    }
  }
\`;
`;

let cwd = "";

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "documents-"));
  mkdirSync(join(cwd, "src"));
  writeFileSync(join(cwd, "old.graphql"), SCHEMA);
  writeFileSync(join(cwd, "src/pages.graphql"), DOCUMENTS);
  writeFileSync(join(cwd, "src/buy.ts"), PROGRAM);
  const contract = { source: "new.graphql", documents: ["src"] };
  writeFileSync(join(cwd, "conn-gen.config.json"), JSON.stringify({ contract, name: "shop" }));
});

afterAll(() => rmSync(cwd, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What is said of a schema that was changed, by whoever uses it through these documents. */
async function diff(changes: readonly (readonly [from: string, to: string])[], ...flags: string[]): Promise<Ended> {
  const changed = changes.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SCHEMA);
  writeFileSync(join(cwd, "new.graphql"), changed);
  return conn("diff", "old.graphql", "new.graphql", ...(flags.length === 0 ? ["--used"] : flags));
}

async function conn(...argv: string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: Readable.from([""]),
    stdout: { write: (text: string) => void (out += text) },
    stderr: { write: (text: string) => void (err += text) },
  };
  return { code: await run(argv, terminal), out, err };
}

describe("a change that a document does not survive", () => {
  it.each([
    ["a field that is gone", "  title: String!\n", "", "field-removed", "src/pages.graphql:3:3"],
    ["one of a program's documents", "  total: Float!", "  sum: Float!", "field-removed", "src/buy.ts:6:7"],
    ["what was announced", /  legacy: .*\n/.exec(SCHEMA)?.[0] ?? "", "", "field-removed", "src/pages.graphql:9:5"],
    [
      "an argument that has to be given",
      "search(text: String!, filter",
      "search(text: String!, shop: ID!, filter",
      "argument-required-added",
      "src/pages.graphql:15:3",
    ],
    ["an argument that is gone", ", filter: Filter", "", "argument-removed", "src/pages.graphql:15:23"],
    ["an input field that a document gives", "  maker: String\n", "", "input-field-removed", "src/pages.graphql:15:33"],
    ["a value that a document gives", "  BIG\n", "", "enum-value-removed", "src/pages.graphql:7:26"],
    ["a member that a document asks for", "Product | Article", "Product", "member-removed", "src/pages.graphql:19:5"],
    ["another type of field", "  title: String!", "  title: Node!", "field-type-changed", "src/pages.graphql:3:3"],
  ])("fails, and names the place: %s", async (_, from, to, rule, place) => {
    const { code, out } = await diff([[from, to]]);
    expect(out).toMatch(new RegExp(`breaking\\[${rule}\\]`));
    expect(out).toMatch(new RegExp(`breaks \\d places?: (?:\\S+, )*${place.replaceAll(".", "\\.")}`));
    expect(out).not.toContain("document-refused");
    expect(code).toBe(1);
  });

  it("is told with the calls that it breaks, fragments followed", async () => {
    writeFileSync(join(cwd, "new.graphql"), SCHEMA);
    expect((await conn("-q")).code).toBe(0);
    const { out } = await diff([["  title: String!\n", ""]], "--used", "--json");
    const { findings } = JSON.parse(out) as { findings: { rule: string; operations: string[]; uses: unknown }[] };
    expect(findings.find(({ rule }) => rule === "field-removed")).toMatchObject({
      operations: ["query Detail", "query Find"],
      symbols: ["shop.detail", "shop.find"],
      uses: [{ file: "src/pages.graphql", line: 3, column: 3 }],
    });
  });
});

describe("a change that documents survive", () => {
  it.each([
    ["a field that none asks for", "  color: String\n", "", "not used by your code"],
    ["a field of an input that none gives", "  year: Int\n", "", "not used by your code"],
    ["an argument that all give", "size: Size = SMALL", "size: Size!", "your documents stay valid"],
    ["an argument that none gives", "price(unit: String)", "price(unit: Int)", "not used by your code"],
  ])("passes with a note: %s", async (_, from, to, note) => {
    const { code, out } = await diff([[from, to]]);
    expect(out).toContain(note);
    expect(code).toBe(0);
    expect((await diff([[from, to]], "--fail-on", "breaking")).code).toBe(1);
  });
});

describe("what documents do not tell", () => {
  it.each([
    ["a field of a variable's type", "  gift: Gift\n", "  gift: String\n", "input-field-type-changed"],
    ["a field further inside of it", "  note: String\n", "", "input-field-removed"],
    ["another scalar", "  total: Float!", "  total: String!", "field-type-changed"],
  ])("counts as used: %s", async (_, from, to, rule) => {
    const { code, out } = await diff([[from, to]]);
    expect(out).toMatch(new RegExp(`breaking\\[${rule}\\][^]*breaks \\d places?: src/buy\\.ts:`));
    expect(code).toBe(1);
  });

  it("counts a value that a variable may hold", async () => {
    const { out } = await diff([
      ["  SMALL\n", "  TINY\n"],
      ["= SMALL", "= TINY"],
    ]);
    expect(out).toMatch(/breaking\[enum-value-removed\][^]*breaks 1 place: src\/buy\.ts:4:24/);
  });

  it("warns of values that may be received", async () => {
    const { code, out } = await diff([["  SOLD_OUT\n", "  SOLD_OUT\n  DRAFT\n"]]);
    expect(out).toMatch(/warning\[enum-value-added\][^]*touches 1 place: src\/pages\.graphql:10:5/);
    expect(code).toBe(0);
  });
});

describe("the place of what is new", () => {
  it("is its type, whatever else has its name", async () => {
    const { out } = await diff([["  SOLD_OUT\n", "  SOLD_OUT\n  maker\n"]]);
    expect(out).toMatch(/- old\.graphql:\d+:6 {2}enum Status \{\n.*\+ new\.graphql:\d+:3 {2}maker/);
  });
});

describe("documents", () => {
  it("that are wrong anyway fail by name", async () => {
    writeFileSync(join(cwd, "src/odd.graphql"), "query Odd {\n  hamster {\n    name\n  }\n}\n");
    const { code, out } = await diff([]);
    rmSync(join(cwd, "src/odd.graphql"));
    expect(out).toMatch(
      /breaking\[document-refused\]: query Odd is refused: [^]*breaks 1 place: src\/odd\.graphql:2:3/,
    );
    expect(code).toBe(1);
  });

  it("that cannot be read fail at the place", async () => {
    writeFileSync(join(cwd, "src/odd.graphql"), "query Odd {\n  product(\n}\n");
    const { code, out } = await diff([]);
    rmSync(join(cwd, "src/odd.graphql"));
    expect(out).toMatch(
      /breaking\[document-refused\]: src\/odd\.graphql is refused: Syntax Error[^]*src\/odd\.graphql:3:1/,
    );
    expect(code).toBe(1);
  });

  it("are asked where the policy says so, unless the command line does not want it", async () => {
    writeFileSync(join(cwd, "conn-gen.policy.json"), '{ "used": true }');
    const unused = [["  color: String\n", ""]] as const;
    const asked = await diff(unused, "--fail-on", "breaking");
    const overruled = await diff(unused, "--no-used");
    rmSync(join(cwd, "conn-gen.policy.json"));
    expect(asked).toMatchObject({ code: 0, out: expect.stringContaining("not used by your code") });
    expect(overruled.code).toBe(1);
  });
});
