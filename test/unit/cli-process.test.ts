import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { packageRoot, packageVersion } from "../../generator/package-root.js";

const dist = join(packageRoot(), "dist");
const cli = join(dist, "cli.js");
const isBuilt = existsSync(cli);

if (!isBuilt)
  process.stderr.write("skipped: the command as a process, because dist/cli.js is not there (`npm run build`)\n");

function start(...argv: string[]): ReturnType<typeof spawn> {
  return spawn(process.execPath, [cli, ...argv], { cwd: packageRoot(), stdio: ["pipe", "pipe", "pipe"] });
}

function endOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((done) => child.on("close", (code) => done(code)));
}

/** The modules that a chunk loads before it runs. */
function staticImports(path: string, seen = new Set<string>()): Set<string> {
  for (const [, name = ""] of readFileSync(path, "utf8").matchAll(
    /^(?:import|\} from|export .* from)[^"\n]*"([^"\n]+)"/gm,
  )) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (name.startsWith(".")) staticImports(join(dirname(path), name), seen);
  }
  return seen;
}

describe.skipIf(!isBuilt)("the command as a process", () => {
  it("loads nothing but Node's own modules until a command runs", () => {
    const packages = [...staticImports(cli)].filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
    expect(packages).toEqual([]);
    expect([...staticImports(cli)].length).toBeGreaterThan(2);
  });

  it("prints its version", async () => {
    const child = start("--version");
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    expect(await endOf(child)).toBe(0);
    expect(out).toBe(`${packageVersion()}\n`);
  });

  it("ends quietly when its reader has seen enough", async () => {
    const child = start("--help");
    let err = "";
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    child.stdout?.destroy();
    expect(await endOf(child)).toBe(0);
    expect(err).toBe("");
  });

  it.skipIf(process.platform === "win32")("ends with 130 on an interrupt", async () => {
    const child = start("-", "--name", "x");
    child.stderr?.once("data", () => child.kill("SIGINT"));
    child.stdin?.write("openapi: ");
    expect(await endOf(child)).toBe(130);
  });
});
