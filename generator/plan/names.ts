/**
 * The one place that turns a contract's words into TypeScript names. The author's inner capitals stay
 * (`revokePublicURL`), so that a name reads as its contract writes it; whatever cannot stand in an identifier
 * only separates words.
 */

/** Names longer than this are cut at a word: nobody types them, and a hostile contract may send megabytes. */
const LONGEST = 120;

/** What a name is made of when the contract offers no usable character. */
const NAMELESS = "unnamed";

/** What reads as one word, in order of precedence. */
const WORD = new RegExp(
  [
    /OAuth\d*|IPv\d+/u, // Mixed spellings.
    /\p{Lu}{2,}s(?=\p{Lu}|(?![\p{L}\p{M}\d]))/u, // Plural acronyms: IDs, URLs.
    /\p{Lu}+(?=\p{Lu}\p{Ll})/u, // An acronym before a word: HTTPServer.
    /[\p{Lu}\p{Lt}]?[^\p{Lu}\p{Lt}]+/u, // Words, with their digits.
    /\p{Lu}+\d*|\p{Lt}/u, // Acronyms.
  ]
    .map((part) => part.source)
    .join("|"),
  "gu",
);

/**
 * Runs of characters that may stand in an identifier, in scripts that settled long ago: of younger letters, compilers
 * and Node's versions disagree (Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, Thai, Georgian, Kana, Han, Hangul).
 */
const SCRIPTS =
  "0-z\u00aa-\u017f\u0300-\u0377\u037a-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f\u10a0-\u10ff" +
  "\u1e00-\u1eff\u3040-\u30ff\u3400-\u4db5\u4e00-\u9fef\uac00-\ud7a3";
const RUN = new RegExp(`(?:(?!\\p{Pc})(?=\\p{ID_Continue})[${SCRIPTS}])+`, "gu");

const IDENTIFIER = new RegExp(`^(?:(?=[\\p{ID_Start}_])[_${SCRIPTS}])(?:(?=\\p{ID_Continue})[_${SCRIPTS}])*$`, "u");

const RESERVED_WORDS = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function globalThis if implements import in instanceof interface let new null package private
  protected public return static super switch this throw true try typeof undefined var void while with yield NaN
  Infinity`.split(/\s+/),
);

/** A member of these names would change what objects do: promises, prototypes, JSON. */
const UNSAFE_MEMBERS = new Set([...Object.getOwnPropertyNames(Object.prototype), "prototype", "then", "toJSON"]);

/** Global type aliases: emitted code names them plainly, because `globalThis` does not reach them. */
const TYPE_ALIASES = new Set(
  `Awaited Exclude Extract NoInfer NonNullable Omit Parameters Partial Pick PropertyKey Readonly Record Required
  ReturnType`.split(/\s+/),
);

/** The words of a text in the contract's spelling: `listOAuth2Tokens` -> list, OAuth2, Tokens. */
export function splitWords(text: string): readonly string[] {
  const known = knownWords.get(text);
  if (known !== undefined) return known;
  const words = findWords(text);
  if (text.length > LONGEST) return words;
  knownWords.set(text, words);
  return words;
}

/** Contracts repeat their words in every path; long texts they do not repeat. */
const knownWords = new Map<string, readonly string[]>();

function findWords(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST * 8)
    .normalize("NFC")
    .replace(/['’]/g, "");
  // Of ASCII, the same runs; most texts are, and are read much faster so.
  const runs = plain.match(/^[\0-\x7f]*$/.test(plain) ? /[0-9A-Za-z]+/g : RUN) ?? [];
  const words = runs.flatMap((run) => run.match(WORD) ?? []);
  const shouted = words.length > 1 && words.every((word) => word === word.toUpperCase());
  return shouted ? words.map((word) => word.toLowerCase()) : words;
}

/** `customer_tax-id` -> `customerTaxId`; a valid identifier name, but perhaps a reserved word. */
export function camelCase(text: string): string {
  const [first = NAMELESS, ...rest] = splitWords(text);
  return joinWords([first.toLowerCase(), ...rest.map(capitalize)]);
}

/** `customer_tax-id` -> `CustomerTaxId`. */
export function pascalCase(text: string): string {
  const words = splitWords(text);
  return joinWords((words.length > 0 ? words : [NAMELESS]).map(capitalize));
}

/** The environment variable that samples read a client's credential from: `stripe` -> `STRIPE_KEY`. */
export function environmentName(text: string): string {
  return `${splitWords(text).join("_").toUpperCase()}_KEY`;
}

/** The name of a method or a resource: safe as a member of any object, also where objects are awaited or printed. */
export function memberName(text: string): string {
  const name = camelCase(text);
  return UNSAFE_MEMBERS.has(name) ? `${name}_` : name;
}

/** The name of a type. */
export function typeName(text: string): string {
  const name = pascalCase(text);
  return TYPE_ALIASES.has(name) ? `${name}Schema` : name;
}

/** The name of a variable, a function or an import: a camelCase name that is no reserved word. */
export function bindingName(text: string): string {
  return escapeReserved(camelCase(text));
}

/** A finished name as a binding: `delete` -> `delete_`. */
export function escapeReserved(name: string): string {
  return RESERVED_WORDS.has(name) ? `${name}_` : name;
}

/** Whether a finished name, from a lock or a config, can be a method or a resource. */
export function isMemberName(name: string): boolean {
  return IDENTIFIER.test(name) && !UNSAFE_MEMBERS.has(name);
}

/** Whether a finished name, from a lock or a config, can be a type. */
export function isTypeName(name: string): boolean {
  return (
    IDENTIFIER.test(name) &&
    !RESERVED_WORDS.has(name) &&
    !/^(?:any|bigint|boolean|never|number|object|string|symbol|unknown)$/.test(name)
  );
}

/** Whether a text holds anything that a name can be made of. */
export function isNameable(text: string): boolean {
  return splitWords(text).length > 0;
}

/** The first of `base`, `base2`, `base3` ... that is free. `counted` remembers how far each base has come. */
export function numberName(base: string, isTaken: (name: string) => boolean, counted: Map<string, number>): string {
  if (!isTaken(base)) return base;
  for (let number = (counted.get(base) ?? 1) + 1; ; number += 1) {
    const name = joinWords([base.slice(0, LONGEST - 8), String(number)]);
    if (isTaken(name)) continue;
    counted.set(base, number);
    return name;
  }
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Digits that meet stay apart (`1_2` is not `12`), a leading digit gets an underscore. */
function joinWords(words: readonly string[]): string {
  let name = "";
  for (const word of words) {
    const next = /^\d/.test(word) && /\d$/.test(name) ? `${name}_${word}` : name + word;
    if (name !== "" && next.length > LONGEST) break;
    name = next;
  }
  return /^[\p{ID_Start}]/u.test(name) ? name.slice(0, LONGEST) : `_${name.slice(0, LONGEST)}`;
}
