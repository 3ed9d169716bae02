import { parseArgs, type ParseArgsConfig } from "node:util";
import { suggest } from "../config/suggest.js";
import { usageFailure } from "../diagnostics.js";

/** What conn-gen can be told to do. */
export type CommandName = "generate" | "inspect" | "types" | "mock" | "verify" | "diff" | "check" | "explain";

/** The flags of all commands, as typed. */
export interface Flags {
  readonly output?: string;
  readonly name?: string;
  readonly config?: string;
  readonly tests?: boolean;
  readonly "import-extension"?: string;
  readonly runtime?: string;
  readonly fix?: string;
  readonly overlay?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly "allow-remote"?: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
  readonly plan?: boolean;
  readonly port?: string;
  readonly seed?: string;
  readonly chaos?: string;
  readonly stateful?: boolean;
  readonly "fail-on"?: string;
  readonly report?: readonly string[];
  readonly har?: string;
  readonly ndjson?: string;
  readonly "base-url"?: string;
  readonly coverage?: boolean;
  readonly live?: string;
  readonly unsafe?: boolean;
  readonly max?: string;
  readonly rate?: string;
  readonly "auth-env"?: readonly string[];
  readonly param?: readonly string[];
  readonly policy?: string;
  readonly full?: boolean;
  readonly used?: boolean;
  readonly tsconfig?: string;
  readonly baseline?: string;
  readonly "baseline-update"?: boolean;
  readonly since?: string;
  readonly prove?: boolean;
  readonly debug?: boolean;
  readonly help?: boolean;
  readonly version?: boolean;
}

/** A command line that makes sense. */
export interface Arguments {
  readonly command: CommandName;
  /** Whether the command was named, or is only the default. */
  readonly isNamed: boolean;
  readonly contract: string | undefined;
  /** What follows the command, for those that take something else than one contract. */
  readonly operands: readonly string[];
  readonly flags: Flags;
}

/** What is said of reading a contract. */
const READING: readonly (keyof Flags)[] = ["overlay", "allow-remote"];
/** What is said of the part of it that counts, too. */
const INPUT: readonly (keyof Flags)[] = [...READING, "include", "exclude"];
/** What is said of a server that is asked. */
const LIVE: readonly (keyof Flags)[] = ["live", "unsafe", "max", "rate", "auth-env", "param"];
/** The flags that say what becomes of findings. */
const TELLING: readonly (keyof Flags)[] = ["fail-on", "report", "policy", "baseline", "baseline-update"];
/** Those that say whose use counts, too. */
const JUDGING: readonly (keyof Flags)[] = [...TELLING, "used", "tsconfig"];

/** The commands by name, with the flags that each knows beside `COMMON`. */
export const COMMANDS: { readonly [command in CommandName]: readonly (keyof Flags)[] } = {
  generate: ["output", "name", "tests", "import-extension", "runtime", ...INPUT, "fix", "strict", "quiet", "json"],
  inspect: ["plan", ...INPUT, "name", "json", "quiet"],
  types: ["output", ...READING, "quiet"],
  verify: ["har", "ndjson", "base-url", "coverage", ...LIVE, ...READING, ...TELLING, "name", "json", "quiet"],
  mock: ["port", "seed", "stateful", "chaos", ...INPUT, "strict", "name", "quiet"],
  diff: [...INPUT, ...JUDGING, "prove", "name", "json", "quiet"],
  check: ["full", "since", ...JUDGING, "json", "quiet"],
  explain: [],
};

/** The commands that take something else than one contract: what they are told, in order. */
const OPERANDS: { readonly [command in CommandName]?: readonly string[] } = {
  diff: ["the old contract", "the new contract"],
  check: ["the names of clients, or their contracts,"],
  explain: ["a rule"],
};

const COMMON: readonly (keyof Flags)[] = ["config", "debug", "help", "version"];

const OPTIONS = {
  output: { type: "string", short: "o" },
  name: { type: "string" },
  config: { type: "string", short: "c" },
  tests: { type: "boolean" },
  "import-extension": { type: "string" },
  runtime: { type: "string" },
  fix: { type: "string" },
  overlay: { type: "string", multiple: true },
  include: { type: "string", multiple: true },
  exclude: { type: "string", multiple: true },
  "allow-remote": { type: "boolean" },
  strict: { type: "boolean" },
  quiet: { type: "boolean", short: "q" },
  json: { type: "boolean" },
  plan: { type: "boolean" },
  port: { type: "string" },
  seed: { type: "string" },
  chaos: { type: "string" },
  stateful: { type: "boolean" },
  "fail-on": { type: "string" },
  report: { type: "string", multiple: true },
  har: { type: "string" },
  ndjson: { type: "string" },
  "base-url": { type: "string" },
  coverage: { type: "boolean" },
  live: { type: "string" },
  unsafe: { type: "boolean" },
  max: { type: "string" },
  rate: { type: "string" },
  "auth-env": { type: "string", multiple: true },
  param: { type: "string", multiple: true },
  policy: { type: "string" },
  full: { type: "boolean" },
  used: { type: "boolean" },
  tsconfig: { type: "string" },
  baseline: { type: "string" },
  "baseline-update": { type: "boolean" },
  since: { type: "string" },
  prove: { type: "boolean" },
  debug: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} satisfies { readonly [flag in keyof Flags]-?: NonNullable<ParseArgsConfig["options"]>[string] };

