import { exitCodes, Failure, failure } from "../diagnostics.js";

/** What to do; `choose` stands for choosing another place. */
type Remedy = (choose: string) => string;

const REASONS: { readonly [code: string]: readonly [message: string, help: Remedy] } = {
  EACCES: ["may not be written", (choose) => `give yourself the right to write it, or ${choose}`],
  EPERM: ["may not be written", (choose) => `give yourself the right to write it, or ${choose}`],
  ENOENT: ["cannot be made: no folder can be made there", (choose) => choose],
  EROFS: ["is on a read-only disk", (choose) => choose],
  ENOSPC: ["cannot be written: the disk is full", () => "free some space, then run again"],
  EDQUOT: ["cannot be written: your disk quota is used up", () => "free some space, then run again"],
  ENOTDIR: ["cannot be made: a file stands where a folder is needed", (choose) => `move it away, or ${choose}`],
  EEXIST: ["cannot be made: a file stands where a folder is needed", (choose) => `move it away, or ${choose}`],
  EISDIR: ["is a folder where a file is needed", (choose) => `move it away, or ${choose}`],
  ENOTEMPTY: [
    "is a folder with files that are not ours, where a file is needed",
    (choose) => `move them away, or ${choose}`,
  ],
  ENAMETOOLONG: ["has a name that is too long for this disk", (choose) => choose],
  EBUSY: ["is in use by another program", () => "close it, then run again"],
  ELOOP: ["leads through links in a circle", (choose) => `mend the links, or ${choose}`],
  EMFILE: ["cannot be opened: too many files are open", () => "raise the limit (`ulimit -n`), then run again"],
  EIO: ["cannot be written: the disk reports an error", (choose) => choose],
};

/** An error of the disk below an output folder as a diagnostic; anything else as it is. */
export function explainDiskError(error: unknown, folder: string): unknown {
  const { path = folder } = error as NodeJS.ErrnoException;
  return explain(error, path, "choose another folder with --output");
}

/** An error of the disk about one file that the user named. */
export function explainFileError(error: unknown, path: string): unknown {
  return explain(error, path, "choose another file");
}

/** An error of stdout or stderr, such as a full disk behind `>`. */
export function explainStreamError(error: unknown, name: string): unknown {
  return explain(error, name, "send the output elsewhere");
}

function explain(error: unknown, shown: string, choose: string): unknown {
  if (error instanceof Failure) return error;
  const { code } = error as NodeJS.ErrnoException;
  const known = REASONS[code ?? ""];
  if (!known) return error;
  const [reason, help] = known;
  return failure(exitCodes.output, {
    code: "output-unwritable",
    message: `${shown} ${reason} (${code})`,
    help: help(choose),
  });
}
