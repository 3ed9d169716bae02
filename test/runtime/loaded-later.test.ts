import { join } from "node:path";
import { build } from "esbuild";
import { describe as suite, expect, test, vi } from "vitest";
import { connect, fail, reply, run, stub } from "./fixture.js";

const stripe = join(import.meta.dirname, "../../generated/stripe");

/** What is in each file of a program's bundle, the program's own first. */
async function bundle(program: string): Promise<string[][]> {
  const { metafile } = await build({
    stdin: { contents: program, resolveDir: stripe },
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    external: ["ky"],
    outdir: join(stripe, "out"),
    format: "esm",
    target: "es2022",
  });
  const outputs = Object.values(metafile.outputs).sort(
    (a, b) => Number(b.entryPoint === "<stdin>") - Number(a.entryPoint === "<stdin>"),
  );
  return outputs.map(({ inputs }) => {
    const modules = Object.keys(inputs).filter((path) => (inputs[path]?.bytesInOutput ?? 0) > 0);
    return modules.map((path) => path.replace(/^.*runtime\/v1\//, "")).sort();
  });
}

test("a bundle has apart what few calls need, and leaves out what none of its operations does", async () => {
  const program = 'import { connect } from "./client.js"; import { retrieve } from "./resources/balance.js";';
  const [own, ...others] = await bundle(`${program} console.log(retrieve(connect()));`);
  // Were a module of these shared with the rest, bundlers would load one more file with every program.
  expect(others).toEqual(expect.arrayContaining([["error-facts.ts", "outline.ts"], ["redirect.ts"], ["watch.ts"]]));
  expect(others).toHaveLength(3);
  const unneeded = /^(pages|batch|read|decode|body)\/|server-choice|request\.ts|bind\.ts|standard/;
  expect(own?.filter((module) => unneeded.test(module))).toEqual([]);
});

test("a bundle holds nothing that places parameters where all are members of a form", async () => {
  const program = 'import { connect } from "./client.js"; import { create } from "./resources/customers.js";';
  const [own] = await bundle(`${program} console.log(create(connect()));`);
  const encoding = /^params\.|^(place|styles|body)\//;
  expect(own?.filter((module) => encoding.test(module))).toEqual([
    "body/form.ts",
    "params.ts",
    "styles/deep-object.ts",
    "styles/text.ts",
  ]);
});

vi.mock("../../templates/runtime/v1/error-facts.js", () => {
  throw new Error("the connection is gone");
});
vi.mock("../../templates/runtime/v1/watch.js", () => {
  throw new Error("the connection is gone");
});

suite("where it cannot be loaded", () => {
  test("an error answer is an ApiError nevertheless", async () => {
    const error = await fail(run(connect({ retry: 0, ...stub(reply(402, { error: { code: "declined" } })) })));
    expect(error).toMatchObject({
      name: "ApiError",
      message: "acme things.call: 402",
      status: 402,
      body: { error: { code: "declined" } },
      conforms: false,
    });
  });

  test("who watches does not break the call", async () => {
    const onRequest = vi.fn<() => void>();
    expect(await run(connect({ onRequest, ...stub(reply(200, { a: 1 })) }))).toEqual({ a: 1 });
    expect(onRequest).not.toHaveBeenCalled();
  });
});
