import { mkdtemp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolveRequest, resolveSettings, type Request } from "../../generator/config/resolve.js";
import { nameFromLocation, nameFromTitle } from "../../generator/config/name.js";
import { suggest } from "../../generator/config/suggest.js";
import { defineConfig, type Config, type Settings } from "../../generator/config.js";
import { Failure } from "../../generator/diagnostics.js";
import { render } from "../../generator/report/diagnostics.js";

let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"));
});

afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, content: unknown): Promise<void> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

function resolve(request: Request): Promise<readonly Settings[]> {
  return resolveRequest(request, { cwd: folder });
}

async function refusal(config: unknown, request: Request = {}): Promise<string> {
  await write("conn-gen.config.json", config);
  try {
    await resolve(request);
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== 64) throw error;
    const [diagnostic] = error.diagnostics;
    return `${diagnostic?.message} | ${diagnostic?.help ?? ""}`;
  }
  throw new Error("accepted");
}

describe("settings", () => {
  it("have a default for everything", async () => {
    expect(await resolveSettings({ contract: "specs/stripe.yaml" }, { cwd: folder })).toEqual({
      contract: join(folder, "specs/stripe.yaml"),
      input: { cwd: folder, headers: {}, allowRemote: false, overlays: [], include: [], exclude: [], documents: [] },
      name: "stripe",
      output: join(folder, "generated/stripe"),
      tests: false,
      importExtension: ".js",
      runtime: "copy",
      names: { calls: {}, types: {} },
      pages: {},
      transport: undefined,
      subscriptions: "ws",
      values: { int64: "number", dates: "string", arrays: "indices", scalars: {} },
      idempotencyHeader: undefined,
      config: undefined,
    });
  });

  it("say what requests and subscriptions come through, in a word or in two", async () => {
    const read = async (transport: Config) => {
      await write("conn-gen.config.json", defineConfig(transport));
      const [settings] = await resolve({});
      return [settings?.transport, settings?.subscriptions];
    };
    expect(await read({ contract: "a.yaml", transport: "fetch" })).toEqual(["fetch", "ws"]);
    expect(await read({ contract: "a.yaml", transport: { subscriptions: "sse" } })).toEqual([undefined, "sse"]);
  });

  it("come from one contract, a list, or a list with defaults", async () => {
    const one = { contract: "a.yaml" };
    const shapes: Config[] = [one, [one], { contracts: [one], tests: true }];
    for (const config of shapes) {
      await write("conn-gen.config.json", defineConfig(config));
      const [settings] = await resolve({});
      expect(settings).toMatchObject({ name: "a", tests: "contracts" in config });
      expect(settings?.config).toMatchObject({ path: join(folder, "conn-gen.config.json") });
      expect(settings?.config?.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("are the same wherever the project lies", async () => {
    const hashIn = async (place: string): Promise<string | undefined> => {
      const contract = join(folder, place, "a.yaml");
      await write(`${place}/conn-gen.config.json`, { contract, output: join(folder, "out") });
      return (await resolve({ config: `${place}/conn-gen.config.json` }))[0]?.config?.sha256;
    };
    expect(await hashIn("here")).toBe(await hashIn("there"));
  });

  it("of an entry apply to its contract, however it is spelled; flags win", async () => {
    await write("conn-gen.config.json", [
      { contract: "./specs/a.yaml", name: "shop", tests: true, output: "src/shop" },
      { contract: "specs/b.yaml", values: { arrays: "repeat" } },
    ]);
    expect(await resolve({ contract: "specs/../specs/a.yaml" })).toMatchObject([
      { name: "shop", tests: true, output: join(folder, "src/shop") },
    ]);
    expect(await resolve({ contract: join(folder, "specs/a.yaml"), tests: false, name: "x" })).toMatchObject([
      { name: "x", tests: false },
    ]);
    expect(await resolve({ contract: "specs/c.yaml" })).toMatchObject([
      { name: "c", tests: false, values: { arrays: "indices" } },
    ]);
    expect(await resolve({})).toMatchObject([
      { name: "shop" },
      { name: "b", values: { int64: "number", arrays: "repeat" } },
    ]);
    expect(await resolve({ name: "shop" })).toMatchObject([{ name: "shop" }]);
  });

  it("are relative to the config's folder, flags to the working directory", async () => {
    await write("deep/my.config.json", { contract: "api.yaml", name: "shop" });
    const [settings] = await resolve({ config: "deep/my.config.json" });
    expect(settings).toMatchObject({
      contract: join(folder, "deep/api.yaml"),
      output: join(folder, "deep/generated/shop"),
    });
    const [moved] = await resolve({ config: "deep/my.config.json", output: "out" });
    expect(moved?.output).toBe(join(folder, "out"));
  });

  it("of stdin take their name from the title", async () => {
    const stdin = (async function* () {
      yield Buffer.from("info: {title: The Shop API}\n");
    })();
    expect(await resolveRequest({ contract: "-" }, { cwd: folder, stdin })).toMatchObject([
      { name: "the-shop", contract: "-" },
    ]);
  });

  it("load from TypeScript and JavaScript", async () => {
    await write("package.json", { type: "module" });
    await write(
      "conn-gen.config.ts",
      "const config: { contract: string } = { contract: 'a.yaml' };\nexport default config;\n",
    );
    expect(await resolve({})).toMatchObject([{ name: "a" }]);
    await write("b.mjs", "export default [{ contract: 'b.yaml' }];\n");
    expect(await resolve({ config: "b.mjs" })).toMatchObject([{ name: "b" }]);
  });

  it("load from JSON that begins with a byte order mark", async () => {
    await writeFile(join(folder, "conn-gen.config.json"), '\ufeff{ "contract": "a.yaml" }');
    expect(await resolve({})).toMatchObject([{ name: "a" }]);
  });

  it("keep what was compiled beside the packages, and nowhere where there are none", async () => {
    const compiles = (process.features as { typescript?: unknown }).typescript === undefined;
    await write("conn-gen.config.ts", "export default { contract: 'a.yaml' as string };\n");
    await resolve({});
    expect(await readdir(folder)).toEqual(["conn-gen.config.ts"]);
    await write("deep/c.ts", "export default { contract: 'c.yaml' as string };\n");
    await mkdir(join(folder, "node_modules"));
    await resolve({ config: "deep/c.ts" });
    const kept = await readdir(join(folder, "node_modules"), { recursive: true });
    expect(kept.filter((path) => path.endsWith(".mjs"))).toHaveLength(compiles ? 1 : 0);
  });
});

describe("a runtime that is imported", () => {
  it.each(["@conn-gen/runtime", "runtime", "@acme/net/runtime", "#runtime", "copy"])("may be %s", async (runtime) => {
    expect(await resolve({ contract: "a.yaml", runtime })).toMatchObject([{ runtime }]);
  });

  it.each(["./runtime", "../x", "/x", 'a"b', "a b", "@acme", "a//b", "https://x.example/"])(
    "cannot be %s: files of several folders import it",
    async (runtime) => {
      await expect(resolve({ contract: "a.yaml", runtime })).rejects.toThrow(
        /is no package to import the runtime from/,
      );
    },
  );
});

describe("mistakes", () => {
  it.each([
    [
      { contract: "a", overlays: ["b.yaml"] },
      'conn-gen.config.json: `overlays` is no setting | it is said beside the contract\'s source: `contract: { source: "...", overlays: ... }`',
    ],
    [{ contract: "a", test: true }, "conn-gen.config.json: `test` is no setting | did you mean `tests`?"],
    [
      { contract: "a", tests: "yes" },
      'conn-gen.config.json: `tests` is "yes"; expected true, false, "vitest", "jest" or "node:test" | ',
    ],
    [
      { contracts: [{ contract: "a" }, { contract: "b", values: { arrays: "indexes" } }] },
      'conn-gen.config.json: `contracts[1].values.arrays` is "indexes"; expected "indices", "brackets" or "repeat" | did you mean "indices"?',
    ],
    [[{ name: "x" }], "conn-gen.config.json: `[0].contract` is missing | name the contract's file, URL or `-`"],
    [
      { contracts: [], output: "x" },
      "conn-gen.config.json: `output` is no setting | known here: contracts, tests, importExtension, runtime, names, pages, values, transport, idempotencyHeader, auth",
    ],
    [
      { contract: "a", names: { calls: { "GET /a": "no good" } } },
      'conn-gen.config.json: `names.calls["GET /a"]` is "no good"; expected a dotted name like `customers.create` | ',
    ],
    [
      { contract: "a", name: "../../etc" },
      'conn-gen.config.json: `name` is "../../etc"; expected a name of letters, digits, `-` and `_` that starts with a letter | ',
    ],
    [
      { contract: "a", idempotencyHeader: "a b" },
      'conn-gen.config.json: `idempotencyHeader` is "a b"; expected the name of a header, or false | ',
    ],
    [
      { contract: "a", pages: { "GET /a": true } },
      'conn-gen.config.json: `pages["GET /a"]` is true; expected an object or false | ',
    ],
    [
      { contract: "a", auth: { type: "oauth" } },
      'conn-gen.config.json: `auth.type` is "oauth"; expected "http" or "apiKey" | ',
    ],
    [
      { contract: "a", auth: { type: "apiKey", in: "header" } },
      'conn-gen.config.json: `auth.name` is missing | write `{ type: "http", scheme: "bearer" }` or `{ type: "apiKey", in: "header", name: "X-Key" }`',
    ],
    [[], 'the config lists no contract | add `{ contract: "specs/api.yaml" }` to it'],
  ])("%j", async (config, message) => {
    expect(await refusal(config)).toBe(message);
  });

  it("in the command line are told", async () => {
    await expect(resolve({})).rejects.toThrow("no contract was given");
    await expect(resolve({ config: "nope.ts" })).rejects.toThrow("there is no file nope.ts");
    await expect(resolve({ contract: "a.yaml", name: "a/b" })).rejects.toThrow("`a/b` cannot name a client");
    expect(await refusal([{ contract: "a" }, { contract: "b" }], { output: "x" })).toMatch(/are for one contract/);
  });

  it.each([
    ["c.json", '{\n  "contract": "a",,\n}\n', "c.json:2:"],
    ["c.json", '[\n  { "contract": "a" },\n  { "contract": "b", "test": true }\n]\n', "c.json:3:22"],
    [
      "c.json",
      '{ "contracts": [\n  { "contract": "b", "names": { "calls": { "GET /a": "no good" } } }\n] }\n',
      "c.json:2:44",
    ],
    ["c.mjs", "export default {\n  contract: 'a' 'b',\n};\n", "c.mjs:2:"],
    ["c.ts", "export default {\n  contract: 'a' 'b',\n};\n", "c.ts:2:"],
    ["c.mjs", "const a = 1;\nthrow new Error('oh no');\n", "c.mjs:2:"],
    ["c.ts", "const a: number = 1;\nthrow new Error(`oh no ${a}`);\n", "c.ts:2:"],
    ["c.mjs", "export default {\n  contract: 'a',\n  test: true,\n};\n", "c.mjs:3:3"],
  ])("are told with their place: %s of %j", async (name, text, place) => {
    await write("package.json", { type: "module" });
    await write(name, text);
    const error = await resolve({ config: name }).then(
      () => undefined,
      (reason: unknown) => reason as Failure,
    );
    expect(error?.exitCode).toBe(64);
    expect(render(error?.diagnostics ?? [], [])).toContain(` --> ${place}`);
  });

  it("in a config's code are told with its message", async () => {
    await write("broken.mjs", "throw new Error('oh no');\n");
    await expect(resolve({ config: "broken.mjs" })).rejects.toThrow("broken.mjs cannot be loaded: oh no");
    await write("empty.mjs", "export const config = {};\n");
    await expect(resolve({ config: "empty.mjs" })).rejects.toThrow("has no default export");
  });
});

describe("names", () => {
  it.each([
    ["specs/stripe.yaml", "stripe"],
    ["specs/stripe.com.json", "stripe"],
    ["api.github.com.json", "github"],
    ["petstore.openapi.yaml", "petstore"],
    ["petstore-v3.yaml", "petstore"],
    ["petstore_v1.2.json", "petstore"],
    ["MyShop.swagger.json", "my-shop"],
    ["specs/twilio/openapi.yaml", "twilio"],
    ["paypal-checkout-orders-v2.openapi30.json", "paypal-checkout-orders"],
    ["1password.json", "api-1password"],
    ["https://petstore3.swagger.io/api/v3/openapi.json", "petstore3"],
    ["https://raw.githubusercontent.com/stripe/openapi/master/openapi/spec3.json", "stripe"],
    ["https://api.example.com/v1/openapi.yaml", "example"],
    ["https://example.com/specs/shop.json?x=1", "shop"],
    ["https://shop.example.com/v3/api-docs", "example"],
  ])("%s is %s", (location, name) => {
    expect(nameFromLocation(location.startsWith("http") ? location : join("/home/me", location), "/home/me")).toBe(
      name,
    );
  });

  it("come from titles for stdin", () => {
    expect(nameFromTitle("Stripe API")).toBe("stripe");
    expect(nameFromTitle("Schema v2")).toBe("schema-v2");
    expect(nameFromTitle("支払い")).toBe("api");
  });
});

describe("suggest", () => {
  it.each([
    ["outptu", "output"],
    ["nmae", "name"],
    ["abc", undefined],
    ["Strict", "strict"],
    ["zzz", undefined],
  ])("%s -> %s", (word, meant) => {
    expect(suggest(word, ["output", "strict", "name"])).toBe(meant);
  });
});
