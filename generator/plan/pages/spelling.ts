import { singularize } from "../calls/singular.js";

/** Whether a name in a contract is a known one. */
export type Spelling = (name: string, known: string) => boolean;

/** As it is written: JSON has few habits, and they are known. */
export const exactly: Spelling = (name, known) => name === known;

/** Whatever its case, its separators and its number: elements are mostly upper case, headers and queries are not. */
export const loosely: Spelling = (name, known) => singularize(bare(name)) === singularize(bare(known));

/** A name's letters. */
export function bare(name: string): string {
  return name.replaceAll(/[^a-z]/gi, "").toLowerCase();
}
