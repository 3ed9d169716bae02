import { createHash } from "node:crypto";
import { readFileSync, realpathSync, type Stats } from "node:fs";
import { join, resolve, sep } from "node:path";
import { type Diagnostic, exitCodes, Failure, failure } from "../diagnostics.js";
import { type Change, commitChange } from "./commit.js";
import { explainDiskError } from "./disk-errors.js";
import type { OutputFile } from "../../templates/files/output.js";
import { type Lock, LOCK_FILE, printLock } from "./lock.js";
import { findClash, refusePath } from "./paths.js";
import { readLock } from "./read-lock.js";
import { statOf } from "./stat.js";

export type { OutputFile };

/** What writing changed on the disk; paths inside the output folder. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Makes the output folder hold exactly these files of ours, all or nothing; files that are not ours are never touched. */
export async function writeOutput(directory: string, files: readonly OutputFile[], lock: Lock): Promise<WriteReport> {
  const folder = resolve(directory);
  checkPaths(files);
  const ours = new Set(
    Object.keys((await readLock(folder))?.files ?? {}).filter((path) => refusePath(path) === undefined),
  );
  try {
    const sealed = { path: LOCK_FILE, text: printLock({ ...lock, files: hashFiles(files) }) };
    const change = compareWithDisk(folder, [...files, sealed], ours);
    commitChange(folder, change);
    const written = change.write.map((file) => file.path);
    return { written, removed: change.remove, unchanged: files.length + 1 - written.length };
  } catch (error) {
    throw explainDiskError(error, folder);
  }
}

/** The lock's record of files: path -> sha256. */
export function hashFiles(files: readonly OutputFile[]): { readonly [path: string]: string } {
  return Object.fromEntries(files.map((file) => [file.path, createHash("sha256").update(file.text).digest("hex")]));
}

function checkPaths(files: readonly OutputFile[]): void {
  const paths = [...files.map((file) => file.path), LOCK_FILE];
  for (const path of paths) {
    const reason = refusePath(path);
    if (reason === undefined) continue;
    throw failure(exitCodes.output, {
      code: "output-path",
      message: `\`${path}\` is no path for an output file: ${reason}`,
      help: "rename what it is named after, in the config under `names`",
    });
  }
  const clash = findClash(paths);
  if (!clash) return;
  throw failure(exitCodes.output, {
    code: "output-path",
    message: `the output files \`${clash[0]}\` and \`${clash[1]}\` are one on disks that do not tell upper from lower case`,
    help: "rename what one of them is named after, in the config under `names`",
  });
}

function compareWithDisk(folder: string, files: readonly OutputFile[], ours: ReadonlySet<string>): Change {
  refuseFolder(folder);
  const wanted = new Set(files.map((file) => file.path));
  const stale = [...ours].filter((path) => !wanted.has(path) && !crossesLink(folder, path));
  const remove = stale.filter((path) => isFileOrLink(join(folder, path)));
  const foreign: Diagnostic[] = [];
  const write = files.filter((file) => {
    const state = compareFile(folder, file, ours);
    if (state === "foreign") foreign.push(describeForeign(file.path));
    return state === "changed";
  });
  if (foreign.length > 0) throw new Failure(exitCodes.output, foreign);
  return { write, remove };
}

type FileState = "changed" | "unchanged" | "foreign";

function compareFile(folder: string, file: OutputFile, ours: ReadonlySet<string>): FileState {
  if (crossesLink(folder, file.path) || isBelowForeignFile(folder, file.path, ours)) return "foreign";
  const path = join(folder, file.path);
  const stats = statOf(path);
  if (!stats) return "changed";
  if (stats.isFile() && holds(path, stats, file.text)) return "unchanged";
  if (stats.isDirectory()) return isOurFolder(file.path, ours) ? "changed" : "foreign";
  return file.path === LOCK_FILE || ours.has(file.path) || isOursInOtherCase(folder, file.path, ours)
    ? "changed"
    : "foreign";
}

function holds(path: string, stats: Stats, text: string): boolean {
  return stats.size === Buffer.byteLength(text) && readFileSync(path, "utf8") === text;
}

/** A folder on the way that is a link would lead our files somewhere else. */
function crossesLink(folder: string, path: string): boolean {
  const names = path.split("/").slice(0, -1);
  const inside = names.map((_, index) => join(folder, ...names.slice(0, index + 1)));
  const link = inside.find((parent) => statOf(parent)?.isSymbolicLink());
  if (link === undefined) return false;
  try {
    return !realpathSync(link).startsWith(realpathSync(folder) + sep);
  } catch {
    return true;
  }
}

function isBelowForeignFile(folder: string, path: string, ours: ReadonlySet<string>): boolean {
  const names = path.split("/");
  const parents = names.slice(0, -1).map((_, index) => names.slice(0, index + 1).join("/"));
  return parents.some((parent) => statOf(join(folder, parent))?.isFile() === true && !ours.has(parent));
}

function isOurFolder(path: string, ours: ReadonlySet<string>): boolean {
  return [...ours].some((our) => our.startsWith(`${path}/`));
}

/** On disks that do not tell case apart, `Card.ts` of an earlier run is what `card.ts` meets. */
function isOursInOtherCase(folder: string, path: string, ours: ReadonlySet<string>): boolean {
  const other = [...ours].find((our) => our !== path && our.toLowerCase() === path.toLowerCase());
  const [stats, others] = [path, other ?? path].map((name) => statOf(join(folder, name)));
  return other !== undefined && stats !== undefined && stats.ino === others?.ino && stats.dev === others.dev;
}

function refuseFolder(folder: string): void {
  let existing = folder;
  while (!statOf(existing)) existing = resolve(existing, "..");
  if (existing === folder && statOf(realpathSync(folder))?.isDirectory() === false) {
    throw failure(exitCodes.output, {
      code: "output-not-folder",
      message: `${folder} is a file, not a folder`,
      help: "move it away, or choose another folder with --output",
    });
  }
}

function isFileOrLink(path: string): boolean {
  const stats = statOf(path);
  return stats !== undefined && !stats.isDirectory();
}

function describeForeign(path: string): Diagnostic {
  return {
    code: "output-not-ours",
    severity: "error",
    message: `\`${path}\` is in the way: conn-gen did not write it, so it is left alone`,
    help: "move it away, or choose another folder with --output",
  };
}
