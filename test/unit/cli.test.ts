import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { COMMANDS } from "../../generator/commands/arguments.js";
import type { Line } from "../../generator/commands/line.js";
import { run } from "../../generator/commands/run.js";
import type { Diagnostic } from "../../generator/diagnostics.js";
import type { Generated, Inspected } from "../../generator/pipeline.js";
import { parseDocument } from "../../generator/read/document.js";
import { readSource } from "../../generator/read/source.js";
import { createProgress } from "../../generator/report/progress.js";
import { toSentence } from "../../generator/report/text.js";

let cwd = "";

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "cli-"));
  await writeFile(join(cwd, "shop.yaml"), "openapi: 3.1.0\ninfo: {title: Shop}\npaths: {}\n");
});

afterEach(() => rm(cwd, { recursive: true }));

/** A line that reads for real and emits one file. */
function fakeLine(diagnostics: readonly Diagnostic[] = []): Line {
  return {
    generate: async (settings, watch): Promise<Generated> => {
      watch({ stage: "read", note: settings.name });
      const document = parseDocument(await readSource(settings.contract, { cwd }));
      watch({ stage: "emit", count: 1 });
      const { sha256 } = document.source;
      return {
        name: settings.name,
        files: [{ path: "index.ts", text: `export const tests = ${settings.tests};\n` }],
        lock: {
          lockVersion: 1,
          generator: "0",
          contract: { source: "x", sha256 },
          inputs: [],
          options: {},
          operations: {},
          types: {},
          files: {},
        },
        diagnostics,
        documents: [document],
        counts: { operations: 1204, types: 1, skipped: 0, files: 1, bytes: 1500 },
        timings: { read: 1, emit: 2 },
        nextSteps: { install: ["npm i ky"], snippet: "import {} from 'x';" },
      };
    },
    diff: async () => Promise.reject(new Error("nothing here compares")),
    inspect: async (settings) => {
      const facts = { contract: { title: settings.name }, plan: { operations: [] } } as unknown as Inspected;
      return { ...facts, diagnostics, documents: [] };
    },
    understand: () => Promise.reject(new Error("not part of these tests")),
  };
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function conn(argv: readonly string[], line: Line = fakeLine(), isTTY = false): Promise<Ran> {
  let out = "";
  let err = "";
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin,
    stdout: { write: (text: string) => (out += text) },
    stderr: { isTTY, write: (text: string) => (err += text) },
  };
  const code = await run(argv, terminal, async () => line);
  return { code, out, err };
}

