import type { Paint } from "../report/paint.js";
import type { CommandName } from "./arguments.js";

type Row = readonly [term: string, meaning: string];

interface Page {
  readonly usage: string;
  readonly about: string;
  readonly sections: readonly { readonly title: string; readonly rows: readonly Row[] }[];
}

const COMMON: readonly Row[] = [
  ["-c, --config FILE", "instead of conn-gen.config.{ts,js,json} in this folder"],
  ["--debug", "show the stack of an internal error"],
  ["-h, --help", "this text; `conn-gen COMMAND --help` for a command"],
  ["-V, --version", "the version"],
];

const READING: readonly Row[] = [
  ["--overlay FILE", "change the contract by an OpenAPI overlay first; may be repeated"],
  ["--allow-remote", "follow $refs to http(s) URLs"],
];

const INPUT: readonly Row[] = [
  ...READING,
  ["--include SELECTOR", "only these operations: tag:NAME, path:GLOB, operation:ID, deprecated"],
  ["--exclude SELECTOR", "not these; both may be repeated"],
];

const GENERATE: readonly Row[] = [
  ["-o, --output DIR", "the client's folder (default: generated/NAME)"],
  ["--name NAME", "the client's name (default: from the contract's file)"],
  ["--tests", "also emit a mock server and contract tests (needs msw and vitest)"],
  ["--import-extension EXT", ".js (default) or .ts"],
  ["--runtime PACKAGE", "import the runtime instead of copying it"],
  ["--fix FILE", "also write an overlay that mends what was repaired"],
  ...INPUT,
  ["--strict", "fail if anything was repaired or left out"],
  ["-q, --quiet", "print errors only"],
  ["--json", "print the result as JSON, also with --quiet"],
];

