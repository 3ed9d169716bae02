import { decodePercent } from "../contract/pointer.js";
import { dirname, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isRevision } from "./git.js";

/** Absolute path, URL or `-` of what the user typed. */
export function locateSource(source: string, cwd: string): string {
  if (source === "-" || isUrl(source) || isRevision(source)) return source;
  if (source.startsWith("file://")) return fileURLToPath(source);
  return resolve(cwd, source);
}

/** Whether a source is fetched rather than read from the disk. */
export function isUrl(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source) && !source.startsWith("file://");
}

/** A URL as it may be shown: without user, password and query values. */
export function showUrl(location: string): string {
  if (!isUrl(location) || !URL.canParse(location)) return location.replace(/^(\w+:\/\/)[^/?#]*@/, "$1");
  const url = new URL(location);
  url.username = "";
  url.password = "";
  for (const key of new Set(url.searchParams.keys())) url.searchParams.set(key, "…");
  return decodeURI(url.href).replaceAll("%E2%80%A6", "…");
}

/** A source as it may be shown, wherever it lies. */
export function showLocation(location: string): string {
  return isUrl(location) ? showUrl(location) : location;
}

/** Where a reference leads from the document at `base`: an absolute path or a URL; `undefined` where that cannot be. */
export function resolveReference(reference: string, base: string): string | undefined {
  if (isRevision(base) && !/^[a-z][a-z0-9+.-]*:|^[\\/]/i.test(reference)) return resolveInRevision(reference, base);
  try {
    const url = new URL(
      reference,
      base === "-" || isRevision(base) ? undefined : isUrl(base) ? withoutLogin(base) : pathToFileURL(base),
    );
    url.hash = "";
    if (url.protocol === "http:" || url.protocol === "https:") return url.href;
    // What was fetched or piped in has no business on this disk.
    const isOnDisk = base !== "-" && !isUrl(base) && !isRevision(base);
    return url.protocol === "file:" && isOnDisk ? fileURLToPath(url) : undefined;
  } catch {
    return undefined;
  }
}

/** Another file of the same commit. */
function resolveInRevision(reference: string, base: string): string | undefined {
  const path = pathInRevision(base);
  const target = posix.join(posix.dirname(path), decodePercent(reference.replace(/[?#].*$/, "")));
  return /(?:^|\/)\.(?!\.?(?:\/|$))/.test(target) ? undefined : base.slice(0, base.length - path.length) + target;
}

function pathInRevision(location: string): string {
  return location.replace(/^git:[^:]*:/, "");
}

/**
 * What pointers into a document begin with: its path from the contract's folder, on whatever machine that is; its URL
 * where it comes from elsewhere.
 */
export function nameDocument(location: string, root: string): string {
  if (location === root) return "";
  if (isRevision(location)) return escapeName(relateInRevision(location, root));
  if (!isUrl(location)) return escapeName(relative(dirname(root), location).split(sep).join("/"));
  if (!isUrl(root)) return location;
  const [here, there] = [new URL(withoutLogin(root)), new URL(location)];
  here.hash = "";
  if (here.href === there.href) return "";
  if (here.origin !== there.origin) return location;
  return posix.relative(posix.dirname(here.pathname), there.pathname) + there.search || location;
}

function relateInRevision(location: string, root: string): string {
  return posix.relative(posix.dirname(pathInRevision(root)), pathInRevision(location));
}

/** A URL without the name and the password in it. */
export function withoutLogin(location: string): string {
  const url = new URL(location);
  url.username = "";
  url.password = "";
  return url.href;
}

/** The header that sends the name and the password in a URL; none where it has neither. */
export function loginOf(location: string): { readonly [name: string]: string } {
  const { username, password } = new URL(location);
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return pair === ":" ? {} : { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}

/** A name ends where `#` stands. */
function escapeName(path: string): string {
  return path.replaceAll("%", "%25").replaceAll("#", "%23");
}
