import type { ContractConfig } from "../../generator/index.js";
import { writeAsSwagger } from "./swagger-down.js";
import { generateInMemory, readRoot, type Root, type Tools, withContract } from "./tools.js";

/** What came of writing an OpenAPI 3.0 contract as Swagger 2.0 and reading both. */
export interface RoundTrip {
  /** How many operations Swagger 2.0 can say. */
  readonly operations: number;
  /** Files of the client that differ. */
  readonly differ: readonly string[];
}

/** Writes what of a contract Swagger 2.0 can say both ways, and compares the clients; `undefined` for what is no OpenAPI 3. */
export async function judgeRoundTrip(
  config: ContractConfig & { readonly output: string },
  tools: Tools,
): Promise<RoundTrip | undefined> {
  const root = await readRoot(config);
  if (!String(root["openapi"]).startsWith("3.")) return undefined;
  const { upper, lower, operations } = writeAsSwagger(root);
  if (operations === 0) return { operations, differ: [] };
  const [a, b] = [await read(upper, config, tools), await read(lower, config, tools)];
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  return { operations, differ: paths.flatMap((path) => firstDifference(path, a.get(path), b.get(path))) };
}

async function read(
  root: Root,
  config: ContractConfig & { readonly output: string },
  tools: Tools,
): Promise<ReadonlyMap<string, string>> {
  const { files } = await withContract(root, config, (own) => generateInMemory({ ...own, tests: false }, tools));
  const clients = files.filter(({ path }) => path.endsWith(".ts") && !path.startsWith("runtime/"));
  return new Map(clients.map(({ path, text }) => [path, text]));
}

function firstDifference(path: string, a = "", b = ""): string[] {
  const [one, other] = [a.split("\n"), b.split("\n")];
  const at = one.findIndex((line, index) => line !== other[index]);
  if (a === b) return [];
  const line = at < 0 ? one.length : at;
  return [`${path}:${line + 1}: ${one[line]?.trim() ?? "nothing"} <> ${other[line]?.trim() ?? "nothing"}`];
}
