import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import { exitCodes, type Failure, failure } from "../diagnostics.js";
import { addressOf, introspect, mayBeEndpoint } from "./introspect.js";
import type { FetchRules } from "./fetch.js";
import { LIMIT, tooLarge } from "./fetch-failures.js";
import { isRevision, readRevision } from "./git.js";
import { isUrl, locateSource, showUrl } from "./locations.js";

/** A contract's bytes as text, and where they came from. */
export interface Source {
  /** How it is shown: a path relative to the working directory, a URL without credentials, `<stdin>`. */
  readonly uri: string;
  /** Absolute path, URL, or `-`. */
  readonly location: string;
  readonly text: string;
  /** Of the bytes as they were read. */
  readonly sha256: string;
  /** Set where a GraphQL endpoint said of itself what it has: its address. */
  readonly endpoint?: string;
}

/** Where sources are read from, and how much of them. */
export interface ReadOptions extends FetchRules {
  readonly cwd?: string;
  readonly stdin?: AsyncIterable<Uint8Array | string> & { readonly isTTY?: boolean };
}

/** Reads a file, an http(s) URL or stdin (`-`) as UTF-8 text. */
export async function readSource(source: string, options: ReadOptions = {}): Promise<Source> {
  const location = locateSource(source, options.cwd ?? process.cwd());
  const uri = showSource(location, options.cwd ?? process.cwd());
  const { bytes, endpoint } = isUrl(location)
    ? await fetchContract(location, options)
    : { bytes: await readBytes(location, uri, options) };
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { uri, location, text: decodeText(bytes, uri), sha256, ...(endpoint !== undefined && { endpoint }) };
}

/** A location as users see it in diagnostics. */
export function showSource(location: string, cwd: string): string {
  if (location === "-") return "<stdin>";
  if (isRevision(location)) return location.slice("git:".length);
  if (isUrl(location)) return showUrl(location);
  const path = relative(cwd, location);
  return path === "" || path.startsWith("..") || isAbsolute(path) ? location : path;
}

/** What an address holds; where it is a GraphQL endpoint, what that says of itself. */
async function fetchContract(
  location: string,
  options: ReadOptions,
): Promise<{ readonly bytes: Uint8Array; readonly endpoint?: string }> {
  // Most contracts are files: what speaks HTTP is loaded for the others alone.
  const { fetchBytes } = await import("./fetch.js");
  const fetched = await fetchBytes(location, options).then(
    (bytes) => ({ bytes }),
    (error: unknown) => ({ error }),
  );
  // Only the user's own word makes an endpoint of an address: what documents refer to is not asked.
  const isAsked = options.isForeign !== true && mayBeEndpoint(fetched);
  const schema = isAsked ? await introspect(location, options) : undefined;
  if (schema !== undefined) return { bytes: schema, endpoint: addressOf(location) };
  if ("error" in fetched) throw fetched.error;
  return fetched;
}

async function readBytes(location: string, uri: string, options: ReadOptions): Promise<Uint8Array> {
  if (location === "-") return readStdin(options.stdin ?? process.stdin, options.limit ?? LIMIT);
  if (isRevision(location)) return readRevision(location, options.cwd ?? process.cwd());
  return readDisk(location, uri, options.limit ?? LIMIT);
}

/** Waits for the disk: nothing else is to be done, and a large file in pieces takes several times as long. */
function readDisk(path: string, uri: string, limit: number): Uint8Array {
  try {
    const found = statSync(path);
    if (found.size > limit) throw unreadable(...tooLarge(uri, limit));
    if (found.isDirectory()) {
      throw unreadable(
        "contract-is-directory",
        `${uri} is a directory`,
        "pass the contract's file, like `conn-gen specs/api.yaml`",
      );
    }
    return readFileSync(path);
  } catch (error) {
    throw explainDisk(error, uri);
  }
}

function explainDisk(error: unknown, uri: string): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return unreadable(
      "contract-not-found",
      `there is no file ${uri}`,
      "check the path; on the command line it starts in the working directory, in a config in the config's folder",
    );
  }
  if (code === "EACCES" || code === "EPERM") {
    return unreadable("contract-unreadable", `${uri} may not be read`, "give yourself the right to read it");
  }
  return code === undefined ? error : unreadable("contract-unreadable", `${uri} cannot be read: ${code}`);
}

const piped = new WeakMap<object, Promise<Uint8Array>>();

/** Stdin can be drained only once, but is asked for twice: for the contract's title and for the contract. */
function readStdin(stdin: NonNullable<ReadOptions["stdin"]>, limit: number): Promise<Uint8Array> {
  const known = piped.get(stdin);
  if (known) return known;
  if (stdin.isTTY) {
    throw failure(exitCodes.usage, {
      code: "stdin-is-terminal",
      message: "nothing is piped into conn-gen",
      help: "pipe the contract in: `curl -L https://… | conn-gen -`",
    });
  }
  const read = drain(stdin, limit);
  piped.set(stdin, read);
  return read;
}

async function drain(stdin: AsyncIterable<Uint8Array | string>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stdin) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.byteLength;
    if (size > limit) throw unreadable(...tooLarge("<stdin>", limit));
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function decodeText(bytes: Uint8Array, uri: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseEncoding(buffer, uri);
  const text = buffer.toString("utf8").replace(/^\ufeff/, "");
  if (text.trim() === "")
    throw unreadable("contract-empty", `${uri} is empty`, "pass an OpenAPI contract in JSON or YAML");
  if (/^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(text)) {
    throw unreadable(
      "contract-is-html",
      `${uri} is an HTML page, not a contract`,
      "pass the address of the raw JSON or YAML file behind the page",
    );
  }
  if (/^\s*<[?!a-z]/i.test(text))
    throw unreadable("contract-is-xml", `${uri} is XML, not a contract`, "pass an OpenAPI contract in JSON or YAML");
  return text;
}

function refuseEncoding(bytes: Buffer, uri: string): void {
  const [first, second] = bytes;
  const isUtf16 =
    (first === 0xff && second === 0xfe) ||
    (first === 0xfe && second === 0xff) ||
    (bytes.length > 1 && (first === 0 || second === 0));
  if (isUtf16) {
    throw unreadable(
      "contract-not-utf8",
      `${uri} is in UTF-16`,
      "save it as UTF-8, for example: `iconv -f UTF-16 -t UTF-8 old > new`",
    );
  }
  if (first === 0x1f && second === 0x8b)
    throw unreadable(
      "contract-not-utf8",
      `${uri} is gzip-compressed`,
      `unpack it first: \`gunzip -c FILE | conn-gen -\``,
    );
  if (isUtf8(bytes)) return;
  const valid = bytes.toString("utf8").split("\ufffd", 1)[0] ?? "";
  const line = valid.split("\n").length;
  throw unreadable(
    "contract-not-utf8",
    `${uri} is not valid UTF-8: line ${line} holds a byte that is none`,
    "save it as UTF-8",
  );
}

function unreadable(code: string, message: string, help?: string): Failure {
  return failure(exitCodes.data, { code, message, ...(help === undefined ? {} : { help }) });
}
