import { type Checked, checkClient } from "./check/check.js";
import { emitClient, writeClient } from "./commands/client.js";
import { resolveSettings } from "./config/resolve.js";
import { checkContractConfig } from "./config/shape.js";
import type { ContractConfig, Settings } from "./config.js";
import { exitCodes, Failure, failure } from "./diagnostics.js";
import type { Generated, Inspected, Watch } from "./pipeline.js";
import type { WriteReport } from "./write/output.js";

/** How the programmatic API runs. */
export interface RunOptions {
  /** Where relative paths start; the working directory when absent. */
  readonly cwd?: string;
  /** Fail if anything was repaired or left out. */
  readonly strict?: boolean;
  /** `false`: return the files without writing them. */
  readonly write?: boolean;
  /** Hears of progress. */
  readonly watch?: Watch;
}

/** A generated client; `written` is absent where nothing was to be written. */
export interface Result extends Generated {
  /** Absolute. */
  readonly output: string;
  readonly written?: WriteReport;
}

/** Generates a client, as `conn-gen <contract>` does; throws a `Failure` where that would exit with an error. */
export async function generate(config: ContractConfig, options: RunOptions = {}): Promise<Result> {
  const settings = await settle(config, options);
  const line = await import("./pipeline.js");
  const emitted = await emitClient(line, settings, {
    strict: options.strict ?? false,
    watch: options.watch ?? (() => undefined),
  });
  if (options.write === false) return { ...emitted.generated, output: settings.output };
  const { generated, written } = await writeClient(emitted);
  return { ...generated, output: settings.output, written };
}

/** Whether a committed client is what would be generated now, as `conn-gen check` tells; `full` asks no hashes. */
export async function check(
  config: ContractConfig,
  options: Pick<RunOptions, "cwd" | "watch"> & { readonly full?: boolean } = {},
): Promise<Checked> {
  const settings = await settle(config, options);
  const watch = options.watch ?? (() => undefined);
  return checkClient(settings, {
    full: options.full ?? false,
    generate: async (kept) =>
      (await emitClient(await import("./pipeline.js"), kept, { strict: false, watch })).generated,
  });
}

/** What conn-gen understands of a contract, and what it decides, as `conn-gen inspect` prints it. */
export async function inspect(
  config: ContractConfig,
  options: Pick<RunOptions, "cwd" | "watch"> = {},
): Promise<Inspected> {
  const settings = await settle(config, options);
  const line = await import("./pipeline.js");
  return line.inspect(settings, options.watch ?? (() => undefined));
}

/** A program may be JavaScript: its configuration is judged as a file's is. */
async function settle(config: ContractConfig, { cwd = process.cwd() }: Pick<RunOptions, "cwd">): Promise<Settings> {
  const wrong = checkContractConfig(config, []);
  if (wrong === undefined) return resolveSettings(config, { cwd });
  const { message, help } = wrong;
  throw failure(exitCodes.usage, { code: "config-invalid", message, ...(help !== undefined && { help }) });
}

export { defineConfig } from "./config.js";
export { exitCodes, Failure };
export type { Checked } from "./check/check.js";
export type {
  ArrayFormat,
  BatchHint,
  Config,
  ConfigDefaults,
  ContractConfig,
  ContractInput,
  PageHint,
} from "./config.js";
export type { Selector } from "./contract/selectors.js";
export type { Generated, Inspected, StageName, Watch } from "./pipeline.js";
export type { Diagnostic, ExcerptLine, ExitCode, Locator, Place, Severity } from "./diagnostics.js";
export type { Lock, LockedInput, LockedOperation } from "./write/lock.js";
export type { OutputFile, WriteReport } from "./write/output.js";