const PAGES: { readonly [page in CommandName | "main"]: Page } = {
  main: {
    usage: "conn-gen <contract> [flags]",
    about:
      "Generates a typed, resilient TypeScript client from an API contract.\nA contract is a file, an http(s) URL, - for stdin, or a client's name in the config: Swagger 2.0\nor OpenAPI 3, in JSON or YAML, or a GraphQL schema (also a folder, a pattern or an endpoint).",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen specs/stripe.yaml", "a client in generated/stripe"],
          ["conn-gen https://example.com/openapi.json -o src/api", "from a URL, into a folder of yours"],
          ["curl -L https://… | conn-gen - --name shop", "from stdin"],
          ["conn-gen", "every contract of conn-gen.config.ts"],
          ["conn-gen stripe", "the one that makes the client of this name"],
        ],
      },
      {
        title: "Commands",
        rows: [
          ["generate <contract>", "write the client (what happens without a command)"],
          ["inspect <contract>", "print what was understood as JSON; --plan: what was decided"],
          ["types <contract>", "print the paths/components/operations types of openapi-typescript"],
          ["mock <contract>", "answer for the contract on a port of this machine"],
          ["check [NAME...]", "whether committed clients are what would be generated now"],
          ["diff OLD NEW", "what breaks between two versions of a contract"],
          ["explain [RULE]", "how a rule of `diff` comes to its verdict"],
          ["verify <contract>", "hold recorded traffic, or a server's answers, against the contract"],
        ],
      },
      { title: "Flags", rows: [...GENERATE, ...COMMON] },
      {
        title: "Exit codes",
        rows: [
          ["0", "done, also with warnings and operations left out for a named reason"],
          ["1", "`diff`, `check` or `verify` has findings at or above --fail-on"],
          ["2, 3", "`check`: a client is stale, or was edited by hand"],
          ["64", "the command line or the config is wrong"],
          ["65", "the contract is unreadable or invalid, or --strict objects"],
          ["70", "a bug of conn-gen"],
          ["73", "the output cannot be written"],
        ],
      },
    ],
  },
  generate: {
    usage: "conn-gen [generate] <contract> [flags]",
    about:
      "Writes a client. Nothing is written unless everything was emitted; files that are not\nconn-gen's are never touched. Without a contract: every contract of the config.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen specs/stripe.yaml --tests", "with contract tests"],
          ["conn-gen specs/api.yaml --strict --quiet", "in CI"],
        ],
      },
      { title: "Flags", rows: [...GENERATE, ...COMMON] },
    ],
  },
  inspect: {
    usage: "conn-gen inspect <contract> [--plan]",
    about:
      "Prints the contract as conn-gen understands it, as JSON on stdout; with --plan what it\ndecided: names, calls, pages, files.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen inspect specs/stripe.yaml > stripe.json", "the facts"],
          ["conn-gen inspect specs/stripe.yaml --plan | jq '.operations[].call'", "the calls that users type"],
        ],
      },
      {
        title: "Flags",
        rows: [
          ["--plan", "the decisions instead of the facts"],
          ["--json", "accepted: the output is always JSON"],
          ["--name NAME", "the client's name"],
          ...INPUT,
          ["-q, --quiet", "print errors only"],
          ...COMMON,
        ],
      },
    ],
  },
  types: {
    usage: "conn-gen types <contract> [-o FILE]",
    about:
      "Prints the TypeScript file that users of openapi-typescript import today:\npaths, components and operations.",
    sections: [
      { title: "Examples", rows: [["conn-gen types specs/stripe.yaml -o src/stripe.d.ts", "into a file"]] },
      {
        title: "Flags",
        rows: [
          ["-o, --output FILE", "a file instead of stdout"],
          ...READING,
          ["-q, --quiet", "print errors only"],
          ...COMMON,
        ],
      },
    ],
  },
  verify: {
    usage: "conn-gen verify <contract> --har FILE | --ndjson FILE | --live URL",
    about:
      "Holds recorded traffic, or what a server answers now, against the contract: operations,\nstatuses, parameters and properties that it does not know, bodies that break its schemas, and\nwhat a generated client does with each. Exit code 1 where anything was found, or anything as\nbad as --fail-on.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen verify specs/stripe.yaml --har traffic.har", "what a browser or a proxy saved"],
          ["conn-gen verify specs/stripe.yaml --ndjson traffic.ndjson --coverage", "what `recordTraffic` wrote"],
          ["conn-gen verify specs/shop.yaml --live http://localhost:3000 --auth-env TOKEN", "a server of yours"],
        ],
      },
      {
        title: "Flags",
        rows: [
          ["--har FILE", "an HTTP Archive 1.2"],
          ["--ndjson FILE", "one exchange a line"],
          ["--live URL", "ask the server at this address for every GET and HEAD"],
          ["--auth-env [SCHEME=]NAME", "the environment variable with the credential; several times, too"],
          ["--param NAME=VALUE", "a path parameter; others come from the contract and from lists"],
          ["--max N, --rate N", "requests at most (100), and in a second (5)"],
          ["--unsafe", "ask for what may change something, too"],
          ["--base-url URL", "where the API stood, if not where the contract says"],
          ["--name NAME", "the client's name, for calls in messages"],
          ...READING,
          ["--coverage", "also list every operation with the statuses that were seen"],
          ["--fail-on LEVEL", "any (default), breaking, warning or never"],
          ["--report, --policy", "where findings are told, and what was agreed on, as in `diff`"],
          ["--baseline, --baseline-update", "which findings are accepted, as in `diff`"],
          ["--json", "the same as --report json"],
          ["-q, --quiet", "only the exit code"],
          ...COMMON,
        ],
      },
    ],
  },
  mock: {
    usage: "conn-gen mock <contract> [flags]",
    about:
      "Answers for the contract over HTTP, on this machine only: every request is judged by the\ncontract and answered with a sample of what it declares. `/` lists the operations.\n`Prefer: code=404, example=NAME` in a request asks for a certain answer. --stateful and --strict\nare not for GraphQL.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen mock specs/stripe.yaml", "http://127.0.0.1:4010"],
          ["conn-gen mock specs/stripe.yaml --stateful", "what is created can be listed and retrieved"],
          ["conn-gen mock specs/stripe.yaml --chaos 0.2", "a fifth of all requests fail"],
        ],
      },
      {
        title: "Flags",
        rows: [
          ["--port PORT", "4010 by default; 0 for any free one"],
          ["--seed NUMBER", "other samples, the same ones for the same number"],
          ["--stateful", "remember what is created, updated and deleted"],
          ["--chaos RATE", "from 0 to 1: how many requests fail for no reason"],
          ...INPUT,
          ["--strict", "answer what breaks the contract with 400 and the reasons"],
          ["--name NAME", "the client's name"],
          ["-q, --quiet", "do not log requests"],
          ...COMMON,
        ],
      },
    ],
  },
  diff: {
    usage: "conn-gen diff OLD NEW [flags]",
    about:
      "Compares two versions of a contract and says who breaks: the client that is deployed (wire)\nand the code that is compiled against the next one (source). OLD and NEW are files, URLs,\ngit:REF:path, or - for stdin, of any version that conn-gen reads.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen diff git:main:specs/shop.yaml specs/shop.yaml", "a pull request"],
          ["conn-gen diff old.json new.json --report markdown=comment.md", "text here, Markdown into a file"],
        ],
      },
      {
        title: "Flags",
        rows: [
          ["--fail-on LEVEL", "breaking (default), warning, any or never"],
          ["--used", "only what your code (with ts-morph) or GraphQL documents use fails"],
          ["--tsconfig FILE", "--used with another tsconfig"],
          ["--report FORMAT[=FILE]", "text, json, markdown, github, sarif, junit, gitlab, changelog; repeatable"],
          ["--policy FILE", "what was agreed on: sunsets, stability, versions, severities"],
          ["--prove", "let the compiler judge every call of both clients; needs ts-morph"],
          ["--baseline FILE", "findings that are accepted, each with a reason"],
          ["--baseline-update", "write the baseline: what fails now is accepted"],
          ["--json", "the same as --report json"],
          ["--name NAME", "the client's name, for calls in messages"],
          ...INPUT,
          ["-q, --quiet", "print nothing on stdout"],
          ...COMMON,
        ],
      },
      {
        title: "Exit codes",
        rows: [
          ["0", "nothing at or above --fail-on"],
          ["1", "findings at or above --fail-on"],
          ["64", "the command line is wrong"],
          ["65", "a contract cannot be read"],
        ],
      },
    ],
  },
  check: {
    usage: "conn-gen check [NAME...] [flags]",
    about:
      "Says whether committed clients are what conn-gen would make now, of the same contract and\nconfig. What did not change is confirmed by hashes; nothing is written. A contract from a URL is\ncompared with what is served now, as `diff` does.",
    sections: [
      {
        title: "Examples",
        rows: [
          ["conn-gen check", "every client of the config"],
          ["conn-gen check stripe", "one of them"],
          ["conn-gen check specs/stripe.yaml", "the clients of a contract"],
        ],
      },
      {
        title: "Flags",
        rows: [
          ["--full", "generate in memory even where hashes confirm everything"],
          ["--since REF", "compare contracts with those of a commit, too"],
          ["--used, --tsconfig FILE", "only what your code uses fails, as in `diff`"],
          ["--fail-on, --report, --policy", "which findings fail, and where they are told, as in `diff`"],
          ["--baseline, --baseline-update", "which findings are accepted, as in `diff`"],
          ["--json", "print the result as JSON"],
          ["-q, --quiet", "print errors only"],
          ...COMMON,
        ],
      },
      {
        title: "Exit codes",
        rows: [
          ["0", "everything is as it would be generated"],
          ["1", "findings at or above --fail-on"],
          ["2", "stale: files would be written or removed, or are missing"],
          ["3", "files were edited by hand"],
          ["64", "the command line is wrong"],
          ["65", "a contract cannot be read"],
        ],
      },
    ],
  },
  explain: {
    usage: "conn-gen explain [RULE]",
    about: "Says how a rule of `diff` comes to its verdict, with an example; without a rule lists all of them.",
    sections: [
      { title: "Examples", rows: [["conn-gen explain property-removed", "one rule"]] },
      { title: "Flags", rows: COMMON },
    ],
  },
};

/** The help of a command, or of conn-gen itself. */
export function renderHelp(name: CommandName | "main", paint: Paint): string {
  const page = PAGES[name];
  const sections = page.sections.map(({ title, rows }) => {
    const width = Math.min(40, Math.max(...rows.map(([term]) => term.length)));
    return [paint(title, "bold"), ...rows.map((row) => renderRow(row, width, paint))].join("\n");
  });
  return `${[`${paint("Usage", "bold")}  ${page.usage}`, page.about, ...sections].join("\n\n")}\n`;
}

function renderRow([term, meaning]: Row, width: number, paint: Paint): string {
  if (term.length > width) return `  ${paint(term, "cyan")}\n  ${" ".repeat(width)}  ${meaning}`;
  return `  ${paint(term.padEnd(width), "cyan")}  ${meaning}`;
}
