import type { ConfigDefaults, ContractConfig, ContractInput, ScalarType } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { isRecord, type Path, type Wrong } from "./shape.js";

/** Where graphql-codegen's command looks for what it is told. */
export const CODEGEN_NAMES = ["ts", "mts", "js", "mjs", "json", "yml", "yaml"].map((end) => `codegen.${end}`);

/** What we make of a config of graphql-codegen. */
export interface FromCodegen {
  readonly contracts: readonly ContractConfig[];
  readonly defaults: ConfigDefaults;
  /** What of it means nothing to us. */
  readonly notes: readonly Diagnostic[];
}

type Members = { readonly [key: string]: unknown };

/** Whether a config is one of graphql-codegen, which says what is generated and where. */
export function isCodegen(value: unknown): value is Members {
  return isRecord(value) && isRecord(value["generates"]);
}

/**
 * Reads schema, documents and scalars out of a config of graphql-codegen; the client goes to a folder of its own, beside
 * what graphql-codegen writes. Each schema that only some of its outputs have makes a client too.
 */
export function readCodegen(value: Members, refuse: (wrong: Wrong) => never): FromCodegen {
  const outputs = Object.values(value["generates"] as Members).filter(isRecord);
  const own = outputs.filter((output) => output["schema"] !== undefined);
  const bases = value["schema"] === undefined ? own : [value, ...own];
  if (bases.length === 0)
    refuse({ message: "`schema` is missing", help: "name the file, folder or URL of the schema" });
  const distinct = new Map(bases.map((base) => [JSON.stringify(base["schema"]), base]));
  const contracts = [...distinct.values()].map((base): ContractConfig => {
    const input = readSchema(base["schema"], ["schema"], refuse);
    const users = base === value ? outputs.filter((output) => output["schema"] === undefined) : [base];
    const documents = [...new Set([value, ...users].flatMap((each) => readTexts(each["documents"])))];
    return { contract: { ...input, ...(documents.length > 0 && { documents }) } };
  });
  const { scalars, foreign } = readScalars([value, ...outputs]);
  const hasScalars = Object.keys(scalars).length > 0;
  return {
    contracts,
    defaults: hasScalars ? { values: { scalars } } : {},
    notes: [...noteIgnored(value, outputs), ...foreign.map(noteForeign)],
  };
}

/** One file, folder, pattern or URL; a URL may come with headers. */
function readSchema(given: unknown, path: Path, refuse: (wrong: Wrong) => never): ContractInput {
  const all = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  const texts = all.filter((each): each is string => typeof each === "string");
  const [first] = all;
  if (all.length === 1 && isRecord(first)) return readAddress(first, path, refuse);
  if (texts.length < all.length) return refuse({ message: "`schema` mixes what is no text", path });
  const [only, ...more] = texts;
  if (only !== undefined && more.length === 0) return { source: only };
  if (texts.some((each) => /[*?{!]|^\w+:\/\/|^\.\.\//.test(each))) {
    const help = "put the files into one folder, or name them by one pattern";
    return refuse({ message: "`schema` names several patterns; a client has one source", help, path });
  }
  return { source: `{${texts.map((each) => each.replace(/^\.\//, "")).join(",")}}` };
}

function readAddress(given: Members, path: Path, refuse: (wrong: Wrong) => never): ContractInput {
  const [[source, options] = ["", undefined], ...more] = Object.entries(given);
  const headers = isRecord(options) && isRecord(options["headers"]) ? options["headers"] : {};
  if (source === "" || more.length > 0) refuse({ message: "`schema` names no one address", path });
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { source, ...(texts.length > 0 && { headers: Object.fromEntries(texts) }) };
}

function readTexts(given: unknown): string[] {
  const all = Array.isArray(given) ? (given as readonly unknown[]) : [given];
  return all.filter((each): each is string => typeof each === "string");
}

const TYPES: { readonly [type: string]: ScalarType } = {
  string: "string",
  number: "number",
  boolean: "boolean",
  Date: "Date",
  bigint: "bigint",
};

/** Nothing is known of these in graphql-codegen either. */
const UNKNOWN = new Set(["any", "unknown"]);

function readScalars(levels: readonly Members[]): {
  readonly scalars: { readonly [scalar: string]: ScalarType };
  readonly foreign: readonly string[];
} {
  const all = levels.flatMap(({ config }) =>
    isRecord(config) && isRecord(config["scalars"]) ? Object.entries(config["scalars"]) : [],
  );
  const told = all.map(([scalar, meaning]) => [scalar, isRecord(meaning) ? meaning["output"] : meaning] as const);
  const known = told.flatMap(([scalar, meaning]): [string, ScalarType][] => {
    const type = typeof meaning === "string" && Object.hasOwn(TYPES, meaning) ? TYPES[meaning] : undefined;
    return type === undefined ? [] : [[scalar, type]];
  });
  const foreign = told.filter(
    ([, meaning]) => typeof meaning !== "string" || !(Object.hasOwn(TYPES, meaning) || UNKNOWN.has(meaning)),
  );
  return { scalars: Object.fromEntries(known), foreign: [...new Set(foreign.map(([scalar]) => scalar))] };
}

/** What we take over, and what is about graphql-codegen's own way of writing. */
const TAKEN = new Set(["schema", "documents", "generates", "scalars"]);
const SILENT = new Set([
  "overwrite",
  "silent",
  "debug",
  "errorsOnly",
  "ignoreNoDocuments",
  "watch",
  "plugins",
  "preset",
]);

function noteIgnored(value: Members, outputs: readonly Members[]): Diagnostic[] {
  const keys = [value, ...outputs].flatMap((level) => [
    ...Object.keys(level).filter((key) => key !== "config"),
    ...(isRecord(level["config"]) ? Object.keys(level["config"]).map((key) => `config.${key}`) : []),
  ]);
  const ignored = [...new Set(keys)].filter((key) => {
    const name = key.replace(/^config\./, "");
    return !TAKEN.has(name) && !SILENT.has(name);
  });
  if (ignored.length === 0) return [];
  return [
    {
      code: "codegen-ignored",
      severity: "note",
      message: `Of graphql-codegen's config, ${ignored.map((key) => `\`${key}\``).join(", ")} means nothing to conn-gen.`,
      help: "What conn-gen can be told is said in a conn-gen.config.ts.",
    },
  ];
}

function noteForeign(scalar: string): Diagnostic {
  return {
    code: "codegen-scalar",
    severity: "warning",
    message: `The scalar ${scalar} has a type of the config's own, which no value can be checked by: it is \`unknown\` in the client.`,
    help: `Give it a codec in a conn-gen.config.ts: \`values: { scalars: { ${scalar}: { from: "./src/…", name: "…" } } }\`.`,
  };
}
