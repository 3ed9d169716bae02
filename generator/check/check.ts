import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes } from "../diagnostics.js";
import type { Generated } from "../pipeline.js";
import { type Lock, LOCK_FILE, printLock } from "../write/lock.js";
import { showSource } from "../read/source.js";
import { hashFiles } from "../write/output.js";
import { readLock } from "../write/read-lock.js";
import { findSnapshot } from "../write/snapshot.js";
import { type DiskState, inspectDisk } from "./disk.js";
import { findChangedInputs } from "./inputs.js";

/** A committed client beside what would be generated now. */
export interface Checked extends DiskState {
  readonly settings: Settings;
  /** Why generating again would change something; none where it would not. */
  readonly reasons: readonly string[];
  /** The files that it would write or remove. */
  readonly stale: readonly string[];
}

/** How a check goes about it. */
export interface CheckOptions {
  /** Generate even where hashes say that nothing went in that is new. */
  readonly full: boolean;
  /** Generates in memory; not called where hashes confirm everything. */
  readonly generate: (settings: Settings) => Promise<Generated>;
}

/** Compares a committed client with its inputs: by hashes, and only where those changed by generating it again. */
export async function checkClient(settings: Settings, { full, generate }: CheckOptions): Promise<Checked> {
  const lock = await readLock(settings.output);
  if (lock === undefined) {
    const nothing = { edited: [], missing: [], extra: [] };
    const shown = showSource(settings.output, settings.input.cwd);
    return { settings, ...nothing, reasons: [`${shown} holds no ${LOCK_FILE}`], stale: [LOCK_FILE] };
  }
  const disk = inspectDisk(settings.output, lock);
  const reasons = await findChangedInputs(settings, lock);
  if (reasons.length === 0 && !full) return { settings, ...disk, reasons, stale: [] };
  const snapshot = findSnapshot(settings, lock);
  const generated = await generate(
    snapshot === undefined ? settings : { ...settings, input: { ...settings.input, snapshot } },
  );
  const stale = await findStale(generated, lock, settings.output);
  const told =
    stale.length > 0 && reasons.length === 0 ? ["conn-gen makes something else of the same inputs"] : reasons;
  return { settings, ...disk, reasons: stale.length > 0 ? told : [], stale };
}

/** What generating again would write or remove. Edits on the disk are another matter: what counts is what was written. */
async function findStale(generated: Generated, lock: Lock, output: string): Promise<string[]> {
  const files = hashFiles(generated.files);
  const paths = [...new Set([...Object.keys(files), ...Object.keys(lock.files)])].sort();
  const stale = paths.filter((path) => files[path] !== lock.files[path]);
  const text = await readFile(join(output, LOCK_FILE), "utf8");
  const isSame = text.replaceAll("\r\n", "\n") === printLock({ ...generated.lock, files });
  return isSame ? stale : [...stale, LOCK_FILE];
}

/** How a check of one client ends, findings aside. */
export function exitCodeOf({ edited, stale, missing, extra }: Checked): ExitCode {
  if (edited.length > 0) return exitCodes.edited;
  return stale.length + missing.length + extra.length > 0 ? exitCodes.stale : exitCodes.done;
}
