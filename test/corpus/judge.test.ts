import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { generate, inspect } from "../../generator/index.js";
import { cache } from "../golden/compilers.js";
import { judgeRoundTrip } from "./judge-round-trip.js";
import { judgeSamples } from "./judge-samples.js";
import { judgeSplit } from "./judge-split.js";
import { findRenamed } from "./judge-stability.js";

const root = join(import.meta.dirname, "../..");
const specs = join(root, "specs");
const shared = join(root, "../shared/contracts");
const tools = { generate, inspect, runtime: join(root, "templates/runtime") };

/** Contracts of others that are read as they are; what else lies in the folder is none. */
const others = existsSync(shared) ? readdirSync(shared).filter((file) => /openapi|swagger/.test(file)) : [];
/** A GraphQL schema has neither samples to check nor another version to be written in. */
const own = readdirSync(specs).filter((file) => /\.(?:ya?ml|json)$/.test(file));
const contracts = [...own.map((file) => join(specs, file)), ...others.map((file) => join(shared, file))];
const why = others.length > 0 ? "" : ` -- SKIPPED but for specs: there is no ${shared}`;

async function generateFor(contract: string) {
  const output = join(cache, "judge", basename(contract));
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const config = { contract, name: "api", output, runtime: "@conn-gen/runtime" };
  await generate(config);
  return config;
}

describe.each(contracts.map((contract) => [basename(contract), contract]))(`%s${why}`, (name, contract) => {
  it("has samples that its validators accept, and refuse once they are broken", { timeout: 120_000 }, async () => {
    const { schemas, undrawn, refused, passed } = await judgeSamples(await generateFor(contract), tools);
    expect(schemas).toBeGreaterThan(0);
    expect(refused).toEqual([]);
    expect(passed).toEqual([]);
    expect(undrawn.length / schemas).toBeLessThan(0.005);
  });

  it("calls nothing otherwise when it grows", { timeout: 120_000 }, async () => {
    expect(await findRenamed({ contract, name: "api", output: join(cache, "judge/growing") }, tools)).toEqual([]);
  });

  it.skipIf(/swagger/.test(name))("makes the same client of many files", { timeout: 120_000 }, async () => {
    const config = { contract, name: "api", output: join(cache, "judge/split") };
    const { files = 0, differ } = (await judgeSplit(config, tools)) ?? {};
    expect(files).toBeGreaterThan(1);
    expect(differ).toEqual([]);
  });

  it.skipIf(/swagger|openapi31/.test(name))("makes the same client as Swagger 2.0", { timeout: 120_000 }, async () => {
    const config = { contract, name: "api", output: join(cache, "judge/both") };
    const { operations = 0, differ } = (await judgeRoundTrip(config, tools)) ?? {};
    expect(operations).toBeGreaterThan(0);
    expect(differ).toEqual([]);
  });
});
