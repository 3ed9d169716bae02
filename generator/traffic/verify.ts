import { isSuccess } from "../../templates/testing/answers.js";
import { BASE_URL } from "../../templates/testing/base-url.js";
import { findReply } from "../../templates/testing/mocks/choose-reply.js";
import { judgeRequest } from "../../templates/testing/mocks/judge-request.js";
import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";
import { makeRouter } from "../../templates/testing/mocks/router.js";
import { readServer, targetBelow } from "../../templates/testing/mocks/servers.js";
import type { OperationCase } from "../../templates/testing/operation-case.js";
import type { Contract, Outcome } from "../contract/contract.js";
import { findRefusals } from "../plan/samples/refusals.js";
import type { Sample } from "../plan/samples/sample.js";
import type { Exchange } from "./exchange.js";
import { findUndocumented } from "./undocumented.js";

/** In which way traffic and contract disagree. */
export type TrafficRule =
  | "undocumented-operation"
  | "undocumented-status"
  | "undocumented-media-type"
  | "undocumented-parameter"
  | "undocumented-property"
  | "request-mismatch"
  | "response-mismatch";

/** One disagreement. */
export interface TrafficFinding {
  readonly rule: TrafficRule;
  readonly operation: string;
  readonly place: string;
  /** A JSON pointer into the arguments or the body; `""` for the whole. */
  readonly pointer: string;
  readonly message: string;
  /** What the generated client does with it. */
  readonly client: string;
}

/** What a recording proves. */
export interface Verdict {
  readonly findings: readonly TrafficFinding[];
  /** By operation: how often each status was seen. */
  readonly coverage: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Exchanges with servers that the contract does not name. */
  readonly foreign: number;
  readonly exchanges: number;
}

/** What traffic is held against. */
export interface Verification {
  readonly contract: Contract;
  readonly mock: MockFacts;
  /** Where the API stood when it was recorded, instead of where the contract says. */
  readonly baseUrl?: string | undefined;
}

