import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolveRequest } from "../config/resolve.js";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, Failure, usageFailure } from "../diagnostics.js";
import type { LogEntry } from "../mock/server.js";
import type { Understood } from "../pipeline.js";
import { render } from "../report/diagnostics.js";
import { createPaint, type Paint } from "../report/paint.js";
import { createLiveProgress } from "../report/progress.js";
import { countOf } from "../report/text.js";
import type { Arguments, Flags } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import type { Line } from "./line.js";
import { takeOne } from "./one-contract.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen mock <contract>`: answers for the contract over HTTP until it is interrupted. */
export async function runMock(given: Arguments, terminal: Terminal, loadLine: () => Promise<Line>): Promise<ExitCode> {
  const { flags } = given;
  const numbers = readNumbers(flags);
  const { config, name } = flags;
  const request = {
    contract: given.contract,
    input: readInputFlags(flags),
    ...(config !== undefined && { config }),
    ...(name !== undefined && { name }),
  };
  const settings = takeOne("mock", await resolveRequest(request, terminal));
  const paint = createPaint(terminal.stderr, terminal.env);
  const progress = createLiveProgress(terminal.stderr, terminal.env, flags.quiet);
  const line = await loadLine();
  const understood = await line.understand(settings, progress.watchFor(settings.name)).finally(progress.end);
  const { contract, plan, diagnostics, documents } = understood;
  if (diagnostics.some(({ severity }) => severity === "error"))
    throw new Failure(exitCodes.data, diagnostics, documents);
  const worth = diagnostics.filter(({ severity }) => severity === "warning" || severity === "skip");
  if (!flags.quiet && worth.length > 0) terminal.stderr.write(`${render(worth, documents, { paint })}\n`);
  const log = (entry: LogEntry): void => void (flags.quiet || terminal.stderr.write(renderEntry(entry, paint)));
  const server = await createServer(understood, settings, { ...numbers, log, flags });
  const url = await listen(server, numbers.port);
  terminal.stdout.write(
    `${plan.client.title} answers at ${url} (${countOf(plan.operations.length, "operation")}).\n` +
      `${contract.graphql === undefined ? "Open it in a browser to try them, or point" : "Point"} a client at it: create${plan.client.type}({ baseUrl: "${url}" })\n`,
  );
  await new Promise((done) => server.on("close", done));
  return exitCodes.done;
}

interface Serving extends Numbers {
  readonly log: (entry: LogEntry) => void;
  readonly flags: Flags;
}

/** The server of the contract's kind; what makes it is loaded only here. */
async function createServer({ contract, plan }: Understood, { values }: Settings, serving: Serving): Promise<Server> {
  const { flags, ...options } = serving;
  if (contract.graphql !== undefined) {
    const foreign = (["stateful", "strict"] as const).find((flag) => flags[flag]);
    if (foreign !== undefined)
      throw usageFailure(
        `--${foreign} is not for GraphQL`,
        "leave it out: a schema answers what it asks for, and judges the rest",
      );
    const { createGraphqlMock } = await import("../mock/graphql/server.js");
    return createGraphqlMock(contract.graphql, { ...options, codecs: values.codecs });
  }
  const { makeMockFacts } = await import("../mock/facts.js");
  const { createMockServer } = await import("../mock/server.js");
  return createMockServer(makeMockFacts(contract, plan, values.arrays), {
    ...options,
    title: plan.client.title,
    stateful: flags.stateful === true,
    strict: flags.strict === true,
  });
}

interface Numbers {
  readonly port: number;
  readonly seed: number;
  readonly chaos: number;
}

function readNumbers(flags: Flags): Numbers {
  return {
    port: readNumber("port", flags.port, { from: 0, to: 65_535, otherwise: 4010 }),
    seed: readNumber("seed", flags.seed, { from: 0, to: 2 ** 32 - 1, otherwise: 0 }),
    chaos: readNumber("chaos", flags.chaos, { from: 0, to: 1, otherwise: 0 }),
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
}

function readNumber(flag: string, given: string | undefined, { from, to, otherwise }: Range): number {
  if (given === undefined) return otherwise;
  const number = Number(given);
  const isRight = given.trim() !== "" && number >= from && number <= to && (to === 1 || Number.isInteger(number));
  if (isRight) return number;
  throw usageFailure(
    `--${flag} is ${to === 1 ? "a rate" : "a number"} from ${from} to ${to}, not ${given}`,
    "see `conn-gen mock --help`",
  );
}

/** Loopback only: what a mock says is for this machine. */
async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = usageFailure(
        `port ${port} is taken`,
        "choose another: `--port 4011`, or `--port 0` for any free one",
      );
      fail(error.code === "EADDRINUSE" ? taken : error);
    });
    server.listen(port, "127.0.0.1", done);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function renderEntry({ method, path, answer, call, violations }: LogEntry, paint: Paint): string {
  const status = paint(answer, answer.startsWith("2") ? "green" : "yellow");
  const meant = call === undefined ? "" : paint(`  ${call}`, "dim");
  const wrong = violations.map(
    ({ side, pointer, message }) => `  ${paint("✗", "red")} ${clean(`${side} ${pointer} ${message}`)}`,
  );
  return `${[`${method} ${clean(path)} ${status}${meant}`, ...wrong].join("\n")}\n`;
}

/** What clients send may not steer the terminal. */
function clean(text: string): string {
  return text.replaceAll(/\p{C}/gu, "\ufffd");
}
