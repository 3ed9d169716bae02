import { type Diagnostic, exitCodes, Failure } from "../diagnostics.js";
import { type Document, parsePart, type Part } from "./document.js";
import { checkFence, findFence } from "./fence.js";
import type { FetchRules } from "./fetch.js";
import { isRevision } from "./git.js";
import { isUrl, nameDocument, resolveReference } from "./locations.js";
import { findReferences } from "./references.js";
import { checkRemote, type RemoteOptions } from "./remote.js";
import { readSource, type ReadOptions } from "./source.js";

/** How a contract and what it refers to are read. */
export interface GatherOptions extends ReadOptions, RemoteOptions {}

/** The documents of a contract while they are collected. */
export interface Gathering {
  readonly root: Document;
  readonly options: GatherOptions;
  /** Both by name. */
  readonly parts: Map<string, Part>;
  readonly unread: Map<string, Diagnostic>;
}

/** More documents than any contract has. */
const MOST_DOCUMENTS = 20_000;

/** Documents that are fetched for one contract, and milliseconds for all of them. */
const MOST_FETCHED = 500;
const FETCH_TIME = 120_000;

/** Bytes of all documents together. */
const MOST_BYTES = 500 * 1024 * 1024;

/** Files that are open at a time. */
const AT_ONCE = 32;

/** Reads, step by step, everything that `fresh` documents refer to. What cannot be read is missed only where it is needed. */
export async function gatherParts(fresh: readonly Part[], gathering: Gathering): Promise<void> {
  const { root, parts } = gathering;
  const until = Date.now() + FETCH_TIME;
  for (let next = fresh; next.length > 0;) {
    const wanted = findWanted(next, gathering);
    if (parts.size + wanted.length > MOST_DOCUMENTS)
      throw tooMany(root, `${MOST_DOCUMENTS.toLocaleString("en")} files`);
    const fetched = [...parts.values(), ...wanted.map((source) => ({ source }))].filter(isFetched).length;
    if (fetched > MOST_FETCHED) throw tooMany(root, `${MOST_FETCHED} downloads`);
    next = await readParts(wanted, gathering, until);
    for (const part of next) parts.set(part.name, part);
    if (sizeOf(parts) > MOST_BYTES) throw tooMany(root, `${MOST_BYTES / 1024 / 1024} MB`);
  }
}

function sizeOf(parts: ReadonlyMap<string, Part>): number {
  let size = 0;
  for (const { source } of parts.values()) size += source.text.length;
  return size;
}

interface Wanted {
  readonly name: string;
  readonly location: string;
  /** The document that refers to it. */
  readonly from: Part;
}

/** What the fresh documents refer to and nobody did before. */
function findWanted(fresh: readonly Part[], { root, parts, unread }: Gathering): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const from of fresh) {
    for (const reference of findReferences(from)) {
      const location = resolveReference(reference, from.source.location);
      if (location === undefined) continue;
      const name = nameDocument(location, root.source.location);
      const isKnown = parts.has(name) || unread.has(name) || wanted.has(name);
      if (!isKnown) wanted.set(name, { name, location, from });
    }
  }
  return [...wanted.values()];
}

function isFetched({ source }: { readonly source: { readonly location: string } }): boolean {
  return isUrl(source.location);
}

async function readParts(wanted: readonly Wanted[], gathering: Gathering, until: number): Promise<Part[]> {
  const found: Part[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE);
    const read = await Promise.all(some.map((each) => readPart(each, gathering, until)));
    found.push(...read.filter((part) => part !== undefined));
  }
  return found;
}

async function readPart(
  wanted: Wanted,
  { root, options, unread }: Gathering,
  until: number,
): Promise<Part | undefined> {
  try {
    const rules = await checkAllowed(wanted, root, options);
    const timeout = Math.max(1, Math.min(options.timeout ?? 30_000, until - Date.now()));
    return parsePart(await readSource(wanted.location, { ...options, ...rules, timeout }), wanted.name);
  } catch (error) {
    const [diagnostic] = error instanceof Failure ? error.diagnostics : [];
    if (diagnostic === undefined) throw error;
    unread.set(wanted.name, explain(diagnostic));
    return undefined;
  }
}

/** A contract is named by its user, a reference by the file that it stands in. */
function explain(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== "contract-not-found") return diagnostic;
  return { ...diagnostic, help: "Check the path; it is relative to the file that the reference stands in." };
}

async function checkAllowed({ location, from }: Wanted, root: Document, options: GatherOptions): Promise<FetchRules> {
  if (isUrl(location))
    return checkRemote(location, { root: root.source.location, from: from.source.location }, options);
  // A commit holds nothing that is not of the repository.
  if (isRevision(location)) return {};
  await checkFence(location, findFence(root.source.location, options.cwd ?? process.cwd()));
  return {};
}

function tooMany(root: Document, limit: string): Failure {
  const diagnostic = {
    code: "contract-too-large",
    severity: "error",
    message: `${root.source.uri} and what it refers to are more than ${limit}`,
    help: "check what its `$ref`s lead to",
  } as const;
  return new Failure(exitCodes.data, [diagnostic], [root]);
}