/** Holds recorded traffic against a contract. */
export function verifyTraffic(exchanges: readonly Exchange[], { contract, mock, baseUrl }: Verification): Verdict {
  const servers = (baseUrl === undefined ? mock.servers : [baseUrl]).map(readServer);
  const route = makeRouter(mock.cases.map((operation) => ({ ...operation, target: operation })));
  const outcomes = new Map(contract.operations.map((operation) => [operation.id, operation.outcomes]));
  const coverage = new Map<string, Map<number, number>>();
  const findings: TrafficFinding[] = [];
  let foreign = 0;
  for (const exchange of exchanges) {
    const target = targetBelow(servers, exchange.request.url);
    if (target === undefined) {
      foreign += 1;
      continue;
    }
    const [path = "", query = ""] = target.replace(/#.*$/s, "").split("?");
    const found = route(exchange.request.method, path === "" ? "/" : path, query);
    if (found.kind !== "found") {
      findings.push(unknownOperation(exchange, path));
      continue;
    }
    const operation = found.target;
    const seen = coverage.get(operation.id) ?? new Map<number, number>();
    coverage.set(operation.id, seen.set(exchange.response.status, (seen.get(exchange.response.status) ?? 0) + 1));
    const met = { exchange, operation, mock, contract, outcomes: outcomes.get(operation.id) ?? [] };
    findings.push(...judgeSent(met, target), ...judgeReceived(met));
  }
  return { findings, coverage, foreign, exchanges: exchanges.length };
}

function unknownOperation({ request, place }: Exchange, path: string): TrafficFinding {
  return {
    rule: "undocumented-operation",
    operation: `${request.method} ${path}`,
    place,
    pointer: "",
    message: "the contract has no such operation",
    client: "has no method for it; `client.request` reaches it",
  };
}

/** An exchange and the operation that it was. */
interface Met {
  readonly exchange: Exchange;
  readonly operation: OperationCase;
  readonly mock: MockFacts;
  readonly contract: Contract;
  readonly outcomes: readonly Outcome[];
}

/** A request that the server refused proves nothing against the contract: both may say no. */
function judgeSent({ exchange, operation, mock }: Met, target: string): TrafficFinding[] {
  const { request, response, place } = exchange;
  if (response.status >= 400 && response.status < 500) return [];
  const { violations } = judgeRequest({ request: { ...request, url: BASE_URL + target }, operation, mock });
  return violations
    .filter(({ message }) => !message.startsWith("has no credentials"))
    .map(({ pointer, message }) => {
      const isUnknown = message === "is not in the contract";
      return {
        rule: isUnknown ? "undocumented-parameter" : "request-mismatch",
        operation: operation.id,
        place,
        pointer,
        message: isUnknown ? "is sent, and not in the contract" : message,
        client: isUnknown ? "sends it only through `extra`" : "throws ValidationError before sending",
      };
    });
}

function judgeReceived(met: Met): TrafficFinding[] {
  const { exchange, operation, outcomes } = met;
  const { response, place } = exchange;
  const say = (rule: TrafficRule, message: string, client: string): TrafficFinding[] => [
    { rule, operation: operation.id, place, pointer: "", message, client },
  ];
  if (response.status >= 300 && response.status < 400) return [];
  const reply = declaredReply(operation, response.status);
  if (reply === undefined) {
    const client = response.status < 300 ? "reads it by its content type" : "throws ApiError with an untyped body";
    return say("undocumented-status", `${response.status} is not in the contract`, client);
  }
  const outcome = outcomes.find((each) => each.status === reply.declared);
  const type = essence(response.headers.get("content-type") ?? "");
  if (outcome === undefined || outcome.contents.length === 0 || response.body.length === 0) return [];
  const content = outcome.contents.find(({ mediaType }) => covers(mediaType, type));
  if (content === undefined) {
    const declared = outcome.contents.map(({ mediaType }) => mediaType).join(", ");
    const message = `${response.status} comes as ${type || "nothing in particular"}, the contract says ${declared}`;
    return say("undocumented-media-type", message, clientOnBadType(response.status));
  }
  return /[/+]json$/.test(type) ? judgeJson(met, content.schema) : [];
}

/** Beside a declared success, `default` speaks of failures. */
function declaredReply(operation: OperationCase, status: number): ReturnType<typeof findReply> {
  const reply = findReply(operation, status);
  const isOther =
    reply?.declared === "default" &&
    status < 300 &&
    operation.replies.some((each) => each !== reply && isSuccess(each));
  return isOther ? undefined : reply;
}

function judgeJson(
  { exchange, operation, contract }: Met,
  schema: Outcome["contents"][number]["schema"],
): TrafficFinding[] {
  const { response, place } = exchange;
  const base = { operation: operation.id, place };
  const value = parse(response.body);
  if (value === undefined) {
    const message = "the body is no JSON, although it says so";
    return [{ ...base, rule: "response-mismatch", pointer: "", message, client: clientOnBadType(response.status) }];
  }
  const wrong = findRefusals(schema, value, { contract, direction: "received" });
  return [
    ...wrong.map(({ pointer, message }) => ({
      ...base,
      rule: "response-mismatch" as const,
      pointer,
      message,
      client: 'tells `onValidation`; throws with `validate: { response: "strict" }`',
    })),
    ...findUndocumented(schema, value, contract).map((pointer) => ({
      ...base,
      rule: "undocumented-property" as const,
      pointer,
      message: "is received, and not in the contract",
      client: "keeps it, untyped",
    })),
  ];
}

function clientOnBadType(status: number): string {
  return status < 400 ? "throws DecodeError" : "throws ApiError with the body as text";
}

function essence(type: string): string {
  return (type.split(";")[0] ?? "").trim().toLowerCase();
}

function covers(declared: string, type: string): boolean {
  const range = essence(declared);
  if (range === "*/*" || type === "") return true;
  return range.endsWith("/*") ? type.startsWith(range.slice(0, -1)) : range === type;
}

function parse(body: Uint8Array): Sample | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as Sample;
  } catch {
    return undefined;
  }
}
