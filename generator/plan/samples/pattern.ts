import { toRegExp } from "../../contract/pattern.js";

/** A text that matches a simple pattern; `undefined` where the pattern is too much for us. */
export function matchPattern(pattern: string, minLength: number): string | undefined {
  const regExp = toRegExp(pattern);
  if (regExp === undefined) return undefined;
  for (const optional of [0, 1] as const) {
    for (const extra of [0, 1, 2, 3, 5, 8, minLength]) {
      const text = write(pattern, { extra, optional });
      if (text !== undefined && [...text].length >= minLength && regExp.test(text)) return text;
    }
  }
  return undefined;
}

interface Wish {
  /** How often what may repeat without end is repeated beyond what it must be. */
  readonly extra: number;
  /** How often there is what may be missing. */
  readonly optional: 0 | 1;
}

interface Reader extends Wish {
  readonly source: string;
  at: number;
}

function write(source: string, wish: Wish): string | undefined {
  const reader = { ...wish, source, at: 0 };
  const text = readAlternatives(reader);
  return text === undefined || reader.at < source.length ? undefined : text;
}

/** The first branch of `a|b`; the others are read too, to find the end. */
function readAlternatives(reader: Reader): string | undefined {
  const first = readSequence(reader);
  while (reader.source[reader.at] === "|") {
    reader.at++;
    if (readSequence(reader) === undefined) return undefined;
  }
  return first;
}

function readSequence(reader: Reader): string | undefined {
  let text = "";
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at] ?? "")) {
    const atom = readAtom(reader);
    if (atom === undefined) return undefined;
    text += atom.repeat(readCount(reader));
  }
  return text;
}

function readAtom(reader: Reader): string | undefined {
  const character = reader.source[reader.at++] ?? "";
  switch (character) {
    case "^":
    case "$":
      return "";
    case ".":
      return "a";
    case "(":
      return readGroup(reader);
    case "[":
      return readClass(reader);
    case "\\":
      return readCode(reader) ?? readEscape(reader.source[reader.at++] ?? "");
    default:
      return character;
  }
}

function readGroup(reader: Reader): string | undefined {
  const kind = /^\?(?::|<[A-Za-z]\w*>|[=!]|<[=!])/.exec(reader.source.slice(reader.at))?.[0] ?? "";
  reader.at += kind.length;
  const text = readAlternatives(reader);
  if (text === undefined || reader.source[reader.at++] !== ")") return undefined;
  // Looking ahead or behind writes nothing; whether it holds is seen at the end.
  return /[=!]$/.test(kind) ? "" : text;
}

/** A character by its number, `\u002F`. */
function readCode(reader: Reader): string | undefined {
  const [text, long, short] = /^(?:u([\da-f]{4})|x([\da-f]{2}))/i.exec(reader.source.slice(reader.at)) ?? [];
  if (text === undefined) return undefined;
  reader.at += text.length;
  return String.fromCharCode(Number.parseInt(long ?? short ?? "", 16));
}

const ESCAPES: { readonly [letter: string]: string } = {
  d: "1",
  D: "a",
  w: "a",
  W: "-",
  s: " ",
  S: "a",
  b: "",
  B: "",
  n: "\n",
  t: "\t",
  r: "\r",
};

function readEscape(letter: string): string | undefined {
  if (letter in ESCAPES) return ESCAPES[letter];
  return /[A-Za-z0-9]/.test(letter) ? undefined : letter;
}

/** What a class may hold: the likely ones, then everything else that is visible. */
const MEMBERS = [
  ..."a1A0bB2-_ .:/@+=,#xyzXYZfF",
  ...Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)),
];

/** A member of `[a-z_]`, or something outside of `[^a-z]`. */
function readClass(reader: Reader): string | undefined {
  const start = reader.at - 1;
  let end = reader.at + (reader.source[reader.at] === "^" ? 2 : 1);
  while (end < reader.source.length && reader.source[end] !== "]") end += reader.source[end] === "\\" ? 2 : 1;
  // An escape as the first member: its own end may look like the class's.
  if (reader.source[reader.at] === "\\" && reader.source[end] !== "]") return undefined;
  const regExp = toRegExp(`^${reader.source.slice(start, end + 1)}$`);
  reader.at = end + 1;
  return MEMBERS.find((candidate) => regExp?.test(candidate));
}

function readCount(reader: Reader): number {
  const [text, least, comma] = /^(?:\{(\d+)(,)?\d*\}|[*+?])\??/.exec(reader.source.slice(reader.at)) ?? [];
  if (text === undefined) return 1;
  reader.at += text.length;
  if (least !== undefined)
    return Math.min(Number(least) + (comma === undefined ? 0 : boundedExtra(text, Number(least), reader.extra)), 1000);
  if (text.startsWith("?")) return reader.optional;
  return (text.startsWith("+") ? 1 : 0) + reader.extra;
}

function boundedExtra(text: string, least: number, extra: number): number {
  const most = /,(\d+)\}/.exec(text)?.[1];
  return most === undefined ? extra : Math.min(extra, Number(most) - least);
}
