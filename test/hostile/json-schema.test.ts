import { describe, expect, it } from "vitest";
import { emitValidators, findIssues } from "./emitted.js";
import { documentOf } from "./line.js";
import { type Group, readGroups, suiteFolder } from "./suite.js";
import { writeFileSync } from "node:fs";

const groups = readGroups();
const why = groups.length > 0 ? "" : ` -- SKIPPED: there is no ${suiteFolder}`;

describe(`the emitted validators and JSON Schema${why}`, () => {
  it.skipIf(why !== "")("x", async () => {
    const emitted = await emitValidators(documentOf(Object.fromEntries(groups.map((g) => [g.key, g.schema]))));
    const wrong: string[] = [];
    let pass = 0, unsup = 0, crash = 0;
    const flagged = new Map<string, Set<string>>();
    for (const d of emitted.diagnostics) {
      const m = /^#\/components\/schemas\/(S\d+)/.exec(d.pointer ?? "");
      if (m) (flagged.get(m[1]!) ?? flagged.set(m[1]!, new Set()).get(m[1]!)!).add(d.code);
    }
    for (const g of groups) for (const t of g.tests) {
      let ok: boolean | string;
      try { ok = findIssues(emitted.sent[`check${g.key}`], t.data).length === 0; } catch (e) { ok = String(e); crash++; }
      if (ok === t.valid) { pass++; continue; }
      const flags = [...(flagged.get(g.key) ?? [])];
      if (flags.length) { unsup++; }
      wrong.push(`${flags.length ? "UNSUP " + flags : "WRONG"} | ${g.file} | ${g.description} | ${t.description} | expected ${t.valid} got ${ok} | ${JSON.stringify(g.schema)} | ${JSON.stringify(t.data)}`);
    }
    const codes = new Map<string, number>();
    for (const d of emitted.diagnostics) codes.set(d.code, (codes.get(d.code) ?? 0) + 1);
    writeFileSync("/tmp/wrong.txt", [JSON.stringify({ pass, wrong: wrong.length - unsup, unsup, crash, total: pass + wrong.length }), JSON.stringify([...codes]), ...wrong].join("\n"));
    expect(1).toBe(1);
  });
});
