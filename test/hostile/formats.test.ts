import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { emitValidators, findIssues } from "./emitted.js";
import { documentOf } from "./line.js";
import { draft2020 } from "./suite.js";

const checked = ["date-time", "date", "time", "uuid", "email", "uri", "ipv4", "ipv6"];

interface Group {
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** The official tests of a format; those of values that are no text say that formats do not concern them, but types do. */
function testsOf(format: string): Group["tests"] {
  const file = join(draft2020.folder, "optional/format", `${format}.json`);
  const groups = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Group[]) : [];
  return groups.flatMap((group) => group.tests).filter(({ data }) => typeof data === "string");
}

const own: { readonly [format: string]: { readonly right: readonly unknown[]; readonly wrong: readonly unknown[] } } = {
  byte: { right: ["", "YQ==", "YWI=", "YWJj", "YWJj\r\nYWJj"], wrong: ["a", "YQ=", "Y===", "YW Jj", "YQ==YQ=="] },
  int32: { right: [0, -2147483648, 2147483647], wrong: [2147483648, -2147483649, 1.5] },
  int64: { right: [0, 2147483648, 9007199254740991], wrong: [1.5, 9007199254740992] },
  hostname: { right: ["whatever it is"], wrong: [] },
};

/** Without a type a format is an annotation, as JSON Schema has it. */
const schemas = Object.fromEntries(
  [...checked, ...Object.keys(own)].map((format) => [
    format,
    { type: format.startsWith("int") ? "integer" : "string", format },
  ]),
);
const { sent } = await emitValidators(documentOf({ ...schemas, bare: { format: "uuid" } }));
const checkOf = (format: string) =>
  Object.entries(sent).find(([name]) => name.toLowerCase() === `check${format.replace("-", "")}`)?.[1];

const why = draft2020.exists ? "" : ` -- SKIPPED: there is no ${draft2020.folder}`;

describe(`formats and the official suite of JSON Schema${why}`, () => {
  it.skipIf(why !== "").each(checked)("agree: %s", (format) => {
    const tests = testsOf(format);
    const isRight = (data: Json): boolean => findIssues(checkOf(format), data).length === 0;
    expect(tests.length).toBeGreaterThan(10);
    expect(tests.filter(({ data, valid }) => isRight(data) !== valid)).toEqual([]);
  });
});

describe("formats", () => {
  it.each(Object.keys(own))("are checked, or left alone: %s", (format) => {
    const { right = [], wrong = [] } = own[format] ?? {};
    const isRight = (data: unknown): boolean => findIssues(checkOf(format), data).length === 0;
    expect(right.filter((value) => !isRight(value))).toEqual([]);
    expect(wrong.filter(isRight)).toEqual([]);
  });

  it("annotate where no type is stated", () => {
    expect(findIssues(checkOf("bare"), "no UUID")).toEqual([]);
  });

  it.each(checked)("come to an end on long texts: %s", (format) => {
    for (const unit of ["a", "1", "-", ".", ":", "a@", "%4", "1.", "::", '"', "[", "/"]) {
      expect(findIssues(checkOf(format), unit.repeat(200_000)).length).toBeLessThanOrEqual(1);
    }
  });
});
