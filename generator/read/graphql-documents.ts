import { exitCodes, failure } from "../diagnostics.js";
import type { Document } from "./document.js";
import { findFiles } from "./glob.js";
import { keepDocuments } from "./graphql-tags.js";
import { readSdl } from "./sdl.js";
import { readSource } from "./source.js";

const PROGRAMS = [".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", ".vue", ".svelte"];

/** The files that hold the GraphQL documents that the config names. */
export function findDocuments(patterns: readonly string[], cwd: string): Promise<string[]> {
  return findFiles(patterns, { cwd, extensions: [".graphql", ".gql", ...PROGRAMS] });
}

/** Reads the GraphQL documents that the config names: `.graphql` files, and programs with `gql` or `graphql` tags. */
export async function readDocuments(patterns: readonly string[], cwd = process.cwd()): Promise<Document[]> {
  const files = await findDocuments(patterns, cwd);
  if (patterns.length > 0 && files.length === 0) {
    throw failure(exitCodes.data, {
      code: "documents-not-found",
      message: `no file is meant by ${patterns.map((pattern) => `\`${pattern}\``).join(", ")}`,
      help: "check `documents` in the config: its paths are relative to the config file",
    });
  }
  return Promise.all(files.map((file) => readOne(file, cwd)));
}

async function readOne(file: string, cwd: string): Promise<Document> {
  const source = await readSource(file, { cwd });
  const isProgram = PROGRAMS.some((end) => file.endsWith(end));
  const { locate } = readSdl(source);
  return { name: source.uri, source, root: { graphql: isProgram ? keepDocuments(source.text) : source.text }, locate };
}
