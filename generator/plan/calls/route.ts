/** What a path template consists of, as far as names are concerned. */
export type PathToken =
  | { readonly kind: "static"; readonly text: string }
  | { readonly kind: "item"; readonly key: string }
  /** A custom method, `/files/{id}:copy`. */
  | { readonly kind: "verb"; readonly text: string }
  /** What tells operations of one path apart in a fragment or query, `/{Key}#tagging`; it only names when it must. */
  | { readonly kind: "mark"; readonly text: string };

type Tokens = readonly PathToken[];

const VERSION = /^v\d+(?:[._]\d+)*(?:(?:alpha|beta|rc|preview|p\d+)\d*)*$/i;
const DATE = /^v\d{4}-\d{2}-\d{2}(?:-preview)?$/;
/** `2`, `1.1`, `2020-10-01` as a segment is a version too; with its letter it can be a name. */
const NUMBERS = /^\d+(?:\.\d+)*$|^\d{4}-\d{2}-\d{2}/;
const WRAPPER = /^(?:apis?|rest|restapi|rest-api|rpc|index\.php)$/i;

/** File endings that name a format or a server's language, never a thing. */
const ENDING = /\.(?:json|xml|ya?ml|php|aspx?|ashx|asmx|jsp|do|cgi|action)$/i;

/** Reads a path template into tokens. */
export function readPath(path: string): Tokens {
  const bare = path.replace(/\{[?&#][^{}]*\}/g, "");
  const cut = bare.replace(/\{[^{}]*\}/g, (template) => "x".repeat(template.length)).search(/[?#]/);
  const route = cut < 0 ? bare : bare.slice(0, cut);
  const { flags, tokens } = cut < 0 ? { flags: [], tokens: [] } : readMarks(bare.slice(cut + 1));
  const segments = route.replace(/\/v\/(?=\d)/gi, "/v").split("/");
  return [...flags, ...segments.flatMap(readSegment), ...tokens];
}

/** `?beta=true` opens a variant of the whole API, `#Action=Stop` names what is done, the rest only marks. */
function readMarks(text: string): { flags: Tokens; tokens: Tokens } {
  const flags: PathToken[] = [];
  const tokens: PathToken[] = [];
  for (const pair of text.split(/[&#?]/).filter((part) => part !== "")) {
    const [key = "", value = ""] = pair.split("=", 2);
    if (value === "true") flags.push({ kind: "static", text: key });
    else if (/^[a-z]/i.test(value)) tokens.push({ kind: "static", text: value });
    else tokens.push({ kind: "mark", text: key });
  }
  return { flags, tokens };
}

function readSegment(segment: string): Tokens {
  const keys = [...segment.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? "");
  const [, resource = segment, verb] = /^(.*[^:]):([a-z]\w*)$/i.exec(segment) ?? [];
  const first = resource.indexOf("{");
  const text = (first < 0 ? resource : resource.slice(0, first)).replace(ENDING, "");
  const tokens: PathToken[] = [];
  if (/[\p{L}\p{N}]/u.test(text)) tokens.push({ kind: "static", text: NUMBERS.test(text) ? `v${text}` : text });
  if (keys.length > 0) tokens.push({ kind: "item", key: keys.join(" ") });
  if (verb !== undefined) tokens.push({ kind: "verb", text: verb });
  return tokens;
}

/** Drops what stands before the resources in (nearly) every path: versions, `/api`, a scope `/projects/{id}`. */
export function dropPrefixes(paths: ReadonlyMap<string, Tokens>): ReadonlyMap<string, Tokens> {
  let rest = dropVersions(paths);
  while (isWrappedMostly([...rest.values()]))
    rest = mapTokens(rest, (tokens) => (isWrapped(tokens) ? tokens.slice(1) : tokens));
  while (isScope([...rest.values()])) rest = mapTokens(rest, (tokens) => tokens.slice(2));
  return rest;
}

/** The commonest version goes, others stay as namespaces; dates go always. What all paths have before it goes too. */
function dropVersions(paths: ReadonlyMap<string, Tokens>): ReadonlyMap<string, Tokens> {
  const versions = [...paths.values()].map(findVersion);
  const commonly = commonest(versions.flatMap((version) => (version && !version.isDate ? [version.text] : [])));
  const common = commonly !== undefined && isTellingApart(commonly, [...paths.values()]) ? undefined : commonly;
  const lead = sharedLead([...paths.values()], versions);
  return mapTokens(paths, (tokens) => {
    const version = findVersion(tokens);
    if (!version || !(version.isDate || version.text === common)) return tokens;
    return [...tokens.slice(lead, version.index), ...tokens.slice(version.index + 1)];
  });
}

/** `/segments/2.0` beside `/segments`: without the version, one would be called like the other. */
function isTellingApart(version: string, paths: readonly Tokens[]): boolean {
  const plain = new Set(paths.filter((tokens) => !findVersion(tokens)).map((tokens) => JSON.stringify(tokens)));
  if (plain.size === 0) return false;
  return paths.some((tokens) => {
    const { text, index } = findVersion(tokens) ?? {};
    return text === version && plain.has(JSON.stringify(tokens.toSpliced(index ?? 0, 1)));
  });
}

interface Version {
  readonly text: string;
  readonly index: number;
  readonly isDate: boolean;
}

/** A version stands before the first template, and something follows it. */
function findVersion(tokens: Tokens): Version | undefined {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== "static" || index > 3) return undefined;
    const isDate = DATE.test(token.text);
    if (isDate || VERSION.test(token.text)) return { text: token.text, index, isDate };
  }
  return undefined;
}

/** How many leading segments, all static, every path shares before its version. */
function sharedLead(paths: readonly Tokens[], versions: readonly (Version | undefined)[]): number {
  const [first] = paths;
  const index = versions[0]?.index ?? 0;
  if (!first || versions.some((version) => version?.index !== index)) return 0;
  const isShared = paths.every((tokens) => {
    const hasMore = tokens.slice(index + 1).some((token) => token.kind === "static");
    return hasMore && tokens.slice(0, index).every((token, at) => textOf(token) === textOf(first[at]));
  });
  return isShared ? index : 0;
}

function isWrapped(tokens: Tokens): boolean {
  return tokens.length > 1 && WRAPPER.test(textOf(tokens[0]));
}

function isWrappedMostly(paths: readonly Tokens[]): boolean {
  return paths.filter(isWrapped).length * 2 > paths.length;
}

/** Every path begins with the same `/things/{id}` and has a resource after it. */
function isScope(paths: readonly Tokens[]): boolean {
  const scope = textOf(paths[0]?.[0]);
  if (scope === "" || paths.length < 2) return false;
  return paths.every(([thing, item, ...rest]) => {
    return textOf(thing) === scope && item?.kind === "item" && rest.some((token) => token.kind === "static");
  });
}

function textOf(token: PathToken | undefined): string {
  return token?.kind === "static" ? token.text : "";
}

function mapTokens(
  paths: ReadonlyMap<string, Tokens>,
  change: (tokens: Tokens) => Tokens,
): ReadonlyMap<string, Tokens> {
  return new Map([...paths].map(([id, tokens]) => [id, change(tokens)]));
}

/** The most frequent text; among equals the first in code unit order. */
function commonest(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [winner] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return winner?.[0];
}
