import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { commitChange } from "../../generator/write/commit.js";
import { explainDiskError } from "../../generator/write/disk-errors.js";
import { type Lock, printLock } from "../../generator/write/lock.js";
import { hashFiles, type WriteReport, writeOutput } from "../../generator/write/output.js";
import { writeTextFile } from "../../generator/write/text-file.js";
import { readLock } from "../../generator/write/read-lock.js";

const LOCK: Lock = {
  lockVersion: 1,
  generator: "0.1.0",
  contract: { source: "../api.yaml", sha256: "00" },
  inputs: [],
  options: { tests: false },
  operations: { "GET /b": { call: "b.list" }, "GET /a": { call: "a.list", body: "flat", moved: ["id"] } },
  types: { "#/b": "B", "#/a": "A" },
  files: {},
};

let base = "";
let output = "";

beforeEach(() => {
  base = fs.mkdtempSync(join(tmpdir(), "write-"));
  output = join(base, "generated", "shop");
});

afterEach(() => fs.rmSync(base, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): Promise<WriteReport> {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  return writeOutput(output, list, LOCK);
}

function put(path: string, text: string): void {
  fs.mkdirSync(dirname(join(output, path)), { recursive: true });
  fs.writeFileSync(join(output, path), text);
}

/** Everything below the output folder, path -> text. */
function snapshot(): { [path: string]: string } {
  const paths = fs.readdirSync(output, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      fs.lstatSync(join(output, path)).isFile() ? fs.readFileSync(join(output, path), "utf8") : "/",
    ]),
  );
}

