import { existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Jiti from "jiti";
import type { ConfigDefaults, ConfigFile, ContractConfig } from "../config.js";
import { type Diagnostic, exitCodes, type Failure, failure, type Place } from "../diagnostics.js";
import { packageRoot } from "../package-root.js";
import { showSource } from "../read/source.js";
import { CODEGEN_NAMES, isCodegen, readCodegen } from "./codegen.js";
import { isMisplacedModule } from "./module-kind.js";
import { readYaml } from "../read/yaml.js";
import { checkConfigWithDefaults, checkContractConfig, isRecord, type Path, type Wrong } from "./shape.js";
import { type ConfigText, locateError, locateValue, parseJsonText, readConfigText } from "./text.js";

const NAMES = ["ts", "mts", "js", "mjs", "json"].map((extension) => `conn-gen.config.${extension}`);

/** A config file, its contracts side by side with what holds for all of them. */
export interface LoadedConfig {
  readonly file: Omit<ConfigFile, "sha256">;
  readonly contracts: readonly ContractConfig[];
  readonly defaults: ConfigDefaults;
}

/**
 * Loads the config that was asked for, or the one in the working directory; undefined where there is none. Where nobody
 * names a contract (`alone`), a config of graphql-codegen is one too.
 */
export async function loadConfig(
  cwd: string,
  asked: string | undefined,
  alone: boolean,
): Promise<LoadedConfig | undefined> {
  const path = asked === undefined ? findConfig(cwd, alone) : resolve(cwd, asked);
  if (path === undefined) return undefined;
  if (!existsSync(path)) {
    const message = `there is no file ${showSource(path, cwd)}`;
    throw invalid({ code: "config-not-found", message, help: "check the path behind --config" });
  }
  if (statSync(path).isDirectory()) {
    const message = "the path behind --config is a folder";
    throw invalid({ code: "config-not-found", message, help: "name the file in it" });
  }
  const config = await readConfigText(path, cwd);
  const value = await readValue(config);
  const file = { path };
  if (!isCodegen(value)) return { file, ...readShape(value, config) };
  const { notes, ...rest } = readCodegen(value, (wrong) => refuse(wrong, config));
  return { file: { ...file, notes }, ...rest };
}

function findConfig(cwd: string, alone: boolean): string | undefined {
  const names = alone ? [...NAMES, ...CODEGEN_NAMES] : NAMES;
  return names.map((name) => join(cwd, name)).find((path) => existsSync(path));
}

async function readValue(config: ConfigText): Promise<unknown> {
  if (config.path.endsWith(".json")) return parseJson(config);
  return /\.ya?ml$/.test(config.path) ? parseYaml(config) : importConfig(config);
}

function parseYaml(config: ConfigText): unknown {
  const parsed = readYaml(config.text);
  if ("root" in parsed) return parsed.root;
  throw invalid({
    code: "config-broken",
    message: `${config.shown} cannot be parsed: ${parsed.mistake.message}`,
  });
}

function parseJson(config: ConfigText): unknown {
  const parsed = parseJsonText(config);
  if ("value" in parsed) return parsed.value;
  const { message, place } = parsed;
  throw invalid({ code: "config-broken", message: `${config.shown} cannot be parsed: ${message}` }, place);
}

async function importConfig(config: ConfigText): Promise<unknown> {
  const { shown } = config;
  try {
    const module = await importModule(config);
    if (module["default"] !== undefined) return module["default"];
  } catch (error) {
    const message = `${shown} cannot be loaded: ${reasonOf(error)}`;
    const help = "it is run as it is: mend the error that it throws";
    throw invalid({ code: "config-broken", message, help }, locateError(config, error));
  }
  throw invalid({
    code: "config-invalid",
    message: `${shown} has no default export`,
    help: "write `export default defineConfig({ contract: … })`",
  });
}

/** The first line says what, without the compiler's name for it; the others say where, which is told with an excerpt. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^ParseError: /, "").replace(/\s*\n[\s\S]*$/, "");
}

type Module = { readonly [name: string]: unknown };

async function importModule({ path, text }: ConfigText): Promise<Module> {
  const isTypeScript = /\.m?ts$/.test(path);
  const strips = (process.features as { typescript?: unknown }).typescript;
  if ((isTypeScript && !strips) || isMisplacedModule(path, text)) return importWithJiti(path);
  try {
    return (await import(pathToFileURL(path).href)) as Module;
  } catch (error) {
    if (isOurBusiness(error)) return importWithJiti(path);
    throw error;
  }
}

/**
 * Syntax that Node does not strip, or `import ... from "conn-gen"` where conn-gen is not installed (npx), or of a type from
 * graphql-codegen where that is not; where the syntax is simply wrong, Node does not say in which line.
 */
function isOurBusiness(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === "ERR_MODULE_NOT_FOUND" && /'conn-gen'|'@graphql-codegen\/|\.js'/.test(message);
  const isSyntax = error instanceof SyntaxError || code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";
  return isMissing || isSyntax || code === "ERR_UNKNOWN_FILE_EXTENSION";
}

async function importWithJiti(path: string): Promise<Module> {
  // Its CommonJS build: Node would look through all of it for the names that an import could ask for.
  const { createJiti } = createRequire(import.meta.url)("jiti") as typeof Jiti;
  const jiti = createJiti(import.meta.url, {
    fsCache: findCache(path),
    alias: { "conn-gen": join(packageRoot(), "dist", "index.js") },
  });
  return await jiti.import<Module>(path);
}

/** Compiling takes longer than reading many a contract: what came of it is kept where packages keep such things. */
function findCache(path: string): string | false {
  const folder = dirname(path);
  const packages = join(folder, "node_modules");
  if (existsSync(packages)) return join(packages, ".cache", "conn-gen");
  return folder === path ? false : findCache(folder);
}

function readShape(value: unknown, config: ConfigText): Pick<LoadedConfig, "contracts" | "defaults"> {
  const check = (wrong: Wrong | undefined): void => {
    if (wrong !== undefined) refuse(wrong, config);
  };
  if (Array.isArray(value)) return { contracts: readList(value, [], check), defaults: {} };
  if (isRecord(value) && "contracts" in value) {
    check(checkConfigWithDefaults(value));
    const { contracts, ...defaults } = value as { contracts: unknown[] } & ConfigDefaults;
    return { contracts: readList(contracts, ["contracts"], check), defaults };
  }
  check(checkContractConfig(value, []));
  return { contracts: [value as unknown as ContractConfig], defaults: {} };
}

function refuse({ message, help, path }: Wrong, config: ConfigText): never {
  const told = { message: `${config.shown}: ${message}`, ...(help !== undefined && { help }) };
  throw invalid({ code: "config-invalid", ...told }, path && locateValue(config, path));
}

function readList(
  entries: readonly unknown[],
  path: Path,
  check: (wrong: Wrong | undefined) => void,
): readonly ContractConfig[] {
  entries.forEach((entry, index) => check(checkContractConfig(entry, [...path, index])));
  return entries as readonly ContractConfig[];
}

function invalid(diagnostic: Omit<Diagnostic, "severity">, place?: Place): Failure {
  return failure(exitCodes.usage, { ...diagnostic, ...(place !== undefined && { place }) });
}
