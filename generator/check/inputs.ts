import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../config.js";
import { packageVersion } from "../package-root.js";
import { findDocuments } from "../read/graphql-documents.js";
import { isUrl } from "../read/locations.js";
import { showSource } from "../read/source.js";
import { readSchemaFiles } from "../read/schema-files.js";
import type { Lock, LockedInput } from "../write/lock.js";
import { optionsOf, toLocked } from "../write/make-lock.js";

/** What went into a client and is another one now, in words; none where generating again would change nothing. */
export async function findChangedInputs(settings: Settings, lock: Lock): Promise<readonly string[]> {
  const version = packageVersion();
  const changes = await Promise.all([findChangedContract(settings, lock), ...findChangedFiles(settings, lock)]);
  return [
    ...(lock.generator === version ? [] : [`conn-gen is ${version}, and was ${lock.generator}`]),
    ...changes.filter((change) => change !== undefined),
    ...(await findNewDocuments(settings, lock)),
    ...findChangedConfig(settings, lock),
    ...findChangedOptions(settings, lock),
  ];
}

/** A contract that is fetched is no reason: it is compared, not taken for granted. */
async function findChangedContract(settings: Settings, lock: Lock): Promise<string | undefined> {
  const shown = showSource(settings.contract, settings.input.cwd);
  if (lock.contract.source !== toLocked(settings.contract, settings)) {
    return `the contract is ${shown}, and was ${showLocked(lock.contract.source, settings)}`;
  }
  if (settings.contract === "-") return "the contract comes from stdin";
  return (await isContractAsLocked(settings, lock.contract)) ? undefined : `${shown} changed`;
}

/** A schema of several files is what they are together: a file that is new changes it too. */
async function isContractAsLocked(settings: Settings, contract: LockedInput): Promise<boolean> {
  const files = await readSchemaFiles(settings.contract, settings.input);
  return files === undefined ? isAsLocked(settings, contract) : files.source.sha256 === contract.sha256;
}

function findChangedFiles(settings: Settings, { inputs }: Lock): Promise<string | undefined>[] {
  const config = settings.config && toLocked(settings.config.path, settings);
  return inputs
    .filter(({ source }) => source !== config)
    .map(async (input) =>
      (await isAsLocked(settings, input)) ? undefined : `${showLocked(input.source, settings)} changed`,
    );
}

/** GraphQL documents that the config's patterns mean, and that no lock knows. */
async function findNewDocuments(settings: Settings, { inputs }: Lock): Promise<string[]> {
  const { documents, cwd } = settings.input;
  const known = new Set(inputs.map(({ source }) => source));
  const found = (await findDocuments(documents, cwd)).map((path) => toLocked(path, settings));
  return found.filter((source) => !known.has(source)).map((source) => `${showLocked(source, settings)} is new`);
}

async function isAsLocked({ output }: Settings, { source, sha256 }: LockedInput): Promise<boolean> {
  if (isUrl(source)) return true;
  const bytes = await readFile(resolve(output, source)).catch(() => undefined);
  return bytes !== undefined && createHash("sha256").update(bytes).digest("hex") === sha256;
}

function findChangedConfig({ config, ...settings }: Settings, { inputs }: Lock): string[] {
  if (config === undefined) return [];
  const source = toLocked(config.path, { config, ...settings });
  const locked = inputs.find((input) => input.source === source);
  if (locked?.sha256 === config.sha256) return [];
  const shown = showSource(config.path, settings.input.cwd);
  return [locked === undefined ? `it was made without ${shown}` : `${shown} changed`];
}

function findChangedOptions(settings: Settings, { options }: Lock): string[] {
  const now = JSON.parse(
    JSON.stringify(optionsOf(settings, settings.transport ?? options["transport"])),
  ) as Lock["options"];
  const names = [...new Set([...Object.keys(now), ...Object.keys(options)])];
  return names
    .filter((name) => !isDeepStrictEqual(now[name], options[name]))
    .map((name) => `\`${name}\` is ${showValue(now[name])}, and was ${showValue(options[name])}`);
}

/** A location of a lock as users see it: locks write paths from the client's folder. */
function showLocked(source: string, { output, input }: Settings): string {
  return showSource(isUrl(source) || source === "-" ? source : resolve(output, source), input.cwd);
}

function showValue(value: unknown): string {
  return value === undefined ? "not set" : JSON.stringify(value);
}
