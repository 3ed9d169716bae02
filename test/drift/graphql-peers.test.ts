import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareSdl, type GraphqlCase, hasGraphqlCases, readGraphqlCases } from "./graphql-cases.js";

const why = hasGraphqlCases ? "" : " -- SKIPPED: there is no ../shared/conformance/graphql-diff";

/** Where a peer and we disagree, with the reason; an entry that is no longer needed fails. */
const ledger = JSON.parse(readFileSync(new URL("./graphql-ledger.json", import.meta.url), "utf8")) as {
  readonly [peer: string]: { readonly [name: string]: string };
};

/** What peers say of prose, and of directives that stand on definitions: nothing that a client sends or receives. */
const PROSE = /DESCRIPTION|DIRECTIVE_USAGE/;

const LEVELS: { readonly [criticality: string]: number } = { NON_BREAKING: 0, DANGEROUS: 1, BREAKING: 2 };
const OURS: { readonly [level: string]: number } = { safe: 0, info: 0, warning: 1, breaking: 2 };

/** The worst that a peer says, and the worst that we say of the wire. */
function judge({ oldSDL, newSDL, expected }: GraphqlCase): string | undefined {
  const telling = expected.filter(({ type }) => !PROSE.test(type));
  const wanted = Math.max(0, ...telling.map(({ criticality }) => LEVELS[criticality] ?? 0));
  try {
    const findings = compareSdl(oldSDL, newSDL);
    const told = Math.max(0, ...findings.map(({ wire }) => OURS[wire] ?? 0));
    if ((told === 2) === (wanted === 2) && (telling.length === 0) === (findings.length === 0)) return undefined;
    const said = findings.map(({ rule, wire, element }) => `${rule} ${wire} ${element}`).join("; ");
    return `wanted ${telling.map(({ type, criticality, path }) => `${type} ${criticality} ${path ?? ""}`).join("; ")} | told ${said}`;
  } catch (error) {
    return String(error);
  }
}

describe.each(["graphql-inspector-cases", "graphql-js-breaking-cases"])(`%s${why}`, (peer) => {
  it.skipIf(why !== "")("agree on what breaks, but for the ledger", () => {
    const cases = readGraphqlCases(`${peer}.json`);
    const wrong = new Map<string, string>();
    for (const [index, given] of cases.entries()) {
      const problem = judge(given);
      if (problem !== undefined) wrong.set(`${index} ${given.name}`, problem);
    }
    const known = ledger[peer] ?? {};
    expect([...wrong].filter(([name]) => known[name] === undefined)).toEqual([]);
    expect(Object.keys(known).filter((name) => !wrong.has(name))).toEqual([]);
  });
});

describe("what peers miss", () => {
  const schema = (argument: string): string => `type Query { pets(limit: ${argument}): [String!] }`;

  it("a default that is gone from an argument without null makes it required", () => {
    const [finding] = compareSdl(schema("Int! = 10"), schema("Int!"));
    expect(finding).toMatchObject({ rule: "argument-became-required", wire: "breaking" });
  });

  it("an enum that is only sent may grow, one that is only received may shrink", () => {
    const sent = (values: string): string => `enum Size { ${values} } type Query { pets(size: Size): String }`;
    const received = (values: string): string => `enum Size { ${values} } type Query { size: Size }`;
    expect(compareSdl(sent("A B"), sent("A B C")).map(({ wire }) => wire)).toEqual(["info"]);
    expect(compareSdl(sent("A B"), sent("A")).map(({ wire }) => wire)).toEqual(["breaking"]);
    expect(compareSdl(received("A B"), received("A")).map(({ wire }) => wire)).toEqual(["info"]);
    expect(compareSdl(received("A B"), received("A B C")).map(({ wire }) => wire)).toEqual(["warning"]);
  });
});
