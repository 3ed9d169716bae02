import { exitCodes, failure, usageFailure } from "../diagnostics.js";
import { createLiveProgress } from "../report/progress.js";
import { countOf, escapeControls } from "../report/text.js";
import type { Answered, Question } from "../traffic/live/ask-server.js";
import type { Verification } from "../traffic/verify.js";
import type { Flags } from "./arguments.js";
import type { Traced } from "./recording.js";
import type { Audience } from "./tell.js";
import type { Terminal } from "./terminal.js";

const USUAL = { max: 100, rate: 5 };

/** What the flags say of a server that is to be asked; the contract is known later. */
export type LiveFlags = Omit<Question, "contract" | "mock" | "watch">;

/** Reads the flags of `--live`, before anything is asked; secrets come from the environment. */
export function readLiveFlags(flags: Flags, { env }: Terminal): LiveFlags | undefined {
  const { live, "auth-env": auth = [], param = [], unsafe = false } = flags;
  if (live === undefined) {
    const lone = (["unsafe", "max", "rate", "auth-env", "param"] as const).find((name) => flags[name] !== undefined);
    if (lone !== undefined) throw usageFailure(`--${lone} is for --live`, "name a server: `--live URL`");
    return undefined;
  }
  return {
    baseUrl: readAddress(live),
    credentials: new Map(auth.map((each) => readCredential(each, env))),
    values: Object.fromEntries(param.map(readParam)),
    isUnsafe: unsafe,
    max: readCount("max", flags.max, USUAL.max),
    rate: readCount("rate", flags.rate, USUAL.rate),
  };
}

function readAddress(live: string): string {
  const url = URL.canParse(live) ? new URL(live) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw usageFailure("--live is no address of a server", "write it like `https://staging.example.com/v1`");
  if (url.username !== "" || url.password !== "")
    throw usageFailure("--live holds a credential", "leave it to the environment: `--auth-env NAME`");
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** `NAME`, or `SCHEME=NAME` for one scheme of the contract. */
function readCredential(given: string, env: Terminal["env"]): [scheme: string | undefined, secret: string] {
  const [left = "", right] = given.split("=");
  const [scheme, name] = right === undefined ? [undefined, left] : [left, right];
  const secret = env[name]?.trim();
  if (secret) return [scheme, secret];
  throw usageFailure(`the environment has no ${name}`, "--auth-env takes the name of a variable, not a secret");
}

function readParam(given: string): [string, string] {
  const at = given.indexOf("=");
  if (at > 0) return [given.slice(0, at), given.slice(at + 1)];
  throw usageFailure(`--param ${given} names no value`, "write `--param NAME=VALUE`");
}

function readCount(name: string, given: string | undefined, usual: number): number {
  const count = given === undefined ? usual : Number(given);
  if (Number.isFinite(count) && count > 0 && count <= 10_000) return count;
  throw usageFailure(`--${name} is a number above 0, not ${given}`, `leave it out for ${usual}`);
}

/** Asks the server, and says what it was not asked for. */
export async function askLive(
  given: LiveFlags,
  facts: Pick<Verification, "contract" | "mock">,
  { flags, terminal }: Audience,
): Promise<Traced> {
  const { askServer } = await import("../traffic/live/ask-server.js");
  const progress = createLiveProgress(terminal.stderr, terminal.env, flags.quiet);
  const watch = (requests: number): void => progress.show(`${given.baseUrl}: ${countOf(requests, "request")}`);
  const { exchanges, left } = await askServer({ ...given, ...facts, watch }).finally(progress.end);
  if (!flags.quiet) terminal.stderr.write(sayLeft(left));
  if (exchanges.length === 0) {
    throw failure(exitCodes.data, {
      code: "live-nothing",
      message: `${given.baseUrl} gave no answer that could be judged`,
      help: left[0] === undefined ? "the contract has no operations" : `${left[0].operation}: ${left[0].reason}`,
    });
  }
  const document = { source: { uri: given.baseUrl }, root: {}, locate: nowhere };
  return { exchanges, document, baseUrl: given.baseUrl };
}

function sayLeft(left: Answered["left"]): string {
  return left.map(({ operation, reason }) => `not asked: ${escapeControls(`${operation}: ${reason}`)}\n`).join("");
}

/** An answer stands in no file. */
function nowhere(): never {
  throw new Error("an answer stands in no file");
}
