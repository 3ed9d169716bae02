import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Contract } from "../../generator/contract/contract.js";
import type { SchemaId } from "../../generator/contract/schema.js";
import type { ContractConfig, inspect } from "../../generator/index.js";
import type { Plan } from "../../generator/plan/plan.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { replaceAt } from "../../generator/plan/samples/replace.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import { type Direction, findDirections } from "../../generator/plan/types/directions.js";
import type { Check, Findings } from "../../templates/runtime/v1/check.js";
import { literal, propertyKey } from "../../templates/text.js";

/** A value that the sampler drew for a named schema. */
interface Drawn {
  /** The schema's type, as it is sent or received. */
  readonly type: string;
  readonly check: string;
  readonly direction: Direction;
  readonly variant: "minimal" | "maximal";
  readonly value: Sample | undefined;
  /** The value, made to break the schema. */
  readonly broken: readonly { readonly name: string; readonly value: Sample | undefined }[];
}

/** What came of the samples of a contract. */
export interface Sampled {
  readonly schemas: number;
  /** Schemas for which no value was found. */
  readonly undrawn: readonly string[];
  /** What validators have against values that were. */
  readonly refused: readonly string[];
  /** Broken values that validators have nothing against. */
  readonly passed: readonly string[];
}

/** What the judge is given: it is bundled apart from the generator that is judged. */
export interface Tools {
  readonly inspect: typeof inspect;
  /** The folder of the runtime that generated clients import. */
  readonly runtime: string;
}

/** Draws a value for every named schema, asks the validators about it, and leaves `samples.ts` for the compiler. */
export async function judgeSamples(
  config: ContractConfig & { readonly output: string },
  tools: Tools,
): Promise<Sampled> {
  const { contract, plan } = await tools.inspect(config);
  const drawn = drawAll(contract, plan as Plan);
  if (drawn.some(({ value }) => value !== undefined)) {
    writeFileSync(join(config.output, "samples.ts"), printSamples(drawn));
  }
  const judged = await Promise.all(
    (["sent", "received"] as const).map((direction) => judgeDrawn(drawn, direction, { output: config.output, tools })),
  );
  const undrawn = drawn
    .filter(({ value }) => value === undefined)
    .map(({ type, direction, variant }) => `${type} (${direction}, ${variant})`);
  const refused = judged.flatMap((each) => each.refused);
  return { schemas: drawn.length, undrawn, refused, passed: judged.flatMap((each) => each.passed) };
}

function drawAll(contract: Contract, { checks, types, decoders }: Plan): Drawn[] {
  const { uploads } = findDirections(contract);
  const typesOf = (id: SchemaId): readonly string[] => types.filter((type) => type.id === id).map(({ name }) => name);
  return (["sent", "received"] as const).flatMap((direction) =>
    (direction === "sent" ? checks.requests : checks.responses).flatMap(({ id, name, schema }) => {
      const [received, twin] = typesOf(id);
      if (received === undefined) return [];
      const isTwin = direction === "sent" && twin !== undefined;
      return (["minimal", "maximal"] as const).map((variant): Drawn => {
        const judging = judgeClosely({ contract, direction });
        const wish = { ...judging, variant, seed: id, uploads: isTwin && uploads.has(id) };
        const value = sample(schema, wish);
        const breaks = value === undefined ? [] : breakSample(schema, value, { ...judging, values: decoders.values });
        const broken = breaks.map((each) => ({ ...each, value: replaceAt(value ?? null, each.pointer, each.value) }));
        return { type: isTwin ? twin : received, check: name, direction, variant, value, broken };
      });
    }),
  );
}

function printSamples(drawn: readonly Drawn[]): string {
  const lines = drawn.flatMap(({ type, direction, variant, value }) =>
    value === undefined ? [] : [`void (${print(value)} satisfies types.${type}); // ${direction} ${variant}`],
  );
  return ['import type * as types from "./types.js";', ...lines, ""].join("\n");
}

/** A value as an expression; which bytes they are is nobody's concern. */
function print(value: Sample): string {
  if (value instanceof Uint8Array) return "new Uint8Array()";
  if (Array.isArray(value)) return `[${(value as readonly Sample[]).map(print).join(", ")}]`;
  if (typeof value !== "object" || value === null) return literal(value);
  return `{ ${Object.entries(value)
    .map(([key, member]) => `${propertyKey(key)}: ${print(member as Sample)}`)
    .join(", ")} }`;
}

async function judgeDrawn(
  drawn: readonly Drawn[],
  direction: Direction,
  { output, tools }: { readonly output: string; readonly tools: Tools },
): Promise<Pick<Sampled, "refused" | "passed">> {
  const own = drawn.filter((each) => each.direction === direction && each.value !== undefined);
  if (own.length === 0) return { refused: [], passed: [] };
  const checks = await load(join(output, "validators", direction === "sent" ? "requests.ts" : "responses.ts"), tools);
  const findIssues = (check: string, value: unknown): Findings["issues"] => {
    const findings: Findings = { issues: [] };
    checks[check]?.(findings, value);
    return findings.issues;
  };
  const refused = own.flatMap(({ check, type, variant, value }) =>
    findIssues(check, value).map(({ pointer, message }) => `${type} (${direction}, ${variant}) ${pointer}: ${message}`),
  );
  const passed = own.flatMap(({ check, type, broken }) =>
    broken
      .filter(({ value }) => checks[check] !== undefined && findIssues(check, value).length === 0)
      .map(({ name }) => `${type} (${direction}) with ${name}`),
  );
  return { refused, passed };
}

async function load(file: string, { runtime }: Tools): Promise<{ readonly [name: string]: Check }> {
  const { outputFiles } = await build({
    entryPoints: [file],
    alias: { "@conn-gen/runtime": runtime },
    bundle: true,
    write: false,
    format: "cjs",
    logLevel: "silent",
  });
  const module: { exports: { readonly [name: string]: Check } } = { exports: {} };
  new Function("module", "exports", outputFiles[0]?.text ?? "")(module, module.exports);
  return module.exports;
}