describe("generate", () => {
  it("writes the client and says what comes next", async () => {
    const { code, out, err } = await conn(["shop.yaml"]);
    expect(code).toBe(0);
    expect(err).toBe("shop: read shop\nshop: emit 1\nshop: write 1\n");
    expect(out).toContain(
      `✓ shop → ${join("generated", "shop")}\n  1,204 operations · 1 type · 2 files (2 kB)\n  2 files written\n`,
    );
    expect(out).toMatch(/read 1 ms · emit 2 ms · write \d+ ms = \d+ ms\n/);
    expect(out).toContain("Next:\n  npm i ky\n\n  import {} from 'x';\n");
    expect(await readFile(join(cwd, "generated/shop/index.ts"), "utf8")).toContain("false");
  });

  it("takes flags before and after the contract", async () => {
    expect((await conn(["--tests", "generate", "shop.yaml", "-o", "src/x", "-q"])).code).toBe(0);
    expect(await readFile(join(cwd, "src/x/index.ts"), "utf8")).toContain("true");
    expect((await conn(["shop.yaml", "--no-tests", "--output=src/x", "--quiet"])).code).toBe(0);
    expect(await readFile(join(cwd, "src/x/index.ts"), "utf8")).toContain("false");
  });

  it("is silent with --quiet, and data with --json", async () => {
    expect(await conn(["shop.yaml", "--quiet"])).toEqual({ code: 0, out: "", err: "" });
    const { out, err } = await conn(["shop.yaml", "--json"]);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      exitCode: 0,
      contracts: [{ name: "shop", operations: 1204, diagnostics: [] }],
    });
  });

  it("does every contract of the config, or none", async () => {
    await writeFile(
      join(cwd, "conn-gen.config.json"),
      JSON.stringify([{ contract: "shop.yaml" }, { contract: "two.yaml" }]),
    );
    expect((await conn([])).code).toBe(65);
    expect(existsSync(join(cwd, "generated"))).toBe(false);
    await writeFile(join(cwd, "two.yaml"), "openapi: 3.1.0\n");
    const { code, out } = await conn([]);
    expect(code).toBe(0);
    expect(out).toMatch(/✓ shop[^]*✓ two/);
    expect(out).toMatch(/\nNext:\n {2}npm i ky\n$/);
  });

  it("shows warnings with their place", async () => {
    const warning: Diagnostic = { code: "odd", severity: "warning", message: "odd", pointer: "#/info" };
    const { code, out, err } = await conn(["shop.yaml"], fakeLine([warning]));
    expect(code).toBe(0);
    expect(err).toContain("warning[odd]: Odd.\n --> shop.yaml:2:1\n");
    expect(out).toContain("  1 warning\n");
  });

  it("writes nothing after an error, nor with --strict after a repair or a skip", async () => {
    const of = (severity: Diagnostic["severity"]): Line => fakeLine([{ code: "x", severity, message: "x" }]);
    expect((await conn(["shop.yaml"], of("error"))).code).toBe(65);
    expect((await conn(["shop.yaml", "--strict"], of("repair"))).err).toContain(
      "error[strict]: --strict: 1 repair, 0 operations left out",
    );
    expect((await conn(["shop.yaml", "--strict"], of("skip"))).code).toBe(65);
    expect(existsSync(join(cwd, "generated"))).toBe(false);
    expect((await conn(["shop.yaml", "--strict"], of("warning"))).code).toBe(0);
    expect((await conn(["shop.yaml"], of("skip"))).code).toBe(0);
  });

  it("has one live line on a terminal", async () => {
    const { err } = await conn(["shop.yaml"], fakeLine(), true);
    expect(err.startsWith("\r\u001b[2K⠋ shop: read shop\r\u001b[2K")).toBe(true);
    expect(err.endsWith("\r\u001b[2K")).toBe(true);
    expect(err).not.toContain("\n");
  });

  it("has plain lines on a terminal that can take nothing back", async () => {
    let err = "";
    createProgress({ isTTY: true, write: (text) => (err += text) }, { TERM: "dumb" }, false).watchFor("shop")({
      stage: "read",
    });
    expect(err).toBe("shop: read\n");
  });

  it("shows its live line where a terminal does not say how wide it is", async () => {
    let err = "";
    const output = { isTTY: true, columns: 0, write: (text: string) => (err += text) };
    createProgress(output, { NO_COLOR: "1" }, false).watchFor("shop")({ stage: "emit", count: 75 });
    expect(err).toContain("shop: emit 75");
  });
});

describe("inspect", () => {
  it("prints facts or decisions", async () => {
    expect(JSON.parse((await conn(["inspect", "shop.yaml"])).out)).toEqual({ title: "shop" });
    expect(JSON.parse((await conn(["inspect", "shop.yaml", "--plan", "--json"])).out)).toEqual({ operations: [] });
  });

  it("ends with 65 where the contract has an error", async () => {
    const { code, err } = await conn(
      ["inspect", "shop.yaml"],
      fakeLine([{ code: "x", severity: "error", message: "x" }]),
    );
    expect(code).toBe(65);
    expect(err).toBe("error[x]: X.\n");
  });
});

