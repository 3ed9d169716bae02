import { spawn } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

/** Prints every module that a process loads. */
const spy = `import { register } from "node:module";
register("data:text/javascript," + encodeURIComponent(\`import { writeSync } from "node:fs";
export async function load(url, context, next) {
  writeSync(2, "loaded " + url + "\\\\n");
  return next(url, context);
}\`));`;

/** What a command loads in a folder of its own, and how it ends. */
async function watchLoading(cwd: string, ...argv: string[]): Promise<{ code: number | null; files: string[] }> {
  const hook = `data:text/javascript,${encodeURIComponent(spy)}`;
  const child = spawn(process.execPath, ["--no-warnings", "--import", hook, cli, ...argv], { cwd });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const code = await endOf(child);
  const files = [...said.matchAll(/^loaded (file:.*)$/gm)].map(([, url = ""]) => fileURLToPath(url));
  return { code, files };
}

/** A folder that goes away with the test. */
function inFolder<Value>(use: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "process-"));
  return use(folder).finally(() => rmSync(folder, { recursive: true }));
}

describe.skipIf(!isBuilt)("the command as a process", () => {
  it("loads nothing but Node's own modules until a command runs", () => {
    const packages = [...staticImports(cli)].filter((name) => !name.startsWith(".") && !name.startsWith("node:"));
    expect(packages).toEqual([]);
    expect([...staticImports(cli)].length).toBeGreaterThan(2);
  });

  it("confirms an unchanged client without any of the heavy modules", () =>
    inFolder(async (folder) => {
      cpSync(join(packageRoot(), "specs/stripe.yaml"), join(folder, "stripe.yaml"));
      const made = await watchLoading(folder, "stripe.yaml", "-q");
      const { code, files } = await watchLoading(folder, "check", "stripe.yaml");
      const bytes = (paths: readonly string[]) => paths.reduce((sum, path) => sum + statSync(path).size, 0);
      expect([made.code, code]).toEqual([0, 0]);
      const packages = files.filter((path) => path.includes("node_modules"));
      expect(packages.filter((path) => !/[\\/]js-yaml[\\/]/.test(path))).toEqual([]);
      expect(bytes(files)).toBeLessThan(bytes(made.files) / 2);
      expect(bytes(files)).toBeLessThan(500_000);
    }));

  it.each(["js", "ts"])(
    "reads a .%s config that is an ES module in a CommonJS package, without a word of Node's",
    (kind) =>
      inFolder(async (folder) => {
        cpSync(join(packageRoot(), "specs/stripe.yaml"), join(folder, "stripe.yaml"));
        writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
        writeFileSync(join(folder, `conn-gen.config.${kind}`), 'export default { contract: "stripe.yaml" };\n');
        const child = spawn(process.execPath, [cli, "-q"], { cwd: folder });
        let err = "";
        child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
        expect(await endOf(child)).toBe(0);
        expect(err).toBe("");
      }),
  );

  it("says what to install where the compiler is missing", () =>
    inFolder(async (folder) => {
      cpSync(dist, join(folder, "conn-gen/dist"), { recursive: true });
      cpSync(join(packageRoot(), "templates"), join(folder, "conn-gen/templates"), { recursive: true });
      cpSync(join(packageRoot(), "package.json"), join(folder, "conn-gen/package.json"));
      mkdirSync(join(folder, "node_modules"));
      for (const name of ["js-yaml", "jiti"])
        symlinkSync(join(packageRoot(), "node_modules", name), join(folder, "node_modules", name), "junction");
      for (const flag of ["--used", "--prove"]) {
        const old = join(packageRoot(), "test/drift/cases/property-removed/old.yaml");
        const argv = ["diff", old, old.replace("old.yaml", "new.yaml"), flag];
        const child = spawn(process.execPath, [join(folder, "conn-gen/dist/cli.js"), ...argv], { cwd: folder });
        let err = "";
        child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
        expect(await endOf(child)).toBe(64);
        expect(err).toMatch(/needs the package ts-morph, which is not installed[^]*npm i -D conn-gen ts-morph/);
      }
    }));

  it("compares a contract from stdin", async () => {
    const folder = join(packageRoot(), "test/drift/cases/limit-tightened");
    const child = start("diff", "-", join(folder, "new.yaml"));
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stdin?.end(readFileSync(join(folder, "old.yaml")));
    expect(await endOf(child)).toBe(1);
    expect(out).toMatch(/breaking\[limit-tightened\][^]*- <stdin>:\d+:\d+/);
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

  it.runIf(existsSync("/dev/full"))("tells of a full disk behind its output", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [cli, "--help"], { stdio: ["ignore", full, "pipe"] });
    let err = "";
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    expect(await endOf(child)).toBe(73);
    closeSync(full);
    expect(err).toMatch(/^error\[output-unwritable\]: Stdout cannot be written: the disk is full \(ENOSPC\)/);
    expect(err).not.toContain("    at ");
  });

  it.skipIf(process.platform === "win32").each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("ends by itself on %s, and not between two files", async (signal, code) => {
    const child = start("-", "--name", "x");
    child.stderr?.once("data", () => child.kill(signal));
    child.stdin?.write("openapi: ");
    // An exit code and no signal: whatever is being written is written first.
    expect(await endOf(child)).toBe(code);
    expect(child.signalCode).toBeNull();
  });
});
