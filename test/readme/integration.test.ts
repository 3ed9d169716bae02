import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, ".cache/readme-integration");

/** The samples of the page on tests, as modules that find the clients from where they lie. */
function writeSamples(): { readonly file: string; readonly isTest: boolean; readonly first: string }[] {
  const page = readFileSync(join(root, "README.md"), "utf8")
    .split("\n## Test your integration\n")[1]
    ?.split("\n## ")[0];
  const samples = [...(page ?? "").matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  mkdirSync(folder, { recursive: true });
  return samples.map((sample, index) => {
    const file = join(folder, `sample-${index + 1}.ts`);
    writeFileSync(file, sample.replaceAll('"./generated/', `"${relative(folder, join(root, "generated"))}/`));
    return { file, isTest: /^it\(/m.test(sample), first: /^(?!import|$).*/m.exec(sample)?.[0] ?? "" };
  });
}

const samples = writeSamples();
const tests = samples.filter(({ isTest }) => isTest);
const programs = samples.filter(({ isTest }) => !isTest);

it("shows tests", () => {
  expect(tests.length).toBeGreaterThan(1);
  expect(existsSync(join(root, "dist/testing/index.js")), "npm run build makes conn-gen/testing").toBe(true);
});

// A sample that is a test says itself what it expects.
describe.each(tests)("what README.md shows: $first", async ({ file }) => {
  await import(file);
});

it.each(programs)("what README.md shows runs as it is written: $first", async ({ file }) => {
  await expect(import(file)).resolves.toBeDefined();
});
