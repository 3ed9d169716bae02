import { describe, expect, it } from "vitest";
import { dump } from "js-yaml";
import type { Json } from "../../generator/contract/schema.js";
import { compare } from "../../generator/drift/compare.js";
import type { Finding } from "../../generator/drift/finding.js";
import { RULES } from "../../generator/drift/rules.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { type Document, rewrites } from "./rewrites.js";
import { pairs } from "./pairs.js";

function diff(
  before: Document,
  after: Document,
  write: (document: Document) => string = JSON.stringify,
): readonly Finding[] {
  const side = (document: Document) => ({
    contract: normalize(soleDocument(parseDocument({ uri: "x", location: "x", text: write(document), sha256: "" })))
      .value,
  });
  return compare({ old: side(before), new: side(after) });
}

/** What matters of findings, whatever their order: which rules, how bad, about what. Names of types are what references are for. */
function gist(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ rule }) => !rule.startsWith("type-re") && rule !== "type-added")
    .map(({ rule, wire, source, direction, words }) => {
      const value = rule.startsWith("variant-") ? "" : (words["value"] ?? "");
      return [rule, direction ?? "", wire, source, value, words["keyword"] ?? ""].join(" ");
    })
    .sort();
}

/** What a finding becomes when old and new change places. */
function mirrored({ rule, effect, direction }: Finding): string {
  const turned = effect === "narrows" ? "widens" : effect === "widens" ? "narrows" : effect;
  return `${RULES[rule].mirror ?? rule} ${turned} ${direction ?? ""}`;
}

const yaml = (document: Document): string => dump(document as Json);

describe.each(pairs)("$name", ({ before, after }) => {
  it("differs from itself in nothing", () => {
    expect(diff(before, before)).toEqual([]);
    expect(diff(after, after)).toEqual([]);
  });

  it("is the mirror of its reverse", () => {
    const forth = diff(before, after).filter(
      ({ rule }) =>
        RULES[rule].mirror !== undefined &&
        !/^(?:operation|parameter|property|body|status)-(?:required-)?(?:added|removed)$/.test(rule),
    );
    const back = diff(after, before).map(({ rule, effect, direction }) => `${rule} ${effect} ${direction ?? ""}`);
    expect(forth.map(mirrored).filter((each) => !back.includes(each))).toEqual([]);
  });

  it.each(Object.entries(rewrites))("stays as it is under: %s", (_, rewrite) => {
    expect(diff(before, rewrite(before)).filter(({ level }) => level !== "info")).toEqual([]);
    expect(gist(diff(rewrite(before), rewrite(after)))).toEqual(gist(diff(before, after)));
  });

  it("is the same in YAML", () => {
    expect(gist(diff(before, after, yaml))).toEqual(gist(diff(before, after)));
  });
});

describe("rewrites", () => {
  it.each(Object.entries(rewrites))("change something: %s", (name, rewrite) => {
    const changed = pairs.filter(({ before }) => JSON.stringify(rewrite(before)) !== JSON.stringify(before));
    expect(changed.length).toBeGreaterThan(name.startsWith("references") ? 4 : pairs.length / 2);
  });
});
