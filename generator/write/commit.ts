import * as fs from "node:fs";
import { dirname, join } from "node:path";
import type { OutputFile } from "../../templates/files/output.js";
import { makeFolders } from "./folders.js";
import { statOf } from "./stat.js";

/** What is to change in an output folder. */
export interface Change {
  readonly write: readonly OutputFile[];
  readonly remove: readonly string[];
}

interface Commit {
  readonly folder: string;
  /** Beside the output, so that moving a file into place is one rename. */
  readonly staging: string;
  /** What takes the steps so far back, in their order. */
  readonly undo: (() => void)[];
}

/**
 * Changes an output folder, all or nothing as far as a file system allows: everything is first written into a staging
 * folder, then renamed into place. Synchronous, so that no signal comes between two renames.
 */
export function commitChange(folder: string, change: Change): void {
  sweepStaging(folder);
  if (change.write.length === 0 && change.remove.length === 0) return;
  const created = makeFolders(folder);
  const commit: Commit = { folder, staging: fs.mkdtempSync(join(folder, `.conn-gen-${process.pid}-`)), undo: [] };
  try {
    stageFiles(commit, change);
    change.remove.forEach((path, index) => moveAway(commit, path, index));
    pruneFolders(commit, change.remove);
    change.write.forEach((file, index) => moveIn(commit, file.path, index));
  } catch (error) {
    for (const step of commit.undo.reverse()) step();
    throw error;
  } finally {
    fs.rmSync(commit.staging, { recursive: true, force: true });
    if (created !== undefined) removeEmptyFolders(folder, dirname(created));
  }
}

/** Removes what runs left that were killed while they wrote; what they wrote is written again. */
function sweepStaging(folder: string): void {
  for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    const [, pid] = /^\.conn-gen-(\d+)-\w{6}$/.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) fs.rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs where it may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Writes what is new and keeps a copy of what it replaces. */
function stageFiles(commit: Commit, change: Change): void {
  for (const name of ["new", "old", "removed"]) fs.mkdirSync(join(commit.staging, name));
  change.write.forEach((file, index) => {
    fs.writeFileSync(join(commit.staging, "new", String(index)), file.text);
    const current = join(commit.folder, file.path);
    if (isFile(current)) fs.copyFileSync(current, join(commit.staging, "old", String(index)));
  });
}

function moveAway({ folder, staging, undo }: Commit, path: string, index: number): void {
  const from = join(folder, path);
  const to = join(staging, "removed", String(index));
  fs.renameSync(from, to);
  undo.push(() => {
    makeFolders(dirname(from));
    fs.renameSync(to, from);
  });
}

function moveIn({ folder, staging, undo }: Commit, path: string, index: number): void {
  const target = join(folder, path);
  const old = join(staging, "old", String(index));
  const created = makeFolders(dirname(target));
  if (created !== undefined) undo.push(() => removeEmptyFolders(dirname(target), dirname(created)));
  fs.renameSync(join(staging, "new", String(index)), target);
  undo.push(isFile(old) ? () => fs.renameSync(old, target) : () => fs.rmSync(target, { force: true }));
}

/** Removes the folders that lost their last file. */
function pruneFolders({ folder }: Commit, removed: readonly string[]): void {
  const parents = new Set(removed.map((path) => dirname(join(folder, path))));
  for (const parent of parents) removeEmptyFolders(parent, folder);
}

/** Removes a folder and its parents below `keep`, as long as they are empty. */
function removeEmptyFolders(folder: string, keep: string): void {
  for (let path = folder; path !== keep && path !== dirname(path); path = dirname(path)) {
    if (!fs.existsSync(path)) continue;
    if (fs.readdirSync(path).length > 0) return;
    fs.rmdirSync(path);
  }
}

function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}
