import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import type { Json } from "../../generator/contract/schema.js";
import { accepts, type Judging } from "../../generator/drift/accepts.js";
import type { Effect } from "../../generator/drift/finding.js";
import { defaultPolicy } from "../../generator/drift/policy.js";
import { compareNamed, startSession } from "../../generator/drift/session.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { documentOf } from "../hostile/line.js";
import { type Group, readGroups, readRemotes, draft2020 } from "../hostile/suite.js";

const groups = readGroups(draft2020);
const why = groups.length > 0 ? "" : ` -- SKIPPED: there is no ${draft2020.folder}`;

/** Verdicts on values that we get wrong, with their reasons. */
const gaps: { readonly [test: string]: string } = {
  "defs: validate definition against metaschema: invalid definition schema": "the metaschema is not read",
  "enum: empty enum: array is invalid": "an empty list of values is left out",
  "enum: empty enum: boolean is invalid": "an empty list of values is left out",
  "enum: empty enum: null is invalid": "an empty list of values is left out",
  "enum: empty enum: number is invalid": "an empty list of values is left out",
  "enum: empty enum: object is invalid": "an empty list of values is left out",
  "enum: empty enum: string is invalid": "an empty list of values is left out",
  "ref: remote ref, containing refs itself: remote ref invalid": "the metaschema is not read",
  "refRemote: remote HTTP ref with different $id: number is invalid":
    "remote schemas that name themselves are not found",
  "refRemote: remote HTTP ref with different URN $id: number is invalid":
    "remote schemas that name themselves are not found",
  "vocabulary: schema that uses custom metaschema with with no validation vocabulary: no validation: invalid number, but it still validates":
    "vocabularies are not read",
};

function readSuite(): Contract {
  const text = JSON.stringify(
    documentOf({ ...Object.fromEntries(groups.map(({ key, schema }) => [key, schema])), ...readRemotes() }),
  );
  return normalize(soleDocument(parseDocument({ uri: "suite", location: "suite", text, sha256: "" }))).value;
}

function idOf({ key }: Group): string {
  return `#/components/schemas/${key}`;
}

/** The effects of everything that differs between two schemas, references followed. */
function findEffects(before: Group, after: Group, contract: Contract): Effect[] {
  const session = startSession({ old: contract, new: contract }, defaultPolicy());
  const open = new Map([["", { old: idOf(before), new: idOf(after) }]]);
  const effects: Effect[] = [];
  for (const pair of open.values()) {
    const { found, reached } = compareNamed(pair, "sent", session);
    effects.push(...found.map(({ change }) => change.effect));
    for (const [key, next] of reached) if (!open.has(key)) open.set(key, next);
  }
  return effects;
}

describe(`schemas of the official suite, compared with each other${why}`, () => {
  it.skipIf(why !== "")("values are judged as the suite does, or not at all", () => {
    const contract = readSuite();
    const judging: Judging = { contract, direction: "sent" };
    const verdicts = groups.flatMap((group) =>
      group.tests.map(({ data, valid, description }) => ({
        name: `${group.file}: ${group.description}: ${description}`,
        answer: accepts({ kind: "ref", id: idOf(group) }, data, judging),
        valid,
      })),
    );
    const wrong = verdicts.filter(({ answer, valid }) => answer !== "unknown" && (answer === "yes") !== valid);
    expect(wrong.map(({ name }) => name).sort()).toEqual(Object.keys(gaps).sort());
    const undecided = verdicts.filter(({ answer }) => answer === "unknown");
    expect({ judged: verdicts.length, undecided: undecided.length }).toEqual({ judged: 1299, undecided: 0 });
  });

  it.skipIf(why !== "")("nothing is called safe that a value contradicts", { timeout: 600_000 }, () => {
    const contract = readSuite();
    const judging: Judging = { contract, direction: "sent" };
    const wrong: string[] = [];
    let pairs = 0;
    for (const file of new Set(groups.map((group) => group.file))) {
      const inFile = groups.filter((group) => group.file === file);
      const values = inFile.flatMap(({ tests }) => tests.map(({ data }) => data));
      const allowed = new Map(inFile.map((group) => [group, values.map((value) => judge(group, value, judging))]));
      for (const before of inFile) {
        for (const after of inFile) {
          if (before === after) continue;
          pairs++;
          const effects = findEffects(before, after, contract);
          const isNarrowing = effects.some((effect) => effect !== "widens" && effect !== "none");
          const isWidening = effects.some((effect) => effect !== "narrows" && effect !== "none");
          values.forEach((value, index) => {
            const [was, is] = [allowed.get(before)?.[index], allowed.get(after)?.[index]];
            const text = `${before.file}: ${before.description} -> ${after.description}: ${JSON.stringify(value)}`;
            if (was === "yes" && is === "no" && !isNarrowing) wrong.push(`narrowed: ${text}`);
            if (was === "no" && is === "yes" && !isWidening) wrong.push(`widened: ${text}`);
          });
        }
      }
    }
    expect(wrong.slice(0, 40)).toEqual([]);
    expect(pairs).toBeGreaterThan(6_000);
  });
});

function judge(group: Group, value: Json, judging: Judging) {
  return accepts({ kind: "ref", id: idOf(group) }, value, judging);
}
