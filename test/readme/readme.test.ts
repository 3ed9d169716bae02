import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, ".cache/readme");

/** The TypeScript samples of a page, in order. */
function samplesOf(page: string): string[] {
  return [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
}

/** A sample as a module beside nothing else: what an earlier sample made is declared. */
function toModule(text: string, client: string): string {
  const prelude = /const (?:stripe|shop) =|from "conn-gen"/.test(text)
    ? ""
    : `import type { Stripe } from "${client}/index.js";\n`;
  const declared = prelude === "" ? "" : "declare const stripe: Stripe;\n";
  return `${prelude}${text}\n${declared}export {};\n`;
}

function compile(files: readonly string[]): string {
  const compiler = join(root, "node_modules/typescript7/bin/tsc");
  const flags = [
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--skipLibCheck",
  ];
  const target = ["--target", "es2022", "--module", "nodenext", "--types", "node"];
  try {
    return execFileSync(process.execPath, [compiler, "--ignoreConfig", ...flags, ...target, ...files], {
      cwd: folder,
      encoding: "utf8",
    });
  } catch (error) {
    return String((error as { stdout: unknown }).stdout);
  }
}

test.each(["README.md", "generated/stripe/README.md"])("every TypeScript sample of %s compiles", (page) => {
  const samples = samplesOf(readFileSync(join(root, page), "utf8")).filter((sample) => !sample.includes('"conn-gen"'));
  const client = relative(folder, join(root, "generated/stripe"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = samples.map((sample, index) => {
    const name = `sample-${index + 1}.ts`;
    const [here, there] =
      page === "README.md" ? ["./generated/", relative(folder, join(root, "generated"))] : ["./", client];
    writeFileSync(join(folder, name), toModule(sample.replaceAll(`"${here}`, `"${there}/`), client));
    return name;
  });

  expect(files.length).toBeGreaterThan(1);
  expect(compile(files)).toBe("");
});
