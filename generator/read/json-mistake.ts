/** What is wrong with a text that is not JSON, in words for its author. */
export interface Mistake {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly help?: string;
}

interface Cursor {
  readonly text: string;
  at: number;
  /** The offsets of the containers that are open. */
  readonly open: number[];
  /** Set right behind a comma: a closing bracket there means that the comma is one too many. */
  comma: number | undefined;
}

type State = "value" | "first-key" | "key" | "first-item" | "after" | "end";

const NO_COMMENTS = "JSON has no comments: remove them, or convert the contract to YAML";
const DOUBLE_QUOTES = 'write keys and strings in double quotes: "like this"';
const VALUES = "a value is an object, an array, a string in double quotes, a number, true, false or null";

/** Finds the first mistake in a text that `JSON.parse` refuses. */
export function findJsonMistake(text: string): Mistake | undefined {
  const cursor: Cursor = { text, at: 0, open: [], comma: undefined };
  let state: State = "value";
  while (state !== "end") {
    skipSpace(cursor);
    const next: State | Mistake = step(cursor, state);
    if (typeof next !== "string") return next;
    state = next;
  }
  skipSpace(cursor);
  if (cursor.at >= text.length) return undefined;
  return mistake(
    cursor,
    `unexpected ${describe(cursor)} after the end of the document`,
    "a contract is one JSON value: remove the rest",
  );
}

function step(cursor: Cursor, state: State): State | Mistake {
  if (cursor.at >= cursor.text.length) return endTooEarly(cursor);
  if (cursor.text[cursor.at] === "/") return mistake(cursor, "unexpected comment", NO_COMMENTS);
  if (state === "after") return readSeparator(cursor);
  if (state === "key" || state === "first-key") return readKey(cursor, state === "first-key");
  if (state === "first-item" && cursor.text[cursor.at] === "]") return closeContainer(cursor);
  return readValue(cursor);
}

function readSeparator(cursor: Cursor): State | Mistake {
  const inObject = cursor.text[cursor.open.at(-1) ?? 0] === "{";
  const char = cursor.text[cursor.at];
  if (char === ",") {
    cursor.comma = cursor.at++;
    return inObject ? "key" : "value";
  }
  const close = inObject ? "}" : "]";
  if (char === close) return closeContainer(cursor);
  return mistake(
    cursor,
    `expected \`,\` or \`${close}\`, found ${describe(cursor)}`,
    'a comma may be missing before this, or a quote inside a string needs a backslash: \\"',
  );
}

function readKey(cursor: Cursor, mayClose: boolean): State | Mistake {
  const char = cursor.text[cursor.at];
  if (char === "}" && mayClose) return closeContainer(cursor);
  if (char === "}") return trailingComma(cursor);
  if (char !== '"') return mistake(cursor, `expected a key in double quotes, found ${describe(cursor)}`, DOUBLE_QUOTES);
  const wrong = readString(cursor);
  if (wrong) return wrong;
  skipSpace(cursor);
  if (cursor.text[cursor.at] !== ":") return mistake(cursor, `expected \`:\` after the key, found ${describe(cursor)}`);
  cursor.at++;
  cursor.comma = undefined;
  return "value";
}

function readValue(cursor: Cursor): State | Mistake {
  const char = cursor.text[cursor.at];
  if (char === "{" || char === "[") {
    cursor.open.push(cursor.at++);
    return char === "{" ? "first-key" : "first-item";
  }
  if (char === "]" && cursor.comma !== undefined) return trailingComma(cursor);
  const wrong = char === '"' ? readString(cursor) : readWord(cursor);
  if (wrong) return wrong;
  cursor.comma = undefined;
  return cursor.open.length > 0 ? "after" : "end";
}

function closeContainer(cursor: Cursor): State {
  cursor.at++;
  cursor.open.pop();
  cursor.comma = undefined;
  return cursor.open.length > 0 ? "after" : "end";
}

function readString(cursor: Cursor): Mistake | undefined {
  const start = cursor.at++;
  for (; cursor.at < cursor.text.length; cursor.at++) {
    const char = cursor.text[cursor.at] ?? "";
    if (char === '"') {
      cursor.at++;
      return undefined;
    }
    if (char === "\n" || char === "\r")
      return {
        offset: start,
        length: cursor.at - start,
        message: "this string is not closed on its line",
        help: 'add the closing `"`, or write a line break as \\n',
      };
    if (char < " ")
      return mistake(cursor, "a control character stands in a string", "write it as an escape: \\t for a tab");
    if (char !== "\\") continue;
    if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(cursor.text.slice(cursor.at, cursor.at + 6)))
      return mistake(
        cursor,
        `\`${cursor.text.slice(cursor.at, cursor.at + 2)}\` is no escape that JSON knows`,
        "write a single backslash as \\\\",
      );
    cursor.at++;
  }
  return { offset: start, length: 1, message: "this string is never closed", help: 'add the closing `"`' };
}

function readWord(cursor: Cursor): Mistake | undefined {
  const word = wordAt(cursor);
  if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) {
    cursor.at += word.length;
    return undefined;
  }
  if (word.startsWith("'")) return mistake(cursor, "this string is in single quotes", DOUBLE_QUOTES);
  if (word.startsWith("#")) return mistake(cursor, "unexpected comment", NO_COMMENTS);
  if (/^[-+.]?\d/.test(word))
    return mistake(
      cursor,
      `\`${word}\` is no number that JSON knows`,
      "no leading `+`, `.` or zeros; digits on both sides of the point",
    );
  return mistake(cursor, `expected a value, found ${describe(cursor)}`, VALUES);
}

function trailingComma(cursor: Cursor): Mistake {
  return {
    offset: cursor.comma ?? cursor.at,
    length: 1,
    message: "a comma stands before the closing bracket",
    help: "remove the comma",
  };
}

function endTooEarly(cursor: Cursor): Mistake {
  const open = cursor.open.at(-1);
  if (open === undefined) return mistake(cursor, "the document is empty");
  const help = "the file may be cut off: fetch it again, or add what is missing at its end";
  return { offset: open, length: 1, message: `the document ends before this \`${cursor.text[open]}\` is closed`, help };
}

function mistake(cursor: Cursor, message: string, help?: string): Mistake {
  const length = Math.max(1, wordAt(cursor).length);
  return { offset: cursor.at, length, message, ...(help === undefined ? {} : { help }) };
}

function describe(cursor: Cursor): string {
  if (cursor.at >= cursor.text.length) return "the end of the document";
  const word = wordAt(cursor) || (cursor.text[cursor.at] ?? "");
  return `\`${word.length > 30 ? `${word.slice(0, 30)}…` : word}\``;
}

function wordAt(cursor: Cursor): string {
  return /^[^\s,:[\]{}"]{1,60}/.exec(cursor.text.slice(cursor.at, cursor.at + 60))?.[0] ?? "";
}

function skipSpace(cursor: Cursor): void {
  while (/[ \t\n\r]/.test(cursor.text[cursor.at] ?? "")) cursor.at++;
}
