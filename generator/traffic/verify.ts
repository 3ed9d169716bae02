import { isSuccess } from "../../templates/testing/answers.js";
import { BASE_URL } from "../../templates/testing/base-url.js";
import { findReply } from "../../templates/testing/mocks/choose-reply.js";
import { judgeRequest } from "../../templates/testing/mocks/judge-request.js";
import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";
import { makeRouter } from "../../templates/testing/mocks/router.js";
import { readServer, targetBelow } from "../../templates/testing/mocks/servers.js";
import type { OperationCase, XmlRoot, XmlWords } from "../../templates/testing/operation-case.js";
import { scanDocument } from "../../templates/testing/xml/scan.js";
import type { Content, Contract, Operation } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { TRAFFIC_RULES } from "../drift/rules/traffic.js";
import { findRefusals } from "../plan/samples/refusals.js";
import type { Sample } from "../plan/samples/sample.js";
import type { Exchange } from "./exchange.js";
import { findUndocumented } from "./undocumented.js";

/** In which way traffic and contract disagree. */
export type TrafficRule = keyof typeof TRAFFIC_RULES;

/** One disagreement. */
export interface TrafficFinding {
  readonly rule: TrafficRule;
  readonly operation: string;
  /** The exchange that shows it. */
  readonly exchange: Exchange;
  /** A JSON pointer into the arguments or the body; `""` for the whole. */
  readonly pointer: string;
  /** What the rule's sentence does not say. */
  readonly words: { readonly [word: string]: string };
  /** What the generated client does with it. */
  readonly client: string;
  /** Where the contract speaks of it. */
  readonly told: Pointer;
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
  const facts = new Map(contract.operations.map((operation) => [operation.id, operation]));
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
    const met = { exchange, operation, mock, contract, facts: facts.get(operation.id) };
    findings.push(...judgeSent(met, target), ...judgeReceived(met));
  }
  return { findings, coverage, foreign, exchanges: exchanges.length };
}

function unknownOperation(exchange: Exchange, path: string): TrafficFinding {
  return {
    rule: "undocumented-operation",
    operation: `${exchange.request.method} ${path}`,
    exchange,
    pointer: "",
    words: {},
    client: "has no method for it; `client.request` reaches it",
    told: "#/paths",
  };
}

/** An exchange and the operation that it was. */
interface Met {
  readonly exchange: Exchange;
  readonly operation: OperationCase;
  readonly mock: MockFacts;
  readonly contract: Contract;
  readonly facts: Operation | undefined;
}

/** A request that the server refused proves nothing against the contract: both may say no. */
function judgeSent({ exchange, operation, mock, facts }: Met, target: string): TrafficFinding[] {
  const { request, response } = exchange;
  if (response.status >= 400 && response.status < 500) return [];
  const { violations } = judgeRequest({ request: { ...request, url: BASE_URL + target }, operation, mock });
  return violations
    .filter(({ message }) => !message.startsWith("has no credentials"))
    .map(({ pointer, message }) => {
      const isUnknown = message === "is not in the contract";
      return {
        rule: isUnknown ? "undocumented-parameter" : "request-mismatch",
        operation: operation.id,
        exchange,
        pointer,
        words: isUnknown ? {} : { message },
        client: isUnknown ? "sends it only through `extra`" : "throws ValidationError before sending",
        told: facts?.inputs.find(({ key }) => pointer.split("/")[1] === key)?.at ?? facts?.at ?? "#/paths",
      };
    });
}

function judgeReceived(met: Met): TrafficFinding[] {
  const { exchange, operation, facts } = met;
  const { response } = exchange;
  const base = { operation: operation.id, exchange, pointer: "" };
  if (response.status >= 300 && response.status < 400) return [];
  const reply = declaredReply(operation, response.status);
  if (reply === undefined) {
    const client = response.status < 300 ? "reads it by its content type" : "throws ApiError with an untyped body";
    const words = { value: String(response.status) };
    return [{ ...base, rule: "undocumented-status", words, client, told: facts?.at ?? "#/paths" }];
  }
  const outcome = facts?.outcomes.find((each) => each.status === reply.declared);
  const type = essence(response.headers.get("content-type") ?? "");
  if (outcome === undefined || outcome.contents.length === 0 || response.body.length === 0) return [];
  const content = outcome.contents.find(({ mediaType }) => covers(mediaType, type));
  if (content === undefined) {
    const declared = outcome.contents.map(({ mediaType }) => mediaType).join(", ");
    const words = { after: type || "nothing in particular", before: declared };
    const client = clientOnBadType(response.status);
    return [{ ...base, rule: "undocumented-media-type", words, client, told: outcome.at }];
  }
  if (/[/+]json$/.test(type)) return judgeBody(met, content, { form: "JSON", read: () => readJson(response.body) });
  const { root } = reply;
  const { xml } = met.mock.facts;
  if (root === undefined || xml === undefined || !/[/+]xml$/.test(type)) return [];
  return judgeBody(met, content, { form: "XML", read: () => readXml(response.body, root, xml) });
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

function judgeBody(
  { exchange, operation, contract }: Met,
  { schema, at }: Content,
  { form, read }: { readonly form: "JSON" | "XML"; readonly read: () => Sample },
): TrafficFinding[] {
  const base = { operation: operation.id, exchange, told: at };
  let value: Sample;
  try {
    value = read();
  } catch (error) {
    const isOther = error instanceof SyntaxError;
    const words = { message: isOther ? `is no ${form}, although it says so` : (error as Error).message };
    const client = isOther ? clientOnBadType(exchange.response.status) : "reads what has the names that it knows";
    return [{ ...base, rule: "response-mismatch", pointer: "", words, client }];
  }
  const wrong = [...findRefusals(schema, value, { contract, direction: "received" })];
  return [
    ...wrong.map(({ pointer, message }) => ({
      ...base,
      rule: "response-mismatch" as const,
      pointer,
      words: { message },
      client: 'tells `onValidation`; throws with `validate: { response: "strict" }`',
    })),
    ...findUndocumented(schema, value, contract).map((pointer) => ({
      ...base,
      rule: "undocumented-property" as const,
      pointer,
      words: {},
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

function readJson(body: Uint8Array): Sample {
  return JSON.parse(new TextDecoder().decode(body)) as Sample;
}

/** Clients take the outermost element, whatever it is called. */
function readXml(body: Uint8Array, root: XmlRoot, xml: XmlWords): Sample {
  const text = new TextDecoder().decode(body);
  return xml.read(text, { ...root, name: scanDocument(text).name }).value as Sample;
}
