import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { Finding, Level } from "../../generator/drift/finding.js";
import { reaches } from "../../generator/drift/law.js";
import { generate } from "../../generator/pipeline.js";
import { type Proof, proveOperations } from "../../generator/usage/prove.js";
import { hasOasdiff, oasdiffFolder, readCases } from "../drift/oasdiff-cases.js";
import { compareFiles } from "../drift/compared.js";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "test/drift/cases");

/** Two contracts, what the compiler says of their clients, and what the rules say. */
interface Judged {
  readonly name: string;
  readonly proofs: readonly Proof[];
  readonly findings: readonly Finding[];
}

function fileOf(name: string, side: string): string {
  const path = join(folder, name, side);
  return existsSync(`${path}.yaml`) ? `${path}.yaml` : `${path}.graphql`;
}

async function makeClient(contract: string) {
  const asked = { contract, name: "shop", output: "never-written", runtime: "@conn-gen/runtime" };
  return generate(await resolveSettings(asked, { cwd: root }), () => undefined);
}

interface Pair {
  readonly name: string;
  readonly paths: { readonly old: string; readonly new: string };
}

/** Pairs of contracts, judged by one compiler. */
async function judgePairs(pairs: readonly Pair[]): Promise<readonly Judged[]> {
  const made = [];
  for (const { name, paths } of pairs) {
    const clients = { old: await makeClient(paths.old), new: await makeClient(paths.new) };
    const { findings } = await compareFiles(paths.old, paths.new);
    made.push({ name, clients, findings });
  }
  const proofs = proveOperations(
    made.map(({ clients }) => clients),
    join(root, "templates/runtime"),
  );
  return made.map(({ name, findings }, index) => ({ name, findings, proofs: proofs[index] ?? [] }));
}

/** The pair of every rule. */
const ownPairs = readdirSync(folder)
  .sort()
  .map((name) => ({ name, paths: { old: fileOf(name, "old"), new: fileOf(name, "new") } }));

/** The pairs of a peer's tests, each of them once. */
const peersPairs = [
  ...new Map(
    readCases().map(({ name, base, revision }) => {
      const [before, after] = [base, revision].map((file) => join(oasdiffFolder, "fixtures", file));
      return [`${base} ${revision}`, { name, paths: { old: before ?? "", new: after ?? "" } }];
    }),
  ).values(),
];

/** Calls that the compiler refuses, and of which no finding says that code may break. */
function findUnseen({ proofs, findings }: Judged): string[] {
  const refused = proofs.filter(({ params, result }) => params !== undefined || result !== undefined);
  const isSeen = (id: string): boolean =>
    findings.some(
      ({ operations, source }) => (operations.length === 0 || operations.includes(id)) && reaches(source, "warning"),
    );
  return refused
    .filter(({ operation }) => !isSeen(operation))
    .map(({ call, params, result }) => `${call}: ${params ?? result}`);
}

/** What rules say that breaks code, while all calls compile: by the rule's case, with the reason. */
const unproven: { readonly [name: string]: string } = {
  "argument-became-required": "calls without a document do not ask for the field that takes it",
  "argument-removed": "an object with one member more fits wherever one without it does; a literal does not",
  "body-became-required": "all of its members may be left out",
  "body-required-added": "all of its members may be left out",
  "call-renamed": "a call by another name is another call",
  "field-type-changed": "`Int` and `Float` are both numbers",
  "input-field-removed": "an object with one member more fits wherever one without it does; a literal does not",
  "media-type-removed": "it was not the one that is sent",
  "member-removed": "an answer with one variant less fits; looking for it does not",
  "operation-id-changed": "a call by another name is another call",
  "operation-removed": "a call that is gone is no call",
  "property-removed": "a member that may be missing may be gone; reading it is wrong all the same",
  "property-shown": "it may be left out",
  "root-type-changed": "a type that is gone has no call",
  "status-removed": "it had no body",
  "stream-changed": "the items of streams have no types yet",
  "sunset-ignored": "a call that is gone is no call",
  "type-renamed": "a type by another name has no call",
};

/** What the compiler refuses, and rules take for less: by the rule's case, with the reason. */
const milder: { readonly [name: string]: string } = {
  "field-deprecated": "calls without a document stop asking for it, and it is still there",
  "response-body-added": "nobody reads an answer that has no body",
};

let judged: readonly Judged[] = [];

beforeAll(async () => {
  judged = await judgePairs(ownPairs);
}, 600_000);

function breaks(name: string): string {
  const proofs = judged.find((each) => each.name === name)?.proofs ?? [];
  return proofs.map(({ params, result }) => `${params ? "params " : ""}${result ? "result" : ""}`.trim()).join();
}

function sourcesOf(name: string): Level[] {
  return judged.find((each) => each.name === name)?.findings.map(({ source }) => source) ?? [];
}

describe("the compiler agrees with the rules", () => {
  it.each([
    ["parameter-required-added", "params"],
    ["property-became-required", "params"],
    ["enum-value-removed", "params"],
    ["nullable-removed", "params"],
    ["variant-removed", "params"],
    ["call-reshaped", "params"],
    ["property-became-optional", "result"],
    ["nullable-added", "result"],
    ["variant-added", "result"],
    ["type-changed", "params result"],
    ["tuple-item-added", "params"],
  ])("that %s breaks what goes in or comes out: %s", (name, expected) => {
    expect(breaks(name)).toBe(expected);
    expect(sourcesOf(name)).toContain("breaking");
  });

  it.each(["parameter-added", "property-added", "limit-tightened", "format-changed", "security-tightened"])(
    "that %s breaks no code",
    (name) => {
      expect(breaks(name)).toBe("");
      expect(sourcesOf(name).filter((source) => reaches(source, "breaking"))).toEqual([]);
    },
  );

  it("on every rule's case: what it refuses, a rule says", () => {
    const unseen = judged.filter((each) => findUnseen(each).length > 0).map(({ name }) => name);
    expect(unseen).toEqual(Object.keys(milder).sort());
  });

  it("on every rule's case: what breaks code, it refuses, but for what it cannot see", () => {
    const compiled = judged.filter(
      ({ proofs, findings }) =>
        findings.some(({ source }) => source === "breaking") &&
        proofs.every(({ params, result }) => !params && !result),
    );
    expect(compiled.map(({ name }) => name)).toEqual(Object.keys(unproven).sort());
  });
});

const why = hasOasdiff ? "" : " -- SKIPPED: there is no ../shared/conformance/oasdiff";

describe(`the pairs of oasdiff's cases${why}`, () => {
  it.skipIf(!hasOasdiff)("what the compiler refuses, a rule says", { timeout: 600_000 }, async () => {
    const all = await judgePairs(peersPairs);
    expect(all.flatMap((each) => findUnseen(each).map((call) => `${each.name}: ${call}`))).toEqual([]);
    const refused = all.filter(({ proofs }) => proofs.some(({ params, result }) => params ?? result));
    expect(refused.length).toBeGreaterThan(70);
  });
});
