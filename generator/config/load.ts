import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConfigDefaults, ConfigFile, ContractConfig } from "../config.js";
import { exitCodes, type Failure, failure } from "../diagnostics.js";
import { packageRoot } from "../package-root.js";
import { parseDocument } from "../read/document.js";
import { readSource, showSource } from "../read/source.js";
import { checkConfigWithDefaults, checkContractConfig, isRecord, type Wrong } from "./shape.js";

const NAMES = ["ts", "mts", "js", "mjs", "json"].map((extension) => `conn-gen.config.${extension}`);

/** A config file, its contracts side by side with what holds for all of them. */
export interface LoadedConfig {
  readonly file: ConfigFile;
  readonly contracts: readonly ContractConfig[];
  readonly defaults: ConfigDefaults;
}

/** Loads the config that was asked for, or the one in the working directory; undefined where there is none. */
export async function loadConfig(cwd: string, asked?: string): Promise<LoadedConfig | undefined> {
  const path = asked === undefined ? findConfig(cwd) : resolve(cwd, asked);
  if (path === undefined) return undefined;
  const shown = showSource(path, cwd);
  if (!existsSync(path))
    throw invalid("config-not-found", `there is no file ${shown}`, "check the path behind --config");
  const sha256 = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  const value = path.endsWith(".json") ? await readJson(path, cwd) : await importConfig(path, shown);
  return { file: { path, sha256 }, ...readShape(value, shown) };
}

function findConfig(cwd: string): string | undefined {
  return NAMES.map((name) => join(cwd, name)).find((path) => existsSync(path));
}

async function readJson(path: string, cwd: string): Promise<unknown> {
  const source = await readSource(path, { cwd });
  return source.text.trimStart().startsWith("[") ? JSON.parse(source.text) : parseDocument(source).root;
}

async function importConfig(path: string, shown: string): Promise<unknown> {
  try {
    const module = await importModule(path);
    if (module["default"] !== undefined) return module["default"];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(
      "config-broken",
      `${shown} cannot be loaded: ${reason}`,
      "it is run as it is: mend the error that it throws",
    );
  }
  throw invalid(
    "config-invalid",
    `${shown} has no default export`,
    "write `export default defineConfig({ contract: … })`",
  );
}

type Module = { readonly [name: string]: unknown };

async function importModule(path: string): Promise<Module> {
  const isTypeScript = /\.m?ts$/.test(path);
  const strips = (process.features as { typescript?: unknown }).typescript;
  if (isTypeScript && !strips) return importWithJiti(path);
  try {
    return (await import(pathToFileURL(path).href)) as Module;
  } catch (error) {
    if (isOurBusiness(error)) return importWithJiti(path);
    throw error;
  }
}

/** Syntax that Node does not strip, or `import ... from "conn-gen"` where conn-gen is not installed (npx). */
function isOurBusiness(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === "ERR_MODULE_NOT_FOUND" && /'conn-gen'|\.js'/.test(message);
  return isMissing || code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX" || code === "ERR_UNKNOWN_FILE_EXTENSION";
}

async function importWithJiti(path: string): Promise<Module> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    alias: { "conn-gen": join(packageRoot(), "dist", "index.js") },
  });
  return await jiti.import<Module>(path);
}

function readShape(value: unknown, shown: string): Pick<LoadedConfig, "contracts" | "defaults"> {
  const check = (wrong: Wrong | undefined): void => {
    if (wrong) throw invalid("config-invalid", `${shown}: ${wrong.message}`, wrong.help);
  };
  if (Array.isArray(value)) return { contracts: readList(value, "", check), defaults: {} };
  if (isRecord(value) && "contracts" in value) {
    check(checkConfigWithDefaults(value));
    const { contracts, ...defaults } = value as { contracts: unknown[] } & ConfigDefaults;
    return { contracts: readList(contracts, "contracts", check), defaults };
  }
  check(checkContractConfig(value, ""));
  return { contracts: [value as unknown as ContractConfig], defaults: {} };
}

function readList(
  entries: readonly unknown[],
  path: string,
  check: (wrong: Wrong | undefined) => void,
): readonly ContractConfig[] {
  entries.forEach((entry, index) => check(checkContractConfig(entry, `${path}[${index}]`)));
  return entries as readonly ContractConfig[];
}

function invalid(code: string, message: string, help?: string): Failure {
  return failure(exitCodes.usage, { code, message, ...(help === undefined ? {} : { help }) });
}
