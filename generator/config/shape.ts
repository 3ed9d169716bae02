import { isSelector } from "../contract/selectors.js";
import { suggest } from "./suggest.js";

/** The steps from the config's top to one of its values. */
export type Path = readonly (string | number)[];

/** What is wrong with one value of a config. */
export interface Wrong {
  readonly message: string;
  readonly help?: string;
  /** Absent where the lines of the config may not be shown. */
  readonly path?: Path;
}

type Test = (value: unknown, path: Path) => Wrong | undefined;

const text: Test = (value, path) =>
  typeof value === "string" && value !== "" ? undefined : expected("a text", value, path);

const flag: Test = (value, path) => (typeof value === "boolean" ? undefined : expected("true or false", value, path));

const name: Test = (value, path) =>
  typeof value === "string" && isClientName(value)
    ? undefined
    : expected("a name of letters, digits, `-` and `_` that starts with a letter", value, path);

const INPUT: { readonly [key: string]: Test } = {
  source: text,
  headers: headersOf,
  allowRemote: flag,
  overlays: listOf(text),
  include: listOf(selector),
  exclude: listOf(selector),
  documents: listOf(text),
};

const CONTRACT: { readonly [key: string]: Test } = {
  contract: contractInput,
  name,
  output: text,
  tests: testsOf,
  importExtension: oneOf(".js", ".ts"),
  runtime: text,
  names: object({ calls: recordOf(dottedCall), types: recordOf(typeName) }),
  pages: recordOf(pageHint),
  values: object({
    int64: oneOf("number", "bigint", "string"),
    dates: oneOf("string", "Date"),
    arrays: oneOf("indices", "brackets", "repeat"),
    scalars: recordOf(scalarMeaning),
  }),
  transport: transportOf,
  idempotencyHeader: headerName,
  auth: authScheme,
};

const TRANSPORT = { requests: oneOf("ky", "fetch"), subscriptions: oneOf("ws", "sse") };
const HTTP_AUTH = { type: oneOf("http", "apiKey"), scheme: oneOf("bearer", "basic") };
const API_KEY = { type: oneOf("apiKey"), in: oneOf("header", "query", "cookie"), name: text };
const AUTH_HELP = 'write `{ type: "http", scheme: "bearer" }` or `{ type: "apiKey", in: "header", name: "X-Key" }`';

const { contract: _contract, name: _name, output: _output, ...DEFAULTS } = CONTRACT;

/** Checks one contract's configuration; `path` is empty or leads to it. */
export function checkContractConfig(value: unknown, path: Path): Wrong | undefined {
  const wrong = object(CONTRACT)(value, path);
  if (wrong) return wrong;
  if (isRecord(value) && value["contract"] !== undefined) return undefined;
  return { ...missing([...path, "contract"]), help: "name the contract's file, URL or `-`" };
}

/** Checks a config that holds several contracts beside their defaults. */
export function checkConfigWithDefaults(value: { readonly [key: string]: unknown }): Wrong | undefined {
  const list: Test = (contracts, path) =>
    Array.isArray(contracts) ? undefined : expected("a list of contracts", contracts, path);
  return object({ contracts: list, ...DEFAULTS })(value, []);
}

/** Whether a word can name a client, and the folder that it is in. */
export function isClientName(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,80}$/.test(value);
}

/** Whether a value is an object with members, and no list. */
export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(members: { readonly [key: string]: Test }): Test {
  return (value, path) => {
    if (!isRecord(value)) return expected("an object", value, path);
    for (const [key, member] of Object.entries(value)) {
      const test = Object.hasOwn(members, key) ? members[key] : undefined;
      if (!test) return unknownKey([...path, key], key, Object.keys(members));
      const wrong = member === undefined ? undefined : test(member, [...path, key]);
      if (wrong) return wrong;
    }
    return undefined;
  };
}

function recordOf(test: Test): Test {
  return (value, path) => {
    if (!isRecord(value)) return expected("an object", value, path);
    for (const [key, member] of Object.entries(value)) {
      const wrong = test(member, [...path, key]);
      if (wrong) return wrong;
    }
    return undefined;
  };
}

function contractInput(value: unknown, path: Path): Wrong | undefined {
  if (!isRecord(value)) return text(value, path);
  const wrong = object(INPUT)(value, path);
  if (wrong || value["source"] !== undefined) return wrong;
  return { ...missing([...path, "source"]), help: "name the contract's file, URL or `-`" };
}

/** Shown without their values: they may be secrets. */
function headersOf(value: unknown, path: Path): Wrong | undefined {
  if (!isRecord(value)) {
    const help = 'write `{ authorization: "Bearer ${API_TOKEN}" }`';
    return { message: `${quote(path)} is no object of headers`, help };
  }
  const wrong = Object.entries(value).find(([key, text]) => !isHeaderName(key) || !isHeaderText(text));
  return wrong && { message: `${quote([...path, wrong[0]])} is no header that can be sent` };
}