/** Reads a command line, or fails with what is wrong about it. */
export function parseArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parseStrictly(argv);
  const words = positionals[0] === "help" ? positionals.slice(1) : positionals;
  const flags: Flags = positionals[0] === "help" ? { ...values, help: true } : values;
  const isNamed = isCommand(words[0]);
  const command = isCommand(words[0]) ? words[0] : "generate";
  const contracts = isNamed ? words.slice(1) : words;
  if (positionals[0] === "help" && words.length > 0 && !isNamed) throw unknownCommand(words[0] ?? "");
  if (flags.help || flags.version) return { command, isNamed, contract: undefined, operands: [], flags };
  refuseOddValues(flags, contracts);
  refuseUnknownCommand(isNamed ? [] : words);
  refuseForeignFlags(command, flags);
  const operands = OPERANDS[command];
  if (operands !== undefined) {
    refuseOperands(command, operands, contracts);
    return { command, isNamed, contract: undefined, operands: contracts, flags };
  }
  if (contracts.length > 1) throw refuseSeveral(contracts);
  return { command, isNamed, contract: contracts[0], operands: [], flags };
}

function refuseSeveral(contracts: readonly string[]): Error {
  const isOneSchema = contracts.every((contract) => /\.(?:graphqls?|gql)$/.test(contract));
  return usageFailure(
    `one contract at a time, but ${contracts.length} were given`,
    isOneSchema
      ? "where they are one schema, name their folder, or quote the pattern: `conn-gen 'schema/*.graphql'`"
      : "list several contracts in conn-gen.config.ts, then run bare `conn-gen`",
  );
}

function refuseOperands(command: CommandName, operands: readonly string[], given: readonly string[]): void {
  if (command === "check") return;
  const isEnough = command === "explain" ? given.length <= 1 : given.length === operands.length;
  if (isEnough) return;
  throw usageFailure(
    `\`conn-gen ${command}\` takes ${operands.join(" and ")}, but ${given.length} were given`,
    `see \`conn-gen ${command} --help\``,
  );
}

function parseStrictly(argv: readonly string[]): { values: Flags; positionals: string[] } {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: true, allowNegative: true });
  } catch (error) {
    throw explainParse(error);
  }
}

function explainParse(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (!code?.startsWith("ERR_PARSE_ARGS_")) return error;
  const flag = /'(-[^' ,]*)/.exec(message)?.[1] ?? "";
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const meant = suggest(flag.replace(/^-+/, ""), Object.keys(OPTIONS));
    return usageFailure(
      `there is no flag ${flag}`,
      meant === undefined ? "see `conn-gen --help`" : `did you mean --${meant}?`,
    );
  }
  if (/does not take an argument/.test(message)) return usageFailure(`${flag} takes no value`, "see `conn-gen --help`");
  if (/ambiguous/.test(message))
    return usageFailure(
      `${flag} needs a value, and what follows it is a flag`,
      `write \`${longOf(flag)}=VALUE\` where the value starts with \`-\``,
    );
  return usageFailure(`${flag} needs a value`, "see `conn-gen --help`");
}

/** The long form of a flag: only that takes a value behind `=`. */
function longOf(flag: string): string {
  const long = Object.entries(OPTIONS).find(([, option]) => "short" in option && `-${option.short}` === flag);
  return long === undefined ? flag : `--${long[0]}`;
}

/** `-o "$DIR"` where the variable is not set, or `-o=x`: nothing may be written to wherever that leads. */
function refuseOddValues(flags: Flags, contracts: readonly string[]): void {
  const empty = (Object.keys(flags) as (keyof Flags)[]).find((flag) => flags[flag] === "");
  if (empty !== undefined) throw usageFailure(`--${empty} is empty`, "give it a value, or leave it out");
  const short = (["output", "config"] as const).find((flag) => flags[flag]?.startsWith("="));
  if (short !== undefined)
    throw usageFailure(`--${short} begins with \`=\``, `write \`--${short}=VALUE\`, or leave the \`=\` out`);
  if (contracts.includes("")) throw usageFailure("the contract is empty", "name a file or a URL, or `-` for stdin");
}

/** `conn-gen inspct api.yaml`: a bare word before the contract, or one that is almost a command. */
function refuseUnknownCommand(words: readonly string[]): void {
  const [word] = words;
  if (word === undefined || !/^[a-z]+$/i.test(word)) return;
  const meant = suggest(word, Object.keys(COMMANDS));
  if (words.length < 2 && meant === undefined) return;
  throw unknownCommand(word);
}

function unknownCommand(word: string): Error {
  const meant = suggest(word, Object.keys(COMMANDS));
  return usageFailure(
    `there is no command \`${word}\``,
    meant === undefined
      ? "see `conn-gen --help`"
      : `did you mean \`conn-gen ${meant}\`? (A contract of this name is \`./${word}\`.)`,
  );
}

function refuseForeignFlags(command: CommandName, flags: Flags): void {
  const known = [...COMMANDS[command], ...COMMON];
  const foreign = (Object.keys(flags) as (keyof Flags)[]).find((flag) => !known.includes(flag));
  if (foreign === undefined) return;
  const owners = (Object.keys(COMMANDS) as CommandName[]).filter((name) => COMMANDS[name].includes(foreign));
  throw usageFailure(
    `\`conn-gen ${command}\` has no flag --${foreign}`,
    `it belongs to ${owners.map((owner) => `\`conn-gen ${owner}\``).join(" and ")}`,
  );
}

function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(COMMANDS, word);
}