describe("usage mistakes", () => {
  it.each([
    [["shop.yaml", "--outptu", "x"], "there is no flag --outptu", "did you mean --output?"],
    [["shop.yaml", "-x"], "there is no flag -x", "see `conn-gen --help`"],
    [["shop.yaml", "-o"], "-o needs a value", "see `conn-gen --help`"],
    [
      ["shop.yaml", "-o", "--tests"],
      "-o needs a value, and what follows it is a flag",
      "write `--output=VALUE` where the value starts with `-`",
    ],
    [["shop.yaml", "--tests=yes"], "--tests takes no value", "see `conn-gen --help`"],
    [
      ["inspct", "shop.yaml"],
      "there is no command `inspct`",
      "did you mean `conn-gen inspect`? (A contract of this name is `./inspct`.)",
    ],
    [["typs"], "there is no command `typs`", "did you mean `conn-gen types`? (A contract of this name is `./typs`.)"],
    [["frobnicate", "shop.yaml"], "there is no command `frobnicate`", "see `conn-gen --help`"],
    [
      ["a.yaml", "b.yaml"],
      "one contract at a time, but 2 were given",
      "list several contracts in conn-gen.config.ts, then run bare `conn-gen`",
    ],
    [["shop.yaml", "--plan"], "`conn-gen generate` has no flag --plan", "it belongs to `conn-gen inspect`"],
    [["shop.yaml", "--import-extension", "mjs"], "--import-extension is .js or .ts, not mjs", "leave it out for .js"],
    [
      [],
      "no contract was given, and there is no conn-gen.config.{ts,js,json} here",
      "name a file or a URL: `conn-gen path/or/url/of/openapi.yaml`; or list contracts in a conn-gen.config.ts",
    ],
    [["shop.yaml", "-o", ""], "--output is empty", "give it a value, or leave it out"],
    [["shop.yaml", "--config="], "--config is empty", "give it a value, or leave it out"],
    [["shop.yaml", "-o=x"], "--output begins with `=`", "write `--output=VALUE`, or leave the `=` out"],
    [["-c", "."], "the path behind --config is a folder", "name the file in it"],
    [[""], "the contract is empty", "name a file or a URL, or `-` for stdin"],
    [["shop.yaml", "--tset"], "there is no flag --tset", "did you mean --tests?"],
  ])("%j", async (argv, message, help) => {
    const { code, err, out } = await conn(argv);
    expect({ code, out, err: err.replace(/\[[\w-]+\]/, "") }).toEqual({
      code: 64,
      out: "",
      err: `error: ${toSentence(message)}\n  = help: ${toSentence(help)}\n`,
    });
  });
});

describe("a config with several clients", () => {
  const write = (config: object) => writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify(config));

  it("gives each a folder of its own", async () => {
    await write([
      { contract: "shop.yaml", output: "out" },
      { contract: "two.yaml", output: "./out" },
    ]);
    const { code, err } = await conn([]);
    expect(code).toBe(64);
    expect(err).toContain("error[output-shared]: `shop` (");
    expect(err).toContain(" and `two` (");
  });

  it("of one contract has one set of types, and several plans", async () => {
    await write([
      { contract: "shop.yaml", name: "a" },
      { contract: "shop.yaml", name: "b" },
    ]);
    expect((await conn(["types", "shop.yaml"])).code).toBe(0);
    expect((await conn(["inspect", "shop.yaml", "--name", "b"])).out).toContain('"title": "b"');
    const { code, err } = await conn(["inspect", "shop.yaml"]);
    expect(code).toBe(64);
    expect(err).toContain("The config makes several clients of this contract: a, b.\n");
    expect(err).toContain("`conn-gen inspect a`");
  });

  it("chooses by name, where no file is called so", async () => {
    await write([{ contract: "shop.yaml" }, { contract: "two.yaml", name: "second" }]);
    expect((await conn(["inspect", "second"])).out).toContain('"title": "second"');
    expect((await conn(["inspect", "shop"])).out).toContain('"title": "shop"');
    await writeFile(join(cwd, "second"), "openapi: 3.1.0\n");
    expect((await conn(["inspect", "second", "--name", "file"])).out).toContain('"title": "file"');
  });
});

