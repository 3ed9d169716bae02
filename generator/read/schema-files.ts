import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { exitCodes, failure } from "../diagnostics.js";
import type { Document } from "./document.js";
import { isRevision, listRevision } from "./git.js";
import { findFiles } from "./glob.js";
import { isUrl, nameDocument } from "./locations.js";
import { opensDocuments, readSdl } from "./sdl.js";
import { readSource, type ReadOptions, showSource } from "./source.js";

const EXTENSIONS = [".graphql", ".graphqls", ".gql"];

/** A schema that is written in several files: as one document, which knows where each part of it stands. */
export interface SchemaFiles extends Document {
  /** The files, in the order of their paths. */
  readonly files: readonly Document[];
}

/**
 * Reads a GraphQL schema that a folder or a pattern means; `undefined` where a location is one file, or something else
 * altogether. Files that open with operations or fragments are no part of a schema.
 */
export async function readSchemaFiles(location: string, options: ReadOptions): Promise<SchemaFiles | undefined> {
  const cwd = options.cwd ?? process.cwd();
  const committed = isRevision(location) ? await listRevision(location, cwd) : undefined;
  const isPattern = committed === undefined ? await meansFiles(location) : false;
  if (isPattern === undefined) return undefined;
  const paths =
    committed?.filter((path) => EXTENSIONS.some((end) => path.endsWith(end))).sort() ??
    (await findFiles([location], { cwd, extensions: EXTENSIONS }));
  const files = await Promise.all(paths.map((path) => readFile(path, location, options)));
  const parts = files.filter(({ source }) => !opensDocuments(source.text));
  if (parts.length > 0) return joinFiles(location, parts, cwd);
  if (!isPattern) return undefined;
  throw failure(exitCodes.data, {
    code: "contract-not-found",
    message: `no file of a GraphQL schema is meant by ${showSource(location, cwd)}`,
    help: "check the pattern; `*` stands for characters of one name, `**` for any folders",
  });
}

/** True for a pattern, false for a folder, `undefined` for everything that is read as it is. */
async function meansFiles(location: string): Promise<boolean | undefined> {
  if (location === "-" || isUrl(location) || isRevision(location)) return undefined;
  const found = await stat(location).catch(() => undefined);
  if (found !== undefined) return found.isDirectory() ? false : undefined;
  return /[*?{]/.test(location) ? true : undefined;
}

async function readFile(path: string, location: string, options: ReadOptions): Promise<Document> {
  return { ...readSdl(await readSource(path, options)), name: nameDocument(path, location) };
}

/** Offsets into the joined text are offsets into one of the files. */
function joinFiles(location: string, files: readonly Document[], cwd: string): SchemaFiles {
  const starts: number[] = [];
  let text = "";
  for (const { source } of files) {
    starts.push(text.length);
    text += `${source.text}\n`;
  }
  const sha256 = createHash("sha256").update(text).digest("hex");
  return {
    name: "",
    source: { uri: showSource(location, cwd), location, text, sha256 },
    root: { graphql: text },
    files,
    locate(pointer) {
      const offset = Number(/^#\/(\d+)$/.exec(pointer)?.[1] ?? 0);
      const index = starts.findLastIndex((start) => start <= offset);
      const file = files[index] ?? files[0];
      return (file as Document).locate(`#/${offset - (starts[index] ?? 0)}`);
    },
  };
}