function isHeaderName(value: unknown): boolean {
  return typeof value === "string" && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value);
}

function isHeaderText(value: unknown): boolean {
  return typeof value === "string" && /^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value);
}

function selector(value: unknown, path: Path): Wrong | undefined {
  if (typeof value === "string" && isSelector(value)) return undefined;
  return expected("`tag:NAME`, `path:GLOB`, `operation:ID` or `deprecated`", value, path);
}

function listOf(test: Test): Test {
  return (value, path) => {
    if (!Array.isArray(value)) return expected("a list", value, path);
    const wrong = value.map((item: unknown, index) => test(item, [...path, index]));
    return wrong.find((each) => each !== undefined);
  };
}

function oneOf(...values: readonly string[]): Test {
  return (value, path) => {
    if (typeof value === "string" && values.includes(value)) return undefined;
    const meant = typeof value === "string" ? suggest(value, values) : undefined;
    const wrong = expected(listWords(values.map((word) => JSON.stringify(word))), value, path);
    return meant === undefined ? wrong : { ...wrong, help: `did you mean ${JSON.stringify(meant)}?` };
  };
}

function testsOf(value: unknown, path: Path): Wrong | undefined {
  const isKnown = typeof value === "boolean" || value === "vitest" || value === "jest" || value === "node:test";
  return isKnown ? undefined : expected('true, false, "vitest", "jest" or "node:test"', value, path);
}

function scalarMeaning(value: unknown, path: Path): Wrong | undefined {
  if (!isRecord(value)) return oneOf("string", "number", "integer", "boolean", "Date", "bigint")(value, path);
  const wrong = object({ from: text, name: identifier, sample: () => undefined })(value, path);
  const absent = ["from", "name"].find((key) => value[key] === undefined);
  if (wrong || absent === undefined) return wrong;
  return { ...missing([...path, absent]), help: 'write `{ from: "./src/money.js", name: "money" }`' };
}

function identifier(value: unknown, path: Path): Wrong | undefined {
  const isName = typeof value === "string" && /^[A-Za-z_$][\w$]*$/.test(value);
  return isName ? undefined : expected("the name of an export", value, path);
}

function dottedCall(value: unknown, path: Path): Wrong | undefined {
  const isCall = typeof value === "string" && /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(value);
  return isCall ? undefined : expected("a dotted name like `customers.create`", value, path);
}

function typeName(value: unknown, path: Path): Wrong | undefined {
  const isName = typeof value === "string" && /^[A-Za-z_$][\w$]*$/.test(value);
  return isName ? undefined : expected("a type name like `Customer`", value, path);
}

function pageHint(value: unknown, path: Path): Wrong | undefined {
  return value === false || isRecord(value) ? undefined : expected("an object or false", value, path);
}

function headerName(value: unknown, path: Path): Wrong | undefined {
  return value === false || isHeaderName(value) ? undefined : expected("the name of a header, or false", value, path);
}

function transportOf(value: unknown, path: Path): Wrong | undefined {
  return isRecord(value) ? object(TRANSPORT)(value, path) : TRANSPORT.requests(value, path);
}

function authScheme(value: unknown, path: Path): Wrong | undefined {
  const type = isRecord(value) ? value["type"] : undefined;
  const tests = type === "apiKey" ? API_KEY : HTTP_AUTH;
  const absent = Object.keys(tests).find((key) => isRecord(value) && value[key] === undefined);
  const wrong = object(tests)(value, path);
  if (wrong || absent === undefined) return wrong;
  return { ...missing([...path, absent]), help: AUTH_HELP };
}

function unknownKey(path: Path, key: string, known: readonly string[]): Wrong {
  return { message: `${quote(path)} is no setting`, help: helpFor(key, known), path };
}

function helpFor(key: string, known: readonly string[]): string {
  if (known.includes("contract") && Object.hasOwn(INPUT, key))
    return `it is said beside the contract's source: \`contract: { source: "...", ${key}: ... }\``;
  const meant = suggest(key, known);
  return meant === undefined ? `known here: ${known.join(", ")}` : `did you mean \`${meant}\`?`;
}

function missing(path: Path): Wrong {
  return { message: `${quote(path)} is missing`, path };
}

function expected(what: string, value: unknown, path: Path): Wrong {
  const where = path.length === 0 ? "the config" : quote(path);
  return { message: `${where} is ${show(value)}; expected ${what}`, path };
}

function show(value: unknown): string {
  if (typeof value === "function") return "a function";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

/** `contracts[1].names.calls["GET /a"]`. */
function quote(path: Path): string {
  const text = path.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `\`${text.join("").replace(/^\./, "")}\``;
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