describe("other ends", () => {
  it("65 is a contract that cannot be read, as JSON too", async () => {
    const { code, out } = await conn(["nope.yaml", "--json"]);
    expect(code).toBe(65);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exitCode: 65,
      diagnostics: [{ code: "contract-not-found", severity: "error" }],
    });
  });

  it("73 is an output that cannot be written", async () => {
    await writeFile(join(cwd, "taken"), "a file");
    const { code, err } = await conn(["shop.yaml", "-o", "taken", "-q"]);
    expect(code).toBe(73);
    expect(err).toContain("is a file, not a folder");
  });

  it("73 is a file that cannot be written, and it is named as the user did", async () => {
    await writeFile(join(cwd, "taken"), "a file");
    await writeFile(join(cwd, "types.yaml"), "openapi: 3.1.0\ninfo: {title: Shop}\npaths: {}\n");
    const { code, err } = await conn(["types", "types.yaml", "-q", "-o", "taken/types.ts"]);
    expect(code).toBe(73);
    expect(err).toMatch(
      /taken\/types\.ts cannot be made: a file stands where a folder is needed[^]*choose another file/,
    );
    expect(err).not.toContain(".tmp");
  });

  it("65 is an address that is none", async () => {
    const { code, err } = await conn(["http://", "-q"]);
    expect({ code, err }).toMatchObject({ code: 65, err: expect.stringMatching(/^error\[contract-url\]/) });
  });

  it("70 is our bug: it asks for a report and shows the stack with --debug only", async () => {
    const broken: Line = { ...fakeLine(), generate: () => Promise.reject(new TypeError("oops")) };
    const { code, err } = await conn(["shop.yaml", "-q"], broken);
    expect(code).toBe(70);
    expect(err).toMatch(/^error\[internal-error\]: TypeError: oops\.\n {2}= help: .*please report/);
    expect(err).not.toContain("    at ");
    expect((await conn(["shop.yaml", "-q", "--debug"], broken)).err).toContain("    at ");
  });
});

describe("types", () => {
  it("refuses contracts that have none, instead of printing what lies", async () => {
    await writeFile(join(cwd, "old.yaml"), 'swagger: "2.0"\npaths: {}\n');
    const { code, out, err } = await conn(["types", "old.yaml"]);
    expect({ code, out }).toEqual({ code: 65, out: "" });
    expect(err).toMatch(/^error\[types-need-openapi-3\]/);
  });
});

describe("help", () => {
  it("is there for conn-gen and for each command", async () => {
    expect((await conn(["--help"])).out).toMatch(/^Usage {2}conn-gen <contract>/);
    expect((await conn(["help", "types"])).out).toMatch(/^Usage {2}conn-gen types/);
    expect(await conn(["help", "inspct"])).toMatchObject({
      code: 64,
      err: expect.stringContaining("conn-gen inspect"),
    });
    expect((await conn(["inspect", "-h"])).out).toMatch(/^Usage {2}conn-gen inspect/);
    expect((await conn(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\S*\n$/);
  });

  it.each(Object.entries(COMMANDS))("of %s names its flags, and no other", async (name, flags) => {
    const { out } = await conn([name, "--help"]);
    const everywhere = ["config", "debug", "help", "version"];
    const rows = out.slice(out.indexOf("\nFlags\n")).split("\nExit codes\n")[0] ?? "";
    const terms = rows.split("\n").map((row) => row.trim().split(/ {2,}/, 1)[0] ?? "");
    const named = terms.flatMap((term) => [...term.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag));
    expect(named.toSorted()).toEqual([...flags, ...everywhere].toSorted());
  });

  it("fits into 100 columns", async () => {
    for (const name of Object.keys(COMMANDS)) {
      const { out } = await conn([name, "--help"]);
      expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });
});
