import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare } from "../../generator/drift/compare.js";
import type { Finding } from "../../generator/drift/finding.js";
import { normalizeAny } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

const folder = join(import.meta.dirname, "../../.cache/history/node_modules");

/** Versions of contracts that were published one after the other. */
const histories = [
  { name: "GitHub's REST API", file: "generated/api.github.com.json", versions: ["github-1", "github-2"] },
  { name: "GitHub's GraphQL API", file: "schema.graphql", versions: ["graphql-1", "graphql-2", "graphql-3"] },
].map((history) => ({ ...history, paths: history.versions.map((version) => join(folder, version, history.file)) }));

async function diffTexts(before: string, after: string): Promise<readonly Finding[]> {
  const side = async (text: string) => {
    const document = parseDocument({ uri: "x", location: "x", text, sha256: "" });
    return { contract: (await normalizeAny(soleDocument(document))).value };
  };
  return compare({ old: await side(before), new: await side(after) });
}

/** The same contract on other lines. */
function moveLines(text: string): string {
  return text.startsWith("{") ? JSON.stringify(JSON.parse(text)) : `# Moved\n\n${text}`;
}

describe.each(histories)("the history of $name", ({ paths }) => {
  const isThere = paths.every((path) => existsSync(path));
  const why = isThere ? "" : " -- SKIPPED: run `npm run corpus:install`";

  it.skipIf(!isThere)(`is compared version by version${why}`, { timeout: 600_000 }, async () => {
    const texts = paths.map((path) => readFileSync(path, "utf8"));
    for (const [index, after] of texts.entries()) {
      const before = texts[index - 1];
      expect(await diffTexts(after, after)).toEqual([]);
      if (before === undefined) continue;
      const findings = await diffTexts(before, after);
      const prints = findings.map(({ fingerprint }) => fingerprint);
      expect(prints.length).toBeGreaterThan(0);
      expect(new Set(prints).size).toBe(prints.length);
      const moved = await diffTexts(moveLines(before), moveLines(after));
      expect(moved.map(({ fingerprint }) => fingerprint).sort()).toEqual([...prints].sort());
    }
  });
});
