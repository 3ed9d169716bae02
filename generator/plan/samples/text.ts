import type { StringSchema } from "../../contract/schema.js";
import { checkOfFormat } from "../formats.js";
import { fitsString } from "./check.js";
import { matchPattern } from "./pattern.js";

/** What decides which text is drawn. */
export interface TextWish {
  /** The name of the property or parameter. */
  readonly name: string;
  /** Tells texts with the same name apart. */
  readonly number: number;
  /** Letters, digits, `-` and `_` alone, where others would mean something. */
  readonly plain: boolean;
  /** With characters that must be escaped on the wire. */
  readonly tricky: boolean;
}

/** A text that a schema accepts, realistic by its format and its name. */
export function sampleText(schema: StringSchema, wish: TextWish): string | undefined {
  const { format = "", pattern, minLength = 0 } = schema;
  const byFormat = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  // Nothing else has a format that is checked.
  if (byFormat !== undefined && checkOfFormat("string", format) !== undefined) {
    return [byFormat, ...(SHORTER[format] ?? [])]
      .map((text) => numbered(text, wish, byFormat))
      .find((text) => fitsString(schema, text));
  }
  const candidates = [
    ...(byFormat === undefined ? [] : [byFormat]),
    ...byName(wish),
    ...(wish.tricky && !wish.plain ? [TRICKY] : []),
    wish.name === "" ? "sample" : wish.name,
  ].map((text) =>
    numbered(wish.plain && byFormat === undefined ? text.replaceAll(/[^\w-]/g, "-") : text, wish, byFormat),
  );
  const isRight = (text: string): boolean => fitsString(schema, text);
  const found = candidates.find(isRight) ?? candidates.map((text) => fit(text, schema)).find(isRight);
  if (found !== undefined || pattern === undefined) return found;
  const matched = matchPattern(pattern, minLength);
  return matched !== undefined && isRight(matched) ? matched : undefined;
}

/** All that a wire may trip over. */
const TRICKY = 'Größe 1/2 & 100% "ok"? #1+2; a=b,c';

const FORMATS: { readonly [format: string]: string } = {
  email: "jenny@example.com",
  "idn-email": "jenny@example.com",
  uri: "https://example.com/path?a=1",
  url: "https://example.com/path?a=1",
  iri: "https://example.com/path?a=1",
  "uri-reference": "/path?a=1",
  "iri-reference": "/path?a=1",
  "uri-template": "https://example.com/{id}",
  uuid: "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  "date-time": "2025-01-15T12:30:00Z",
  // Every digit at the end makes a day.
  date: "2025-01-15",
  time: "12:30:00Z",
  duration: "P1DT2H",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  hostname: "www.example.com",
  "idn-hostname": "www.example.com",
  byte: "Y29ubi1nZW4=",
  base64url: "Y29ubi1nZW4",
  "json-pointer": "/a/0",
  "relative-json-pointer": "0/a",
  regex: "^a+$",
  int64: "42",
  int32: "42",
  integer: "42",
  decimal: "19.99",
  double: "19.99",
  float: "19.99",
  "unix-time": "1738326600",
  timestamp: "2025-01-31T12:30:00Z",
};

/** Where the usual ones do not fit. */
const SHORTER: { readonly [format: string]: readonly string[] } = {
  email: ["a@b.co"],
  uri: ["https://example.com", "http://a.co", "urn:a"],
  "date-time": ["2025-01-15T12:30:00.000Z", "2025-01-15T12:30:00+00:00"],
  byte: ["QUJD", "QUJDREVG".repeat(8), ""],
};

const NAMES: readonly (readonly [name: RegExp, text: string])[] = [
  [/e?mail$/, "jenny@example.com"],
  [/(^|_)(url|uri|href|link|website|homepage)s?$/, "https://example.com/path?a=1"],
  [/^(first|given)_?name$/, "Jenny"],
  [/^(last|family|sur)_?name$/, "Rosen"],
  [/(^|_)(full_?)?name$/, "Jenny Rosén & Söhne"],
  [/phone/, "+15555550123"],
  [/city$/, "Oslo"],
  [/country(_?code)?$/, "NO"],
  [/(postal|zip)(_?code)?$/, "0150"],
  [/^line1$|street/, "Main Street 1"],
  [/state$|province$|region$/, "CA"],
  [/currency/, "usd"],
  [/locale|language$/, "en"],
  [/(time_?zone|^tz)$/, "Europe/Oslo"],
  [/(^|_)ip(_?address)?$/, "192.0.2.1"],
  [/(_at|date)$/, "2025-01-31"],
  [/colou?r$/, "#336699"],
  [/version$/, "1.0.0"],
  [/(^|_)(id|key|token|code|number|cursor)$/, "id_1"],
];

/** What people write; on the wire, nobody knows what they do. */
const WRITTEN = /(description|message|text|note|memo|comment|title|subject|reason)$/;

function byName({ name, tricky }: TextWish): string[] {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase();
  const [written] = WRITTEN.exec(words) ?? [];
  const texts = NAMES.filter(([pattern]) => pattern.test(words)).map(([, text]) => text);
  return written === undefined ? texts : [...texts, tricky ? TRICKY : `A ${written}`];
}

/** The second and later texts of a list differ from the first. */
function numbered(text: string, { number }: TextWish, byFormat: string | undefined): string {
  if (number === 0) return text;
  return byFormat === undefined
    ? `${text}-${number + 1}`
    : text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + number) % 10));
}

/** Cut to the longest and filled up to the shortest length. */
function fit(text: string, { minLength = 0, maxLength = Infinity }: StringSchema): string {
  const characters = [...text].slice(0, maxLength);
  return characters.join("").padEnd(minLength, "x");
}
