import { exitCodes, Failure, failure } from "../diagnostics.js";

const REASONS: { readonly [code: string]: readonly [message: string, help: string] } = {
  EACCES: ["may not be written", "give yourself the right to write it, or choose another folder with --output"],
  EPERM: ["may not be written", "give yourself the right to write it, or choose another folder with --output"],
  ENOENT: ["cannot be made: no folder can be made there", "choose another folder with --output"],
  EROFS: ["is on a read-only disk", "choose another folder with --output"],
  ENOSPC: ["cannot be written: the disk is full", "free some space, then run again"],
  EDQUOT: ["cannot be written: your disk quota is used up", "free some space, then run again"],
  ENOTDIR: [
    "cannot be made: a file stands where a folder is needed",
    "move it away, or choose another folder with --output",
  ],
  EEXIST: [
    "cannot be made: a file stands where a folder is needed",
    "move it away, or choose another folder with --output",
  ],
  EISDIR: ["is a folder where a file is needed", "move it away, or choose another folder with --output"],
  ENOTEMPTY: [
    "is a folder with files that are not ours, where a file is needed",
    "move them away, or choose another folder with --output",
  ],
  ENAMETOOLONG: ["has a name that is too long for this disk", "choose a folder with a shorter path with --output"],
  EBUSY: ["is in use by another program", "close it, then run again"],
  ELOOP: ["leads through links in a circle", "mend the links, or choose another folder with --output"],
  EMFILE: ["cannot be opened: too many files are open", "raise the limit (`ulimit -n`), then run again"],
};

/** A disk error as a diagnostic; anything else as it is. */
export function explainDiskError(error: unknown, folder: string): unknown {
  if (error instanceof Failure) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const known = REASONS[code ?? ""];
  if (!known) return error;
  const [reason, help] = known;
  return failure(exitCodes.output, {
    code: "output-unwritable",
    message: `${path ?? folder} ${reason} (${code})`,
    help,
  });
}
