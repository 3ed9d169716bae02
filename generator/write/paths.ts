import { posix } from "node:path";

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
const MAX_NAME = 200;
const MAX_PATH = 240;

/** Why a path may not be written into an output folder; undefined where it may. */
export function refusePath(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (/[\u0000-\u001f\u007f]/.test(path)) return "it holds a control character";
  if (/[<>:"|?*\\]/.test(path)) return "it holds a character that Windows does not allow";
  if (path.startsWith("/")) return "it is absolute";
  if (posix.normalize(path) !== path || path.startsWith("../") || path.endsWith("/"))
    return "it leaves the output folder";
  if (path.length > MAX_PATH) return "it is too long";
  return path
    .split("/")
    .map(refuseName)
    .find((reason) => reason !== undefined);
}

function refuseName(name: string): string | undefined {
  if (name === "." || name === "..") return "it leaves the output folder";
  if (RESERVED.test(name)) return `Windows reserves the name \`${name}\``;
  if (/[. ]$/.test(name)) return "a name in it ends in a dot or a space";
  return Buffer.byteLength(name) > MAX_NAME ? "a name in it is too long" : undefined;
}

/** Two paths that are one file on disks that do not tell case apart, or a file that is also a folder. */
export function findClash(paths: readonly string[]): readonly [string, string] | undefined {
  const spelled = new Map<string, string>();
  const files = new Map(paths.map((path) => [path.toLowerCase(), path]));
  for (const path of paths) {
    for (const prefix of prefixesOf(path)) {
      const known = spelled.get(prefix.toLowerCase());
      if (known !== undefined && known !== prefix) return [known, prefix];
      spelled.set(prefix.toLowerCase(), prefix);
      const file = prefix === path ? undefined : files.get(prefix.toLowerCase());
      if (file !== undefined) return [file, path];
    }
  }
  return new Set(paths).size === paths.length ? undefined : findTwice(paths);
}

function prefixesOf(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

function findTwice(paths: readonly string[]): readonly [string, string] | undefined {
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  return twice === undefined ? undefined : [twice, twice];
}
