import type { ExcerptLine, Place } from "../diagnostics.js";

const SHOWN_WIDTH = 110;

/** The text of a document together with where its lines begin. */
export interface Lines {
  readonly file: string;
  readonly text: string;
  readonly starts: readonly number[];
}

/** Finds where the lines of a text begin. */
export function indexLines(file: string, text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return { file, text, starts };
}

/** The place of an offset, `length` characters long, with the line before it for context. */
export function placeAt(lines: Lines, offset: number, length = 1): Place {
  const at = Math.min(Math.max(offset, 0), lines.text.length);
  const index = findLine(lines.starts, at);
  const column = at - lineStart(lines, index);
  const text = lineText(lines, index);
  const cut = cutAround(text, column);
  const before = index > 0 ? [contextLine(lines, index - 1)] : [];
  const room = Math.max(1, Math.min(text.length - column, SHOWN_WIDTH - cut.caret));
  return {
    file: lines.file,
    line: index + 1,
    column: column + 1,
    excerpt: [...before.filter((line) => line.text.trim() !== ""), { line: index + 1, text: cut.text }],
    caret: { start: cut.caret, length: Math.max(1, Math.min(length, room)) },
  };
}

function findLine(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lineStart(lines: Lines, index: number): number {
  return lines.starts[index] ?? 0;
}

function lineText(lines: Lines, index: number): string {
  const next = lines.starts[index + 1];
  return lines.text.slice(lineStart(lines, index), next === undefined ? undefined : next - 1).replace(/\r$/, "");
}

function contextLine(lines: Lines, index: number): ExcerptLine {
  return { line: index + 1, text: cutAround(lineText(lines, index), 0).text };
}

/** Minified contracts are one line of megabytes: shows the part around `column`. */
function cutAround(line: string, column: number): { text: string; caret: number } {
  if (line.length <= SHOWN_WIDTH) return { text: showSafely(line), caret: column };
  const start = Math.max(0, Math.min(column - Math.floor(SHOWN_WIDTH / 2), line.length - SHOWN_WIDTH));
  const end = start + SHOWN_WIDTH;
  const head = start > 0 ? "…" : "";
  const tail = end < line.length ? "…" : "";
  return { text: head + showSafely(line.slice(start, end)) + tail, caret: column - start + head.length };
}

/** Contracts are untrusted: no control character or direction mark may reach a terminal. One for one, so that carets stay true. */
function showSafely(text: string): string {
  return text
    .replace(/\t/g, " ")
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
