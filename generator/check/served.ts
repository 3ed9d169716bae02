import { relative, sep } from "node:path";
import type { Settings } from "../config.js";
import { usageFailure } from "../diagnostics.js";
import { isUrl } from "../read/locations.js";
import { readSource } from "../read/source.js";
import { readLock } from "../write/read-lock.js";
import { findSnapshot } from "../write/snapshot.js";

/** Two states of a client's contract that are to be compared. */
export interface Sides {
  readonly old: Settings;
  readonly new: Settings;
}

/** The contract that a client was made of beside what its URL serves now; `undefined` where that is the same. */
export async function findServed(settings: Settings): Promise<Sides | undefined> {
  const lock = isUrl(settings.contract) ? await readLock(settings.output) : undefined;
  const snapshot = lock && findSnapshot(settings, lock);
  if (lock === undefined || snapshot === undefined) return undefined;
  const { sha256 } = await readSource(settings.contract, settings.input);
  return sha256 === lock.contract.sha256
    ? undefined
    : { old: { ...settings, input: { ...settings.input, snapshot } }, new: settings };
}

/** The contract as a commit has it beside the one on the disk. */
export function sinceCommit(settings: Settings, ref: string, cwd: string): Sides {
  const { contract } = settings;
  if (contract === "-" || isUrl(contract)) {
    throw usageFailure(
      `--since compares files of commits, and the contract of \`${settings.name}\` is none: ${contract}`,
      "leave it out: a URL is compared with what the client was made of",
    );
  }
  const path = relative(cwd, contract).split(sep).join("/");
  return { old: { ...settings, contract: `git:${ref}:${path}` }, new: settings };
}
