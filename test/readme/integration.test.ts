import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, ".cache/readme-integration");

/** The page's own test, as a module that finds the client from where it lies. */
function writeSample(): string {
  const page = readFileSync(join(root, "README.md"), "utf8").split("## Test your integration")[1] ?? "";
  const sample = /```ts\n([\s\S]*?)```/.exec(page)?.[1];
  if (sample === undefined) throw new Error('README.md has no test under "Test your integration"');
  const client = relative(folder, join(root, "generated/stripe"));
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "integration.ts");
  writeFileSync(file, sample.replaceAll('"./generated/stripe/', `"${client}/`));
  return file;
}

const sample = writeSample();

describe("the test that README.md shows", async () => {
  await import(sample);
});