async function refusal(files: { readonly [path: string]: string }): Promise<Failure> {
  try {
    await write(files);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("written");
}

describe("writing", () => {
  it("makes the folder, the files, and the lock with their hashes", async () => {
    const report = await write({ "index.ts": "a", "resources/pets.ts": "b" });
    expect(report).toEqual({
      written: ["index.ts", "resources/pets.ts", "conn-gen.lock.json"],
      removed: [],
      unchanged: 0,
    });
    expect(Object.keys(snapshot())).toEqual(["conn-gen.lock.json", "index.ts", "resources", "resources/pets.ts"]);
    expect((await readLock(output))?.files).toEqual(
      hashFiles([
        { path: "index.ts", text: "a" },
        { path: "resources/pets.ts", text: "b" },
      ]),
    );
  });

  it("leaves equal files alone", async () => {
    await write({ "index.ts": "a", "b.ts": "b" });
    const past = new Date(0);
    for (const path of ["index.ts", "b.ts", "conn-gen.lock.json"]) fs.utimesSync(join(output, path), past, past);
    expect(await write({ "index.ts": "a", "b.ts": "b" })).toEqual({ written: [], removed: [], unchanged: 3 });
    expect((await write({ "index.ts": "a", "b.ts": "c" })).written).toEqual(["b.ts", "conn-gen.lock.json"]);
    expect(fs.statSync(join(output, "index.ts")).mtimeMs).toBe(0);
  });

  it("removes what an earlier run left, and folders that it emptied", async () => {
    await write({ "index.ts": "a", "old/deep/x.ts": "x", "old/y.ts": "y", "mine/z.ts": "z" });
    put("mine/notes.txt", "my own");
    expect((await write({ "index.ts": "a" })).removed.toSorted()).toEqual(["mine/z.ts", "old/deep/x.ts", "old/y.ts"]);
    expect(Object.keys(snapshot())).toEqual(["conn-gen.lock.json", "index.ts", "mine", "mine/notes.txt"]);
  });

  it("turns a file of ours into a folder, and back", async () => {
    await write({ "validators.ts": "a", "x/index.ts": "b" });
    await write({ "validators.ts/index.ts": "a", x: "b" });
    expect(snapshot()).toMatchObject({ "validators.ts": "/", "validators.ts/index.ts": "a", x: "b" });
    await write({ "validators.ts": "a" });
    expect(Object.keys(snapshot())).toEqual(["conn-gen.lock.json", "validators.ts"]);
  });

  it("replaces what was edited in our files", async () => {
    await write({ "index.ts": "a" });
    put("index.ts", "edited");
    expect((await write({ "index.ts": "a" })).written).toEqual(["index.ts"]);
  });
});

describe("files that are not ours", () => {
  it("are never overwritten", async () => {
    put("index.ts", "mine");
    put("resources", "mine");
    const before = snapshot();
    const failure = await refusal({ "index.ts": "a", "resources/pets.ts": "b", "new.ts": "c" });
    expect(failure.exitCode).toBe(73);
    expect(failure.diagnostics.map((diagnostic) => diagnostic.message)).toEqual([
      expect.stringContaining("`index.ts` is in the way"),
      expect.stringContaining("`resources/pets.ts` is in the way"),
    ]);
    expect(snapshot()).toEqual(before);
  });

  it("are welcome when they already say the same", async () => {
    put("index.ts", "a");
    expect((await write({ "index.ts": "a" })).written).toEqual(["conn-gen.lock.json"]);
  });

  it("in a folder where a file of ours should go are left alone", async () => {
    await write({ "x/a.ts": "a" });
    put("x/notes.txt", "mine");
    const before = snapshot();
    expect((await refusal({ x: "b" })).exitCode).toBe(73);
    expect(snapshot()).toEqual(before);
  });

  it("are not removed by a lock that names paths outside", async () => {
    await write({ "index.ts": "a" });
    fs.writeFileSync(join(base, "precious"), "mine");
    fs.writeFileSync(
      join(output, "conn-gen.lock.json"),
      printLock({ ...LOCK, files: { "../../precious": "00", "index.ts": "00" } }),
    );
    await write({ "other.ts": "b" });
    expect(fs.existsSync(join(base, "precious"))).toBe(true);
    expect(fs.existsSync(join(output, "index.ts"))).toBe(false);
  });

  it("behind links are not reached", async () => {
    const outside = join(base, "outside");
    fs.mkdirSync(outside);
    fs.writeFileSync(join(outside, "old.ts"), "mine");
    fs.mkdirSync(output, { recursive: true });
    fs.symlinkSync(outside, join(output, "resources"));
    fs.writeFileSync(join(output, "conn-gen.lock.json"), printLock({ ...LOCK, files: { "resources/old.ts": "00" } }));
    expect((await refusal({ "resources/pets.ts": "b" })).exitCode).toBe(73);
    await write({ "index.ts": "a" });
    expect(fs.readdirSync(outside)).toEqual(["old.ts"]);
  });
});

describe("paths", () => {
  it.each([
    "../x.ts",
    "/etc/x.ts",
    "a/../../x.ts",
    "a//b.ts",
    "./a.ts",
    "a\\b.ts",
    "con.ts",
    "a/NUL",
    "a\u0000.ts",
    "c:x.ts",
    "trailing.",
    "",
    `${"x".repeat(300)}.ts`,
    "conn-gen.lock.json",
    "Conn-Gen.lock.json",
  ])("%j is refused", async (path) => {
    const failure = await refusal({ "index.ts": "a", [path]: "b" });
    expect(failure.exitCode).toBe(73);
    expect(fs.existsSync(output)).toBe(false);
  });

  it("that differ only in case are refused, in folders too", async () => {
    expect((await refusal({ "Card.ts": "a", "card.ts": "b" })).message).toMatch(/upper from lower/);
    expect((await refusal({ "A/x.ts": "a", "a/y.ts": "b" })).message).toMatch(/upper from lower/);
    expect((await refusal({ a: "a", "A/y.ts": "b" })).message).toMatch(/`a`/);
  });
});

describe("failures", () => {
  it("half-way leave the old output as it was", async () => {
    await write({ "a.ts": "old a", "b.ts": "old b", "gone/c.ts": "old c" });
    fs.mkdirSync(join(output, "wall"));
    fs.writeFileSync(join(output, "wall", "mine"), "");
    const before = snapshot();
    const files = ["a.ts", "new/b.ts", "wall"].map((path) => ({ path, text: "new" }));
    expect(() => commitChange(output, { write: files, remove: ["b.ts", "gone/c.ts"] })).toThrow(/wall/);
    expect(snapshot()).toEqual(before);
  });

  it("leave nothing for good where they were killed", async () => {
    // No system has a process of this number.
    const [dead, alive] = [".conn-gen-4194305-abc123", `.conn-gen-${process.pid}-abc123`];
    for (const name of [dead, alive, ".conn-gen-notes"]) fs.mkdirSync(join(output, name, "new"), { recursive: true });
    await write({ "index.ts": "a" });
    expect(fs.readdirSync(output).filter((name) => name.startsWith("."))).toEqual([alive, ".conn-gen-notes"]);
  });

  it("leave no folder behind that was not there", () => {
    const files = [
      { path: "x", text: "a" },
      { path: "x/y", text: "b" },
    ];
    expect(() => commitChange(output, { write: files, remove: [] })).toThrow(/EEXIST|ENOTDIR/);
    expect(fs.existsSync(join(base, "generated"))).toBe(false);
  });

  it.runIf(fs.existsSync("/proc/self"))("where no folder can be made end at once", async () => {
    const unwritable = writeOutput("/proc/conn-gen/shop", [{ path: "a.ts", text: "" }], LOCK);
    await expect(unwritable).rejects.toMatchObject({ exitCode: 73 });
  });

  it("of the disk are told with what to do", async () => {
    fs.writeFileSync(join(base, "generated"), "a file");
    const failure = await refusal({ "index.ts": "a" });
    expect(failure).toMatchObject({ exitCode: 73, diagnostics: [{ code: "output-unwritable" }] });
    fs.rmSync(join(base, "generated"));
    fs.mkdirSync(join(base, "generated"));
    fs.writeFileSync(output, "a file");
    expect((await refusal({ "index.ts": "a" })).message).toMatch(/is a file, not a folder/);
  });

  it.each(["EACCES", "ENOSPC", "EROFS", "ENOTDIR"])("%s is explained", (code) => {
    const error = Object.assign(new Error(code), { code, path: "/x" });
    expect(explainDiskError(error, "/out")).toMatchObject({
      exitCode: 73,
      diagnostics: [{ message: expect.stringMatching(`^/x .*\\(${code}\\)$`), help: expect.any(String) }],
    });
  });
});

describe("single files", () => {
  it("stay where a link leads", async () => {
    fs.writeFileSync(join(base, "there.json"), "old");
    fs.symlinkSync(join(base, "there.json"), join(base, "link.json"));
    await writeTextFile(join(base, "link.json"), "new");
    expect(fs.lstatSync(join(base, "link.json")).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(join(base, "there.json"), "utf8")).toBe("new");
  });

  it.runIf(fs.existsSync("/dev/null"))("that are devices are written into, not replaced", async () => {
    fs.symlinkSync("/dev/null", join(base, "device"));
    await writeTextFile(join(base, "device"), "nobody reads it");
    expect(fs.statSync(join(base, "device")).isCharacterDevice()).toBe(true);
  });

  it("leave nothing behind where they cannot be written", async () => {
    fs.mkdirSync(join(base, "folder.json"));
    const failing = writeTextFile(join(base, "folder.json"), "x");
    await expect(failing).rejects.toMatchObject({ exitCode: 73, message: expect.stringContaining("folder.json is a") });
    expect(fs.readdirSync(base)).toEqual(["folder.json"]);
  });
});

describe("locks", () => {
  it("are printed in a stable order", () => {
    const text = printLock(LOCK);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text.indexOf('"GET /a"')).toBeLessThan(text.indexOf('"GET /b"'));
    const shuffled = { ...LOCK, types: { "#/a": "A", "#/b": "B" } };
    expect(printLock(shuffled)).toBe(text);
  });

  it("are read as they were written, and are not there before", async () => {
    expect(await readLock(output)).toBeUndefined();
    await write({ "index.ts": "a" });
    expect(await readLock(output)).toMatchObject({ operations: LOCK.operations, types: LOCK.types });
  });

  it.each([
    ["", /damaged/],
    ["[]", /damaged/],
    ["{}", /`lockVersion`/],
    ["<<<<<<< HEAD\n{}", /merge conflict/],
    [JSON.stringify({ lockVersion: 2, generator: "9.0.0" }), /newer conn-gen \(conn-gen 9\.0\.0\)/],
    [JSON.stringify({ ...LOCK, types: { a: 1 } }), /`types`/],
    [JSON.stringify({ ...LOCK, operations: { "GET /a": { call: 1 } } }), /`operations`/],
  ])("%j is refused", async (text, message) => {
    put("conn-gen.lock.json", text);
    const failure = await refusal({ "index.ts": "a" });
    expect(failure).toMatchObject({
      exitCode: 65,
      diagnostics: [{ code: "lock-unusable", message: expect.stringMatching(message) }],
    });
    expect(fs.existsSync(join(output, "index.ts"))).toBe(false);
  });
});
