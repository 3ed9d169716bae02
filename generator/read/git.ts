import { promisify } from "node:util";
import { exitCodes, failure } from "../diagnostics.js";
import { splitPattern } from "./glob.js";

/** The largest contract known is a tenth of this. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Whether a source is a file of a commit: `git:REF:path`. */
export function isRevision(source: string): boolean {
  return source.startsWith("git:");
}

/** What starts programs takes its time to load, and most contracts are files. */
async function loadRunner() {
  const { execFile } = await import("node:child_process");
  return promisify(execFile);
}

/** The bytes of `git:REF:path`; the path is relative to the working directory, as everywhere else. */
export async function readRevision(source: string, cwd: string): Promise<Uint8Array> {
  const revision = splitRevision(source);
  if (revision === undefined) {
    throw failure(exitCodes.usage, {
      code: "revision-malformed",
      message: `\`${source}\` is no file of a commit`,
      help: "write `git:REF:path`, for example `git:main:specs/api.yaml`",
    });
  }
  const { ref, path } = revision;
  const run = await loadRunner();
  try {
    // `cat-file` runs no filter and no program that the repository's configuration names.
    const { stdout } = await run("git", ["cat-file", "blob", `${ref}:${placeInTree(path)}`], {
      cwd,
      encoding: "buffer",
      maxBuffer: MOST_BYTES,
    });
    return stdout;
  } catch (error) {
    throw explainGit(error, revision);
  }
}

/** The files of a commit that a folder or a pattern means, each as `git:REF:path`; `undefined` where it is neither. */
export async function listRevision(source: string, cwd: string): Promise<string[] | undefined> {
  const revision = splitRevision(source);
  if (revision === undefined) return undefined;
  const { ref, path } = revision;
  const pattern = splitPattern(path);
  // What ends like a file is one, and git is not asked twice.
  if (pattern === undefined && /\.\w+$/.test(path)) return undefined;
  const folder = pattern?.folder ?? path.replace(/\/+$/, "");
  const run = await loadRunner();
  const options = ["-r", "-z", "--name-only", "--full-tree"];
  const listed = await run("git", ["ls-tree", ...options, `${ref}:${placeInTree(folder)}`], { cwd }).catch(
    () => undefined,
  );
  const names = listed?.stdout.split("\0").filter((name) => name !== "" && (pattern?.rest.test(name) ?? true));
  return names?.map((name) => `git:${ref}:${folder === "" ? "." : folder}/${name}`);
}

interface Revision {
  readonly ref: string;
  readonly path: string;
}

function splitRevision(source: string): Revision | undefined {
  const [, ref, path] = /^git:([^:]+):(.+)$/s.exec(source) ?? [];
  return ref === undefined || path === undefined || ref.startsWith("-") ? undefined : { ref, path };
}

/** A path as git takes it: from the working directory, or from the top where it begins with `/`. */
function placeInTree(path: string): string {
  return path.startsWith("/") ? path.slice(1) : path.startsWith(".") ? path : `./${path}`;
}

function explainGit(error: unknown, { ref, path }: Revision): Error {
  const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: Uint8Array };
  if (code === "ENOENT") {
    return failure(exitCodes.data, {
      code: "git-missing",
      message: "git is not installed",
      help: "install it, or pass a file",
    });
  }
  const said = Buffer.from(stderr ?? [])
    .toString("utf8")
    .trim()
    .split("\n")[0]
    ?.replace(/^fatal: /, "");
  return failure(exitCodes.data, {
    code: "revision-not-found",
    message: `git has no ${path} in ${ref}${said ? `: ${said}` : ""}`,
    help: "fetch the commit first (in CI the checkout may be shallow), and name the path from the working directory",
  });
}
