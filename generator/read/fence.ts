import { realpath, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, relative, sep } from "node:path";
import { exitCodes, type Failure, failure } from "../diagnostics.js";

/**
 * The folder that a contract's references stay in: the working directory where the contract lies in it, else the
 * contract's own. A contract may come from someone else's pull request, and what it quotes is shown in logs.
 */
export function findFence(contract: string, cwd: string): string {
  return isInside(contract, cwd) ? cwd : dirname(contract);
}

/** Fails where a file lies outside of the fence, also behind a symbolic link, or is hidden. */
export async function checkFence(path: string, fence: string): Promise<void> {
  if (!isInside(path, fence)) throw outside(path, fence);
  const [real, realFence] = await Promise.all([realpath(path).catch(() => path), realpath(fence)]);
  if (!isInside(real, realFence)) throw outside(path, fence);
  const hidden = [relative(fence, path), relative(realFence, real)].some((inside) => /(?:^|[\\/])\./.test(inside));
  if (hidden)
    throw refused(`${basename(path)} is hidden, or in a hidden folder`, "rename it, if it belongs to the contract");
  const found = await stat(real).catch(() => undefined);
  if (found !== undefined && !found.isFile() && !found.isDirectory()) {
    throw refused(`${basename(path)} is no regular file`, "refer to a file in JSON or YAML");
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function outside(path: string, fence: string): Failure {
  return refused(
    `${basename(path)} lies outside of the folder ${basename(fence) || fence}, which the contract may read`,
    "run conn-gen in a folder that holds the contract and everything that it refers to",
  );
}

function refused(message: string, help: string): Failure {
  return failure(exitCodes.data, { code: "reference-refused", message, help });
}
