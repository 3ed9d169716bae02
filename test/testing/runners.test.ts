import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateClient } from "../runtime/generated.js";
import type { GeneratedClient } from "../runtime/generated.js";

const contract = fileURLToPath(new URL("../runtime/contract-suite.yaml", import.meta.url));

describe("the emitted suite under node:test", () => {
  let client: GeneratedClient;
  beforeAll(async () => {
    client = await generateClient({ contract, name: "depot-of-node", tests: "node:test" });
  });
  afterAll(() => client.remove());

  it("is a few lines that name the framework", () => {
    const text = readFileSync(join(client.folder, "contract.test.ts"), "utf8");
    expect(text).toContain('import { after, before, describe, it } from "node:test";');
    expect(text).toContain("runner: { afterAll: after, beforeAll: before, describe, it },");
    expect(text).not.toContain("vitest");
  });

  it("passes", async () => {
    const { status, counts } = await runCompiled(client.folder);
    expect(counts).toMatchObject({ fail: 0, skipped: 0 });
    expect(counts["pass"]).toBeGreaterThan(100);
    expect(status).toBe(0);
  });

  it("fails where the client is wrong, and says where", async () => {
    const file = join(client.folder, "runtime/v1/styles/deep-object.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("`${name}[${inner}]`", "`${name}.${inner}`"));
    const { status, counts, output } = await runCompiled(client.folder);
    expect(counts["fail"]).toBeGreaterThan(0);
    expect(status).toBe(1);
    expect(output).toMatch(/the value at \/\w+.* is .*, not /);
  });
});

/** Compiles the suite as its user would, and runs it under Node's own framework. */
async function runCompiled(folder: string) {
  const outfile = join(folder, "contract.test.mjs");
  await build({
    entryPoints: [join(folder, "contract.test.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["msw", "msw/node", "ky"],
    logLevel: "error",
  });
  const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", outfile], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined },
  });
  const counts = Object.fromEntries(
    [...stdout.matchAll(/^# (\w+) (\d+)$/gm)].map(([, what, count]) => [what, Number(count)]),
  );
  return { status, counts, output: stdout };
}
