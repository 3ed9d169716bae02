import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ConfigDefaults, ConfigFile, ContractConfig, ContractInput, Settings } from "../config.js";
import { exitCodes, failure } from "../diagnostics.js";
import { parseDocument } from "../read/document.js";
import { locateSource, showUrl } from "../read/locations.js";
import { readSource, type ReadOptions } from "../read/source.js";
import { fillHeaders } from "./headers.js";
import { resolveScalars } from "./scalars.js";
import { loadConfig, type LoadedConfig } from "./load.js";
import { nameFromLocation, nameFromTitle } from "./name.js";
import { isClientName } from "./shape.js";

/** What the command line says about the contracts to work on; it wins over any config. */
export interface Request extends Omit<ConfigDefaults, "names" | "pages"> {
  readonly contract?: string | undefined;
  /** What is said of reading the contract, wherever that is named. */
  readonly input?: Omit<ContractInput, "source" | "headers">;
  readonly name?: string;
  readonly output?: string;
  /** The path of a config file. */
  readonly config?: string;
}

/** Where a request is made. */
export interface Place extends Pick<ReadOptions, "stdin"> {
  readonly cwd: string;
  /** Where the headers of a config take their values from; the process's own when absent. */
  readonly env?: { readonly [name: string]: string | undefined };
}

/** Settles everything that is open about the contracts that were asked for, one or all of the config. */
export async function resolveRequest(request: Request, place: Place): Promise<readonly Settings[]> {
  const { config, contract, input = {}, ...flags } = request;
  const loaded = await loadConfig(place.cwd, config, contract === undefined);
  const entries = chooseEntries(loaded, contract, { flags, cwd: place.cwd });
  const all = await Promise.all(
    entries.map((entry) => {
      const folder = entry.isFromCommandLine || !loaded ? place.cwd : dirname(loaded.file.path);
      const settings = { ...loaded?.defaults, ...withoutUndefined(entry.config) };
      const base = {
        contract: joinInputs(locateInput(settings.contract, folder), locateOverlays(input, place.cwd)),
        output: locateOutput(settings.output, folder),
      };
      const asked = { ...withoutUndefined(flags), output: locateOutput(flags.output, place.cwd) };
      const said = entry.isFromCommandLine ? loaded?.defaults : settings;
      return resolveSettings({ ...settings, ...withoutUndefined(base), ...withoutUndefined(asked) }, place, {
        config: loaded && {
          ...loaded.file,
          sha256: hashWords(said, folder),
          shared: Object.keys(loaded.defaults).filter((key) => !Object.hasOwn(entry.config, key)),
        },
        folder,
      });
    }),
  );
  refuseSharedOutput(all);
  return all;
}

/** The same wherever the project lies. */
function hashWords(said: unknown, folder: string): string {
  const text = JSON.stringify(said, (_, value: unknown) =>
    typeof value === "string" && isAbsolute(value) ? relative(folder, value).replaceAll(sep, "/") : value,
  );
  return createHash("sha256").update(text).digest("hex");
}

/** Two clients in one folder would each remove the other's files. */
function refuseSharedOutput(all: readonly Settings[]): void {
  for (const [index, { output, contract, name }] of all.entries()) {
    const other = all.slice(0, index).find((each) => each.output === output);
    if (other === undefined) continue;
    const both = [other, { contract, name }]
      .map((each) => `\`${each.name}\` (${showUrl(each.contract)})`)
      .join(" and ");
    throw usage("output-shared", `${both} have the same output, ${output}`, "give each an `output` of its own");
  }
}

/** Where a configuration comes from. */
interface Origin {
  readonly config?: ConfigFile | undefined;
  /** Where its relative paths start; the working directory when absent. */
  readonly folder?: string;
}

