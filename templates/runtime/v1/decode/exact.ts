import type { ParseBody } from "../operation.js";
import { parseJson } from "../read.js";
import { pickByStatus } from "../status.js";
import { box, unbox } from "./int64.js";
import { decodeBody } from "./parse.js";

/** Parses a JSON body and decodes it; whole numbers of any size keep all their digits until they are decoded. */
export const exactlyDecoded: ParseBody = (text, status, { decoders = {} }) => {
  const decode = pickByStatus(decoders, status);
  // Shorter numbers lose nothing, and few bodies have longer ones.
  if (!decode || !/\d{16}/.test(text)) return decodeBody(parseJson(text), { text, status, decode });
  const value = parseExactly(text);
  return open(decodeBody(value, { text, status, decode }));
};

type Revive = (key: string, value: unknown, context?: { readonly source?: string }) => unknown;

const parseWith = JSON.parse as (text: string, revive: Revive) => unknown;

/** Parses JSON; whole numbers that no number holds exactly are in boxes. */
export function parseExactly(text: string): unknown {
  // Whatever is no JSON is refused here, so that the scanner sees only JSON.
  const plain = parseJson(text);
  if (plain === undefined) return plain;
  const json = text.replace(/^\ufeff/, "");
  return tellsSource() ? parseWithSource(json) : parseMarked(json);
}

function tellsSource(): boolean {
  return parseWith("1", (_, __, context) => context?.source) === "1";
}

function parseWithSource(text: string): unknown {
  return parseWith(text, (_, value, context) => {
    const isExact = typeof value !== "number" || Number.isSafeInteger(value);
    return !isExact && isWhole(context?.source) ? box(context.source) : value;
  });
}

/** For platforms whose parser does not tell what a number was written like: such numbers are made texts that no other text can be. */
export function parseMarked(text: string): unknown {
  const mark = crypto.randomUUID();
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    isWhole(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
  return parseWith(marked, (_, value) =>
    typeof value === "string" && value.startsWith(mark) ? box(value.slice(mark.length)) : value,
  );
}

function isWhole(source: string | undefined): source is string {
  return /^-?\d+$/.test(source ?? "");
}

/** Numbers that the contract does not call int64 are numbers, whatever becomes of their digits. */
function open(value: unknown): unknown {
  const exact = unbox(value);
  if (exact !== undefined) return Number(exact);
  if (typeof value !== "object" || value === null) return value;
  const members = value as { [key: string]: unknown };
  for (const key of Object.keys(members)) {
    const member = members[key];
    const plain = open(member);
    if (plain !== member) members[key] = plain;
  }
  return value;
}
