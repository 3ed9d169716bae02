import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { ContractConfig } from "../../generator/config.js";
import type { Json } from "../../generator/contract/schema.js";
import { type Generated, generate } from "../../generator/pipeline.js";
import { cache } from "../golden/compilers.js";

/** A contract as a test writes it down. */
export type Document = { readonly [key: string]: Json };

/** Runs the line on a contract, in memory but for the contract itself, as if for the first time. */
export function runLine(document: Document, config: Partial<ContractConfig> = {}): Promise<Generated> {
  return runText(JSON.stringify(document), config);
}

/** The same for a contract as it lies on the disk. */
export async function runText(text: string, config: Partial<ContractConfig> = {}): Promise<Generated> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "hostile-"));
  try {
    writeFileSync(join(folder, "contract.json"), text);
    const given = { name: "shop", runtime: "@conn-gen/runtime", ...config, contract: "contract.json", output: "out" };
    return await generate(await resolveSettings(given, { cwd: folder }), () => undefined);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An OpenAPI document around these schemas, each of which is sent and received by an operation of its own. */
export function documentOf(
  schemas: { readonly [key: string]: Json },
  {
    openapi = "3.1.0",
    keys = Object.keys(schemas),
  }: { readonly openapi?: string; readonly keys?: readonly string[] } = {},
): Document {
  const paths = keys.map((key) => {
    const content = {
      "application/json": { schema: { type: "array", items: { $ref: `#/components/schemas/${key}` } } },
    };
    const post = { requestBody: { required: true, content }, responses: { 200: { description: "ok", content } } };
    return [`/${key.toLowerCase()}`, { post }] as const;
  });
  const info = { title: "Shop", version: "1" };
  return { openapi, info, paths: Object.fromEntries(paths), components: { schemas } };
}
