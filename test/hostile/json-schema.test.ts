import { describe, expect, it } from "vitest";
import { emitValidators, findIssues, type Emitted } from "./emitted.js";
import { documentOf } from "./line.js";
import { type Group, readGroups, suiteFolder } from "./suite.js";

/** Wrong verdicts that nothing warns of, with their reasons; an entry that is no longer needed fails the test. */
const gaps: { readonly [test: string]: string } = {
  "enum: enum with escaped characters: another string is invalid": "a list of strings may grow",
  "oneOf: oneOf: both oneOf valid": "oneOf is read as at least one",
  "oneOf: oneOf with base schema: both oneOf valid": "oneOf is read as at least one",
  "oneOf: oneOf with boolean schemas, all true: any value is invalid": "oneOf is read as at least one",
  "oneOf: oneOf with boolean schemas, more than one true: any value is invalid": "oneOf is read as at least one",
  "oneOf: oneOf complex types: both oneOf valid (complex)": "oneOf is read as at least one",
  "oneOf: oneOf with empty schema: both valid - invalid": "oneOf is read as at least one",
  "oneOf: oneOf with required: both valid - invalid": "oneOf is read as at least one",
  "oneOf: oneOf with missing optional property: both oneOf valid": "oneOf is read as at least one",
  "vocabulary: schema that uses custom metaschema with with no validation vocabulary: no validation: invalid number, but it still validates":
    "vocabularies are not read",
};

const groups = readGroups();
const why = groups.length > 0 ? "" : ` -- SKIPPED: there is no ${suiteFolder}`;

/** How the suite's verdicts and ours compare. */
interface Comparison {
  readonly right: number;
  /** Wrong where a diagnostic said that something is not supported. */
  readonly refused: number;
  readonly wrong: readonly string[];
}

function compare(emitted: Emitted): Comparison {
  const told = new Set(
    emitted.diagnostics.map(({ pointer = "" }) => /^#\/components\/schemas\/(S\d+)/.exec(pointer)?.[1]),
  );
  const results = groups.flatMap((group) =>
    group.tests.map((test) => ({ group, test, isRight: judge(emitted, group, test) })),
  );
  const wrong = results.filter(({ isRight }) => !isRight);
  return {
    right: results.length - wrong.length,
    refused: wrong.filter(({ group }) => told.has(group.key)).length,
    wrong: wrong
      .filter(({ group }) => !told.has(group.key))
      .map(({ group, test }) => `${group.file}: ${group.description}: ${test.description}`),
  };
}

function judge(emitted: Emitted, { key }: Group, { data, valid }: Group["tests"][number]): boolean {
  return (findIssues(emitted.sent[`check${key}`], data).length === 0) === valid;
}

describe(`the emitted validators and the official suite of JSON Schema 2020-12${why}`, () => {
  it.skipIf(why !== "")("agree but for the known gaps", async () => {
    const document = documentOf(Object.fromEntries(groups.map(({ key, schema }) => [key, schema])));
    const { right, refused, wrong } = compare(await emitValidators(document));
    expect([...wrong].sort()).toEqual(Object.keys(gaps).sort());
    expect({ right, refused, wrong: wrong.length }).toEqual({ right: 1068, refused: 221, wrong: 10 });
  });
});
