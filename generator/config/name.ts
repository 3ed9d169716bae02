import { basename, dirname, relative, sep } from "node:path";
import { isUrl } from "../read/locations.js";

/** Words that say what a file is, not whose contract it holds. */
const NOISE =
  /^(?:(?:open-?api|swagger|oas|spec|specs|specification|schema|schemas|graphql|gql|introspection|contract|contracts|api-docs|bundled?|dereferenced|api|apis|public|docs?|index|main|master|head|latest|current|json|ya?ml|rest|src|definitions?|refs|heads|raw|blob)\d*|v?\d+)$/i;

const SUFFIXES =
  /^(?:open-?api|swagger|oas|spec|bundled?|dereferenced|json|ya?ml|graphql|gql|schema|introspection)\d*$/i;

const HOST_NOISE =
  /^(?:www|api|apis|docs?|developers?|dev|raw|cdn|static|swagger|openapi|editor|app|sandbox|staging|localhost|\d+)$/i;

const TOP_LEVEL = /^(?:com|org|net|io|dev|app|co|ai|cloud|uk|de|eu|us)$/i;

/** The client's name that a contract's location suggests: `specs/stripe.com.json` -> `stripe`. */
export function nameFromLocation(location: string, cwd: string): string {
  return isUrl(location) ? nameFromUrl(location) : nameFromPath(location, cwd);
}

/** The client's name that a contract's title suggests: `Stripe API` -> `stripe`. */
export function nameFromTitle(title: string): string {
  const words = splitWords(title);
  const told = words.filter((word) => !NOISE.test(word));
  return toName(told.length > 0 ? told.slice(0, 4) : words) ?? "api";
}

function nameFromPath(location: string, cwd: string): string {
  const inside = relative(cwd, location);
  const folders = dirname(inside)
    .split(sep)
    .filter((folder) => folder !== "." && folder !== "..");
  // A pattern says nothing of whose files it means.
  const candidates = [basename(location), ...folders.reverse(), basename(cwd)].filter((step) => !/[*?{}]/.test(step));
  return firstTelling(candidates) ?? "api";
}

function nameFromUrl(location: string): string {
  // What is no address is told where it is fetched.
  if (!URL.canParse(location)) return "api";
  const url = new URL(location);
  const segments = url.pathname
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  const isFile = /\.(?:json|ya?ml|graphqls?|gql)$/i.test(segments.at(-1) ?? "");
  return firstTelling(isFile ? segments.reverse() : []) ?? nameFromHost(url.hostname) ?? "api";
}

function firstTelling(candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    const stem = candidate.replace(/\.(?:json|ya?ml|graphqls?|gql)$/i, "");
    const labels = stem.split(".").filter((label) => label !== "");
    const isHost = labels.length > 1 && TOP_LEVEL.test(labels.at(-1) ?? "");
    const name = isHost ? nameFromHost(stem) : nameFromStem(stem);
    if (name !== undefined) return name;
  }
  return undefined;
}

function nameFromHost(host: string): string | undefined {
  const labels = host.split(".");
  while (labels.length > 1 && TOP_LEVEL.test(labels.at(-1) ?? "")) labels.pop();
  const telling = labels.filter((label) => !HOST_NOISE.test(label));
  return toName(splitWords(telling[0] === undefined ? "" : (telling.at(-1) ?? "")));
}

function nameFromStem(stem: string): string | undefined {
  const words = splitWords(stem.replace(/[-_. ]v?\d+(?:\.\d+)*$/i, ""));
  if (words.every((word) => NOISE.test(word))) return undefined;
  while (words.length > 1 && (SUFFIXES.test(words.at(-1) ?? "") || /^v?\d+$/i.test(words.at(-1) ?? ""))) words.pop();
  while (words.length > 1 && SUFFIXES.test(words[0] ?? "")) words.shift();
  return toName(words);
}

function splitWords(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

function toName(words: readonly string[]): string | undefined {
  const name = words.join("-").toLowerCase().slice(0, 60);
  return /^[a-z]/.test(name) ? name : name === "" ? undefined : `api-${name}`;
}
