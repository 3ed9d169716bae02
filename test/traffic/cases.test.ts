import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

const folder = join(import.meta.dirname, "cases");

/** What `conn-gen verify` says of a case. */
async function verify(cwd: string, ...flags: string[]): Promise<{ code: number; out: string }> {
  let out = "";
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: Readable.from([""]),
    stdout: { write: (text: string) => void (out += text) },
    stderr: { write: (text: string) => void (out += text) },
  };
  const code = await run(["verify", "contract.yaml", "--ndjson", "traffic.ndjson", ...flags], terminal);
  return { code, out };
}

describe("rules of traffic", () => {
  it.each(readdirSync(folder).sort())("%s", async (rule) => {
    const cwd = join(folder, rule);
    const { code, out } = await verify(cwd);
    const expected = join(cwd, "expected.txt");
    if (process.env["UPDATE"] || !existsSync(expected)) writeFileSync(expected, out);
    expect(out).toBe(readFileSync(expected, "utf8"));
    expect(out).toContain(`[${rule}]`);
    expect(code).toBe(1);
    expect((await verify(cwd, "--fail-on", "never")).code).toBe(0);
  });
});