/** What every file of a client can import, wherever it lies: a package or a part of one, or an alias of `package.json`. */
const PACKAGE = /^(?:#|@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*(?:\/[\w~-][\w.~-]*)*$/;

/** Fills in what a contract's configuration leaves out. */
export async function resolveSettings(config: ContractConfig, place: Place, origin: Origin = {}): Promise<Settings> {
  const { config: file, folder = place.cwd } = origin;
  const { source: contract, ...input } = locateInput(config.contract, folder);
  const name = config.name ?? (await defaultName(contract, { ...place, cwd: folder }));
  if (!isClientName(name))
    throw usage(
      "name-invalid",
      `\`${name}\` cannot name a client`,
      "use letters, digits, `-` and `_`, starting with a letter",
    );
  const { runtime = "copy" } = config;
  if (!PACKAGE.test(runtime))
    throw usage(
      "runtime-invalid",
      `\`${runtime}\` is no package to import the runtime from`,
      "name a package, like `@conn-gen/runtime`, or leave it out: the runtime is copied",
    );
  const output = resolve(folder, config.output ?? `generated/${kebab(name)}`);
  return {
    contract,
    input: {
      cwd: place.cwd,
      headers: fillHeaders(input.headers ?? {}, { contract, env: place.env ?? process.env }),
      allowRemote: input.allowRemote ?? false,
      overlays: input.overlays ?? [],
      include: input.include ?? [],
      exclude: input.exclude ?? [],
      documents: (input.documents ?? []).map((pattern) => locatePattern(pattern, folder)),
    },
    name,
    output,
    tests: config.tests ?? false,
    importExtension: config.importExtension ?? ".js",
    runtime,
    names: { calls: config.names?.calls ?? {}, types: config.names?.types ?? {} },
    pages: config.pages ?? {},
    ...readTransport(config.transport),
    values: {
      int64: "number",
      dates: "string",
      arrays: "indices",
      ...withoutUndefined(config.values ?? {}),
      ...resolveScalars(config.values?.scalars ?? {}, { folder, output }),
    },
    idempotencyHeader: config.idempotencyHeader,
    auth: config.auth,
    config: file,
  };
}

function readTransport(given: ContractConfig["transport"]): Pick<Settings, "transport" | "subscriptions"> {
  const { requests, subscriptions = "ws" } = typeof given === "object" ? given : { requests: given };
  return { transport: requests, subscriptions };
}

interface Entry {
  readonly config: ContractConfig;
  readonly isFromCommandLine: boolean;
}

type Flags = Omit<Request, "contract" | "config">;

/** What is asked for: a contract, a client of the config by its name, or all of the config. */
function chooseEntries(
  loaded: LoadedConfig | undefined,
  contract: string | undefined,
  { flags, cwd }: { readonly flags: Flags; readonly cwd: string },
): readonly Entry[] {
  if (contract === undefined) return allEntries(loaded, flags);
  const location = locateSource(contract, cwd);
  const named = isClientName(contract) && !existsSync(location) ? findNamed(loaded, contract) : [];
  return named.length > 0 ? named : matchEntries(loaded, location, flags);
}

/** The entries of the config that make a client of this name. */
function findNamed(loaded: LoadedConfig | undefined, name: string): readonly Entry[] {
  if (loaded === undefined) return [];
  const folder = dirname(loaded.file.path);
  const nameOf = (config: ContractConfig): string =>
    config.name ?? nameFromLocation(locateContract(config, loaded), folder);
  const named = loaded.contracts.filter((config) => nameOf(config) === name);
  return named.map((config) => ({ config, isFromCommandLine: false }));
}

function allEntries(loaded: LoadedConfig | undefined, flags: Flags): readonly Entry[] {
  if (!loaded) {
    throw usage(
      "contract-missing",
      "no contract was given, and there is no conn-gen.config.{ts,js,json} here",
      "name a file or a URL: `conn-gen path/or/url/of/openapi.yaml`; or list contracts in a conn-gen.config.ts",
    );
  }
  if (loaded.contracts.length === 0)
    throw usage("contract-missing", "the config lists no contract", 'add `{ contract: "specs/api.yaml" }` to it');
  const named = flags.name === undefined ? [] : loaded.contracts.filter((config) => config.name === flags.name);
  const chosen = named.length > 0 ? named : loaded.contracts;
  if (chosen.length > 1 && (flags.name ?? flags.output) !== undefined) {
    throw usage(
      "contract-ambiguous",
      "--name and --output are for one contract, the config lists several",
      "name the contract as well: `conn-gen specs/api.yaml --output …`",
    );
  }
  return chosen.map((config) => ({ config, isFromCommandLine: false }));
}

/** The entries of the config for this very contract, or the contract alone. */
function matchEntries(loaded: LoadedConfig | undefined, location: string, flags: Flags): readonly Entry[] {
  const same = (loaded?.contracts ?? []).filter((config) => locateContract(config, loaded) === location);
  const named = same.filter((config) => config.name === flags.name);
  // A name or a folder of the user's own is for one client, with the settings that the config has for its contract.
  const isForOne = flags.name !== undefined || flags.output !== undefined;
  const chosen = named.length > 0 ? named : isForOne ? same.slice(0, 1) : same;
  if (chosen.length > 0) return chosen.map((config) => ({ config, isFromCommandLine: false }));
  return [{ config: { contract: location }, isFromCommandLine: true }];
}

function locateContract(config: ContractConfig, loaded: LoadedConfig | undefined): string {
  return locateInput(config.contract, loaded ? dirname(loaded.file.path) : ".").source;
}

function locateInput(contract: ContractConfig["contract"], folder: string): ContractInput {
  const input = typeof contract === "string" ? { source: contract } : contract;
  return locateOverlays({ ...input, source: locateSource(input.source, folder) }, folder);
}

function locateOverlays<Given extends Pick<ContractInput, "overlays">>(input: Given, folder: string): Given {
  if (input.overlays === undefined) return input;
  return { ...input, overlays: input.overlays.map((overlay) => locateSource(overlay, folder)) };
}

/** What the command line adds to a config; its overlays come last. */
function joinInputs(base: ContractInput, more: Omit<ContractInput, "source">): ContractInput {
  return { ...base, ...more, overlays: [...(base.overlays ?? []), ...(more.overlays ?? [])] };
}

/** `!src/gql/**` leaves out what other patterns mean. */
function locatePattern(pattern: string, folder: string): string {
  return pattern.startsWith("!") ? `!${resolve(folder, pattern.slice(1))}` : resolve(folder, pattern);
}

async function defaultName(contract: string, place: Place): Promise<string> {
  if (contract !== "-") return nameFromLocation(contract, place.cwd);
  const { root } = parseDocument(await readSource(contract, { ...place }));
  const info = (root as { readonly info?: { readonly title?: unknown } }).info;
  return nameFromTitle(typeof info?.title === "string" ? info.title : "api");
}

function locateOutput(output: string | undefined, folder: string): string | undefined {
  return output === undefined ? undefined : resolve(folder, output);
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
}

function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Value]: Exclude<Value[Key], undefined> };
}

function usage(code: string, message: string, help: string): Error {
  return failure(exitCodes.usage, { code, message, help });
}
