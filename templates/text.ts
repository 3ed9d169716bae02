/**
 * The escaping printer: everything that comes from a contract reaches the output through here, as a string literal,
 * a property key or a comment, and can leave none of them.
 */

/** Characters that a reader cannot see or that turn the text around them: never written raw. */
const BEYOND_ASCII = "\\u007f-\\u009f\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff";
const UNSEEN = new RegExp(`[\\u0000-\\u001f${BEYOND_ASCII}]`, "g");

/** The same without the line break, which prose may hold. */
const UNSEEN_IN_PROSE = new RegExp(`[\\u0000-\\u0009\\u000b-\\u001f${BEYOND_ASCII}]`, "g");

/** A double-quoted string literal. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(UNSEEN, escapeUnit);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The key of an object literal or type: bare where it is an identifier. */
export function propertyKey(key: string): string {
  // A plain `__proto__` in a literal sets the prototype; a computed one is a property like any other.
  if (key === "__proto__") return '["__proto__"]';
  return /^(?:[A-Za-z_$][\w$]*|0|[1-9]\d{0,8})$/.test(key) ? key : quote(key);
}

/** How a property is read: `value.email`, `value["a-b"]`. */
export function access(object: string, key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `${object}.${key}` : `${object}[${quote(key)}]`;
}

/** A JSON value as a literal on one line. */
export function literal(value: unknown): string {
  if (typeof value === "string") return quote(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, member]) => `${propertyKey(key)}: ${literal(member)}`);
    return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
  }
  return JSON.stringify(value) ?? "undefined";
}

/** A JSON value as raw text inside a template literal, which it cannot leave: JSON has escapes for what would end it. */
export function jsonInTemplate(value: unknown): string {
  const text = JSON.stringify(value).replaceAll("`", "\\u0060").replaceAll("${", "\\u0024{");
  return text.replace(UNSEEN, escapeUnit);
}

/** A JSDoc comment of these paragraphs, `""` where they say nothing. */
export function docComment(paragraphs: readonly (string | undefined)[]): string {
  const text = paragraphs
    .map((paragraph) => cleanText(paragraph ?? ""))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
  if (text === "") return "";
  // TypeScript obeys `@ts-ignore` on the last line of a comment: no contract's words may stand there.
  if (text.length <= 112 && !text.includes("\n") && !text.includes("@ts-")) return `/** ${text} */`;
  const lines = text.split("\n").map((line) => line.trimEnd());
  return `/**\n${lines.map((line) => (line === "" ? " *" : ` * ${line}`)).join("\n")}\n */`;
}

/** A contract's prose as it may stand in a comment: no way out of it, nothing unseen, simple HTML as Markdown. */
export function cleanText(text: string): string {
  if (!MENDABLE.test(text)) return text.trim();
  return htmlToMarkdown(text)
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replaceAll("\t", "  ")
    .replace(UNSEEN_IN_PROSE, "")
    .replaceAll("*/", "*\\/")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Most prose has nothing of what is mended, and says so much faster than it can be mended. */
const MENDABLE = /[^\n\x20-\x7e]|[<&]|\*\/|\n{3}/;

const TAGS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gis, "[$2]($1)"],
  [/<\/?(?:code|tt)>/gi, "`"],
  [/<\/?(?:strong|b)>/gi, "**"],
  [/<\/?(?:em|i)>/gi, "_"],
  [/<li>\s*/gi, "\n- "],
  [/<\/?(?:ul|ol)>|<\/li>/gi, "\n"],
  [/<br\s*\/?>/gi, "\n"],
  [/<p>/gi, ""],
  [/<\/p>/gi, "\n\n"],
];

function htmlToMarkdown(text: string): string {
  if (!/<(?:p|a|code|br|ul|li|strong|em|b|i)\b/i.test(text)) return text;
  const marked = TAGS.reduce((all, [pattern, replacement]) => all.replace(pattern, replacement), text);
  return marked.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
}
