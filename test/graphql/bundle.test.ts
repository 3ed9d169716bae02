import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import { generate } from "../../generator/pipeline.js";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".cache/graphql-bundle");

/** What a program weighs when it is bundled and packed, and the modules in it. */
async function weigh(program: string): Promise<{ readonly bytes: number; readonly modules: readonly string[] }> {
  const result = await build({
    stdin: { contents: program, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: join(folder, "out"),
    format: "esm",
    target: "es2022",
  });
  const entry = Object.entries(result.metafile.outputs).find(([, { entryPoint }]) => entryPoint === "<stdin>");
  const file = result.outputFiles.find(
    ({ path }) => entry !== undefined && path.endsWith(entry[0].split("/").at(-1) ?? ""),
  );
  const inputs = Object.entries(entry?.[1].inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return { bytes: gzipSync(file?.contents ?? "", { level: 9 }).length, modules: inputs.map(([path]) => path) };
}

beforeAll(async () => {
  const settings = await resolveSettings(
    { contract: join(root, "specs/shop.graphql"), name: "shop", transport: "fetch", output: folder },
    { cwd: root },
  );
  const { files } = await generate(settings, () => undefined);
  rmSync(folder, { recursive: true, force: true });
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

const CONNECT = 'import { connect } from "./client.js"; console.log(connect);';
const CALL = 'import { callGraphql } from "./runtime/v1/graphql/call.js"; console.log(callGraphql);';

describe("a bundle", () => {
  it("holds no graphql, and little of us", async () => {
    const { bytes, modules } = await weigh(CONNECT + CALL);
    expect(modules.filter((path) => path.includes("node_modules"))).toEqual([]);
    expect(bytes).toBeLessThan(8 * 1024);
  });

  it("grows by its own document and descriptor only with each operation", async () => {
    const none = await weigh(CONNECT + CALL);
    const one = await weigh(`${CONNECT}${CALL}import { cart } from "./resources/root.js"; console.log(cart);`);
    const two = await weigh(
      `${CONNECT}${CALL}import { cart, viewer } from "./resources/root.js"; console.log(cart, viewer);`,
    );
    expect(one.bytes - none.bytes).toBeLessThan(1024);
    expect(two.bytes - one.bytes).toBeLessThan(1024);
  });

  it("holds subscriptions, parts, loads and costs only where they are used", async () => {
    const { modules } = await weigh(`${CONNECT}import { cart } from "./resources/root.js"; console.log(cart);`);
    const own =
      /(subscribe|web-socket|server-sent|inbox|incremental|patch|multipart|load|window|costs|throttle)[^/]*\.ts$/;
    expect(modules.filter((path) => own.test(path))).toEqual([]);
  });
});
