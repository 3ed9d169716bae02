import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { ContractConfig, Settings } from "../../generator/config.js";
import { type Diagnostic, Failure } from "../../generator/diagnostics.js";
import { generate } from "../../generator/pipeline.js";
import { render } from "../../generator/report/diagnostics.js";
import { LOCK_FILE, printLock } from "../../generator/write/lock.js";

/** The folder of all cases. */
export const goldens = dirname(fileURLToPath(import.meta.url));

/** One directory of this folder. */
export interface GoldenCase {
  readonly name: string;
  readonly folder: string;
  /** The contract's file. */
  readonly contract: string;
}

/** What a case comes to: files by path, or what a failing run says; what a good run remarks stands beside its files. */
export interface Outcome {
  readonly files: { readonly [path: string]: string };
  readonly said: string;
}

/** What is copied from our own sources, whose text is tested elsewhere: of it, only the list is golden. */
export function isCopied(path: string): boolean {
  return /^(?:runtime|testing)\//.test(path);
}

/** Every case, in the order of their names. */
export function findCases(): GoldenCase[] {
  return readdirSync(goldens, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(goldens, name);
      const contract = readdirSync(folder).find((file) => file.startsWith("contract."));
      if (contract === undefined) throw new Error(`test/golden/${name} has no contract.yaml or contract.json`);
      return { name, folder, contract: join(folder, contract) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Runs the line on a case, in memory, and optionally on another file in the place of its contract. */
export async function runCase(golden: GoldenCase, contract = golden.contract): Promise<Outcome> {
  const settings = await settingsOf(golden);
  try {
    const generated = await generate({ ...settings, contract }, () => undefined);
    const files = Object.fromEntries(generated.files.map((file) => [file.path, file.text]));
    const lock = existsSync(settings.output) ? { [LOCK_FILE]: printLock(generated.lock) } : {};
    return { files: { ...files, ...lock }, said: say(generated, golden) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { files: {}, said: `${say(error, golden)}\nexit code ${error.exitCode}\n` };
  }
}

/** A case with a folder `earlier` runs on the lock in it; the others run as if for the first time. */
async function settingsOf(golden: GoldenCase): Promise<Settings> {
  const path = join(golden.folder, "config.json");
  const given = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Partial<ContractConfig>) : {};
  const how = typeof given.contract === "object" ? given.contract : {};
  const contract = { ...how, source: golden.contract };
  const config = { name: "shop", runtime: "@conn-gen/runtime", ...given, contract, output: "earlier" };
  return resolveSettings(config, { cwd: golden.folder });
}

function say(
  told: Pick<Failure, "documents"> & { readonly diagnostics: readonly Diagnostic[] },
  golden: GoldenCase,
): string {
  const text = render(told.diagnostics, told.documents, { fold: 100 });
  return text
    .replaceAll(`${relative(process.cwd(), golden.folder)}${sep}`, "")
    .replaceAll(`${golden.folder}${sep}`, "");
}

/** What a case is expected to come to, as it lies on the disk. */
export function readExpected({ folder }: GoldenCase): Outcome {
  const root = join(folder, "expected");
  const said = join(folder, "stderr.txt");
  const paths = existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [];
  const files = paths
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(root, path).split(sep).join("/"), readFileSync(path, "utf8")] as const);
  return { files: Object.fromEntries(files), said: existsSync(said) ? readFileSync(said, "utf8") : "" };
}

/** Makes an outcome the expected one. */
export function writeExpected({ folder }: GoldenCase, outcome: Outcome): void {
  rmSync(join(folder, "expected"), { recursive: true, force: true });
  rmSync(join(folder, "stderr.txt"), { force: true });
  const said = outcome.said === "" ? {} : { "stderr.txt": outcome.said };
  const inside = Object.entries(outcome.files).map(([path, text]) => [join("expected", path), text] as const);
  for (const [path, text] of [...inside, ...Object.entries(said)]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
