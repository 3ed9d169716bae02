import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Json } from "../../generator/contract/schema.js";
import { Failure } from "../../generator/diagnostics.js";
import { parseDocument } from "../../generator/read/document.js";
import { readSource } from "../../generator/read/source.js";
import type { GoldenCase } from "./case.js";

type JsonObject = { readonly [key: string]: Json };

/** Runs something on a case's contract with its named things in another order. */
export async function withShuffledContract<Value>(
  golden: GoldenCase,
  run: (contract: string) => Promise<Value>,
): Promise<Value> {
  const root = await readRoot(golden);
  // What cannot be parsed has no order either.
  if (root === undefined) return run(golden.contract);
  const folder = mkdtempSync(join(tmpdir(), "shuffled-"));
  try {
    // What the contract refers to comes along.
    cpSync(golden.folder, folder, { recursive: true });
    const contract = join(folder, basename(golden.contract));
    const { graphql } = root;
    writeFileSync(contract, typeof graphql === "string" ? shuffleText(graphql) : JSON.stringify(shuffle(root)));
    return await run(contract);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readRoot(golden: GoldenCase): Promise<JsonObject | undefined> {
  const source = await readSource(golden.contract);
  try {
    return parseDocument(source).root;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** The definitions of a GraphQL schema, which blank lines part. */
function shuffleText(text: string): string {
  const blocks = text
    .trim()
    .split(/\n\n(?=\S)/)
    .reverse();
  return [0, 1, 2].flatMap((turn) => blocks.filter((_, index) => index % 3 === turn)).join("\n\n");
}

/** What Swagger 2.0 has in the place of `components`. */
const NAMED = ["definitions", "parameters", "responses", "securityDefinitions"];

/** The order of paths, of the methods of a path and of everything that is named in one place means nothing. */
function shuffle(root: JsonObject): JsonObject {
  const { paths, components } = root;
  return {
    ...mapMembers(root, (group, key) => (NAMED.includes(key) && isObject(group) ? reorder(group) : group)),
    ...(isObject(paths) && { paths: mapMembers(reorder(paths), (item) => (isObject(item) ? reorder(item) : item)) }),
    ...(isObject(components) && {
      components: mapMembers(components, (group) => (isObject(group) ? reorder(group) : group)),
    }),
  };
}

/** Another order, always the same one: backwards, every third member first. */
function reorder(object: JsonObject): JsonObject {
  const keys = Object.keys(object).reverse();
  const order = [0, 1, 2].flatMap((turn) => keys.filter((_, index) => index % 3 === turn));
  return Object.fromEntries(order.map((key) => [key, object[key] as Json]));
}

function mapMembers(object: JsonObject, change: (member: Json, key: string) => Json): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, member]) => [key, change(member, key)]));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
