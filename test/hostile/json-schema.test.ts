import { describe, expect, it } from "vitest";
import { tellCount } from "../conformance/tell-count.js";
import { emitValidators, findIssues, type Emitted } from "./emitted.js";
import type { Json } from "../../generator/contract/schema.js";
import { byDesign, overlapping, overlapping2020, refused } from "./json-schema-ledger.js";
import { documentOf } from "./line.js";
import { draft2020, draft4, type Group, readGroups, readRemotes, type Suite } from "./suite.js";

/** How the suite's verdicts and ours compare. */
interface Comparison {
  readonly right: number;
  /** Wrong where a diagnostic said that something is not supported. */
  readonly refused: readonly string[];
  readonly wrong: readonly string[];
}

function compare(emitted: Emitted, groups: readonly Group[]): Comparison {
  const told = new Set(
    emitted.diagnostics.map(({ pointer = "" }) => /^#\/components\/schemas\/(S\d+)/.exec(pointer)?.[1]),
  );
  const wrong = groups.flatMap((group) =>
    group.tests
      .filter(({ data, valid }) => (findIssues(emitted.sent[`check${group.key}`], data).length === 0) !== valid)
      .map((test) => ({ group, name: `${group.file}: ${group.description}: ${test.description}` })),
  );
  const isTold = ({ group }: { readonly group: Group }): boolean => told.has(group.key);
  return {
    right: groups.flatMap((group) => group.tests).length - wrong.length,
    refused: wrong
      .filter(isTold)
      .map(({ name }) => name)
      .sort(),
    wrong: wrong
      .filter((each) => !isTold(each))
      .map(({ name }) => name)
      .sort(),
  };
}

/** The suite against what a contract with all of its schemas makes. */
async function run(suite: Suite, openapi: string, isNegated = false): Promise<Comparison> {
  const groups = readGroups(suite, isNegated ? "/not/not" : "");
  const wrap = (schema: Json): Json => (isNegated ? { not: { not: schema } } : schema);
  const schemas = Object.fromEntries(groups.map(({ key, schema }) => [key, wrap(schema)]));
  const remotes = suite === draft2020 ? readRemotes() : {};
  const found = compare(await emitValidators(documentOf({ ...schemas, ...remotes }, { openapi })), groups);
  tellCount(`JSON Schema, ${suite.draft}${isNegated ? ", inside of `not`" : ""}`, {
    right: found.right,
    all: groups.flatMap(({ tests }) => tests).length,
    rest: `right, ${found.refused.length} refused with a diagnostic, ${found.wrong.length} otherwise by design`,
  });
  return found;
}

function entries(...ledgers: readonly { readonly [test: string]: string }[]): string[] {
  return ledgers.flatMap(Object.keys).sort();
}

const why = draft2020.exists ? "" : ` -- SKIPPED: there is no ${draft2020.folder}`;

describe.skipIf(why !== "")(`the emitted validators and the official suite of JSON Schema${why}`, () => {
  it("agree on 2020-12 but for what the ledger says", async () => {
    expect(await run(draft2020, "3.1.0")).toEqual({
      right: 1282,
      refused: entries(refused, overlapping, overlapping2020),
      wrong: entries(byDesign),
    });
  });

  it("agree where nothing may be lenient: inside of `not`", async () => {
    expect(await run(draft2020, "3.1.0", true)).toEqual({ right: 1288, refused: entries(refused), wrong: [] });
  });

  it("agree on draft 4, as far as OpenAPI 3.0 speaks it", async () => {
    expect(await run(draft4, "3.0.3")).toEqual({
      right: 380,
      refused: entries(overlapping),
      wrong: entries(byDesign),
    });
  });
});
