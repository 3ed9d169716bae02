import { readdir, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";

/** Folders that hold no sources of the user's own. */
const SKIPPED = new Set(["node_modules", ".git", "dist", "build", "coverage"]);

/**
 * The files that these patterns mean, each once, in the order of their paths. `*` and `?` stand for characters of one
 * name, `**` for any folders, `{a,b}` for either; a folder stands for everything in it with one of the extensions. What
 * `!` stands before is left out.
 */
export async function findFiles(
  patterns: readonly string[],
  { cwd, extensions }: { readonly cwd: string; readonly extensions: readonly string[] },
): Promise<string[]> {
  const find = async (all: readonly string[]): Promise<string[]> =>
    (await Promise.all(all.map((pattern) => findMatches(pattern, { cwd, extensions })))).flat();
  const found = await find(patterns.filter((pattern) => !pattern.startsWith("!")));
  const unwanted = await find(patterns.flatMap((pattern) => (pattern.startsWith("!") ? [pattern.slice(1)] : [])));
  return [...new Set(found)].filter((path) => !unwanted.includes(path)).sort();
}

async function findMatches(
  pattern: string,
  { cwd, extensions }: { readonly cwd: string; readonly extensions: readonly string[] },
): Promise<string[]> {
  const split = splitPattern(pattern);
  if (split === undefined) {
    const path = resolve(cwd, pattern);
    const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
    return isFolder ? (await listFiles(path)).filter((file) => extensions.some((end) => file.endsWith(end))) : [path];
  }
  const folder = resolve(cwd, split.folder || ".");
  return (await listFiles(folder)).filter((file) => split.rest.test(relative(folder, file).split(sep).join("/")));
}

/** The folder that a pattern starts in, `""` for the first, and what it means below that; `undefined` where it is none. */
export function splitPattern(pattern: string): { readonly folder: string; readonly rest: RegExp } | undefined {
  const steps = pattern.split("/");
  const fixed = steps.findIndex((step) => /[*?{]/.test(step));
  if (fixed < 0) return undefined;
  const rest = new RegExp(`^${toExpression(steps.slice(fixed).join("/"))}$`);
  return { folder: steps.slice(0, fixed).join("/"), rest };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inside = entries.map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : listFiles(path);
    return entry.isFile() ? [path] : [];
  });
  return (await Promise.all(inside)).flat();
}

function toExpression(pattern: string): string {
  const parts = pattern.match(/\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{]+|\{/g) ?? [];
  return parts
    .map((part) => {
      if (part === "**/") return "(?:[^/]+/)*";
      if (part === "**") return ".*";
      if (part === "*") return "[^/]*";
      if (part === "?") return "[^/]";
      if (part.startsWith("{") && part.endsWith("}"))
        return `(?:${part.slice(1, -1).split(",").map(escape).join("|")})`;
      return escape(part);
    })
    .join("");
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
