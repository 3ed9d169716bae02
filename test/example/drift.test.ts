import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

const root = resolve(import.meta.dirname, "../..");

let cwd = "";
let spec = "";

/** The example app in a repository of its own, with the contract that its client was made of. */
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "example-"));
  for (const path of ["specs/stripe.yaml", "generated/stripe", "tsconfig.json"]) {
    await cp(join(root, path), join(cwd, path), { recursive: true });
  }
  for (const file of ["bookkeeping.ts", "tsconfig.json"]) {
    await cp(join(root, "test/example", file), join(cwd, "test/example", file), { recursive: true });
  }
  spec = await readFile(join(cwd, "specs/stripe.yaml"), "utf8");
  await writeFile(join(cwd, "main.yaml"), spec);
}, 120_000);

afterAll(() => rm(cwd, { recursive: true }));

async function conn(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await run(argv, terminal);
  return { code, out, err };
}

/** What a pull request does: it changes the contract and commits the client that comes of it. */
async function propose(change: (spec: string) => string): Promise<void> {
  const changed = change(spec);
  expect(changed).not.toBe(spec);
  await writeFile(join(cwd, "specs/stripe.yaml"), changed);
  expect(await conn("specs/stripe.yaml", "--tests", "-q")).toEqual({ code: 0, out: "", err: "" });
}

/** Takes a property out of the schema that begins with this line. */
function without(schema: string, property: string) {
  return (text: string): string => {
    const start = text.lastIndexOf(`\n    ${schema}:\n      description:`);
    const [before, after] = [text.slice(0, start), text.slice(start + `\n    ${schema}:\n`.length)];
    const [own = "", ...others] = after.split(/(?=\n {4}\w)/);
    const line = new RegExp(`\\n {8}${property}:.*`);
    const list = new RegExp(`(required: \\[[^\\]]*?)(?:, ${property}(?=[,\\]])|(?<=\\[)${property}, )`);
    return `${before}\n    ${schema}:\n${own.replace(line, "").replace(list, "$1")}${others.join("")}`;
  };
}

const DIFF = ["diff", "main.yaml", "specs/stripe.yaml", "--tsconfig", "test/example/tsconfig.json"];

describe("a pull request against the example app", { timeout: 300_000 }, () => {
  it("fails where it removes a response field that the app uses, and says where", async () => {
    await propose(without("customer", "id"));
    const { code, out } = await conn(...DIFF);
    expect(out).toContain("breaking[property-removed]");
    expect(out).toMatch(/breaks \d places?: test\/example\/bookkeeping\.ts:9:72/);
    expect(code).toBe(1);
  });

  it("passes with a note where it removes one that the app does not use", async () => {
    await propose(without("customer", "email"));
    const { code, out } = await conn(...DIFF);
    expect(out).toMatch(/info\[property-removed\].*customer\.email/);
    expect(out).toContain("not used by your code");
    expect(code).toBe(0);
    expect((await conn("diff", "main.yaml", "specs/stripe.yaml", "-q")).code).toBe(1);
  });
});
