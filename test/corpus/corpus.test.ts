import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { Diagnostic } from "../../generator/diagnostics.js";
import { generate, type Generated } from "../../generator/pipeline.js";
import { cache, compile, type Compiler, strictOptions } from "../golden/compilers.js";
import { realContracts, reasonToSkip } from "./contracts.js";

const here = dirname(fileURLToPath(import.meta.url));

/** What a real contract comes to, in short. */
interface Summary {
  readonly operations: number;
  readonly types: number;
  readonly files: number;
  readonly diagnostics: { readonly [code: string]: number };
}

/** Something that is wrong and known: a part of what a compiler says, or a diagnostic that should not be. */
interface Gap {
  readonly contract: string;
  readonly said: string;
  readonly reason: string;
}

const gaps = JSON.parse(readFileSync(join(here, "known-gaps.json"), "utf8")) as readonly Gap[];

/** The slow compiler says little that the fast one does not: it runs where there is time. */
const compilers: readonly Compiler[] = process.env["CI"] ? ["TypeScript 7", "TypeScript 5.9"] : ["TypeScript 7"];

describe.each(realContracts)("the real contract $name", (contract) => {
  const { name, path } = contract;
  const why = reasonToSkip(contract);

  it.skipIf(why !== "")(`generates and compiles${why}`, { timeout: 300_000 }, async () => {
    const generated = await generate(await settingsOf(path, name), () => undefined);
    compareSummary(name, summarize(generated));
    expect(ownAnys(generated)).toEqual([]);
    const folder = join(cache, "compile/real", name);
    writeFiles(folder, generated);
    const known = gaps.filter((gap) => gap.contract === name);
    for (const compiler of compilers) {
      const said = await compile({ name: `corpus-${name}`, compiler, include: [folder], options: strictOptions });
      const lines = said.split("\n").filter((line) => line.includes("error TS"));
      expect(
        lines.filter((line) => !known.some((gap) => line.includes(gap.said))),
        compiler,
      ).toEqual([]);
      expect(
        known.filter((gap) => !lines.some((line) => line.includes(gap.said))),
        "gaps no longer needed",
      ).toEqual([]);
    }
  });
});

async function settingsOf(contract: string, name: string) {
  return resolveSettings({ contract, name, output: join(cache, "corpus/none", name) }, { cwd: cache });
}

function summarize({ counts, diagnostics }: Generated): Summary {
  const { operations, types, files } = counts;
  return { operations, types, files, diagnostics: countCodes(diagnostics) };
}

function countCodes(diagnostics: readonly Diagnostic[]): { [code: string]: number } {
  const counts: { [code: string]: number } = {};
  for (const { severity, code } of diagnostics) {
    const key = `${severity} ${code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Compares with what is committed; `UPDATE=1` rewrites it. */
function compareSummary(name: string, summary: Summary): void {
  const path = join(here, "summaries.json");
  const all = JSON.parse(readFileSync(path, "utf8")) as { readonly [name: string]: Summary };
  if (process.env["UPDATE"] === "1") {
    const sorted = Object.entries({ ...all, [name]: summary }).sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(path, `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`);
  } else expect(summary).toEqual(all[name]);
}

/** Places of `any` as a type and of suppressed checks; contracts may write both in their prose. */
function ownAnys(generated: Generated): string[] {
  const modules = generated.files.filter(({ path }) => path.endsWith(".ts"));
  return modules.flatMap(({ path, text }) => {
    const code = text.replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "");
    const found = /(?:[:<|&(,] *|\bas )any\b/.exec(code) ?? /@ts-(?:ignore|nocheck|expect-error)/.exec(text);
    return found === null ? [] : [`${path}: ${found[0]}`];
  });
}

function writeFiles(folder: string, { files }: Generated): void {
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
