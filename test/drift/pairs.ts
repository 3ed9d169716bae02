import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { Document } from "./rewrites.js";

const folder = join(import.meta.dirname, "cases");

/** Two versions of a contract. */
export interface DocumentPair {
  readonly name: string;
  readonly before: Document;
  readonly after: Document;
}

function read(name: string, side: string): Document {
  return load(readFileSync(join(folder, name, `${side}.yaml`), "utf8")) as Document;
}

/** The contracts of every rule's case. */
export const pairs: readonly DocumentPair[] = readdirSync(folder)
  .filter((name) => existsSync(join(folder, name, "old.yaml")))
  .sort()
  .map((name) => ({ name, before: read(name, "old"), after: read(name, "new") }));
