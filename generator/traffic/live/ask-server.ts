import { setTimeout as sleep } from "node:timers/promises";
import type { MockFacts } from "../../../templates/testing/mocks/mock-facts.js";
import type { Members, OperationCase } from "../../../templates/testing/operation-case.js";
import type { Contract, Operation } from "../../contract/contract.js";
import type { Exchange } from "../exchange.js";
import { type Credentials, signRequest } from "./credentials.js";
import { type KnownValues, type PathValues, startKnowing } from "./known-values.js";
import { sendRequest } from "./send-request.js";
import { type LiveRequest, writeRequest } from "./write-request.js";

/** Which server is asked for what, and how much of it. */
export interface Question {
  readonly contract: Contract;
  readonly mock: MockFacts;
  /** The address that the operations' paths follow. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Values of path parameters that the user knows. */
  readonly values: PathValues;
  /** Whether operations that may change something are asked for, too. */
  readonly isUnsafe: boolean;
  /** Requests, all together and each second. */
  readonly max: number;
  readonly rate: number;
  /** Hears how many requests were made. */
  readonly watch?: (requests: number) => void;
  /** Waits this many milliseconds. */
  readonly pause?: (milliseconds: number) => Promise<unknown>;
}

/** What a server answered, and what it was not asked for. */
export interface Answered {
  readonly exchanges: readonly Exchange[];
  readonly left: readonly Left[];
}

interface Left {
  readonly operation: string;
  readonly reason: string;
}

/** Asks a server for every operation that can be asked for, those without path parameters first: lists know ids. */
export async function askServer(question: Question): Promise<Answered> {
  const { contract, mock, values } = question;
  const facts = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const asking: Asking = { ...question, facts, known: startKnowing(facts, values), exchanges: [], requests: 0 };
  const left: Left[] = [];
  for (const operation of orderCases(mock.cases, facts)) {
    const reason = await askFor(operation, asking);
    if (reason !== undefined) left.push({ operation: operation.id, reason });
  }
  return { exchanges: asking.exchanges, left };
}

interface Asking extends Question {
  readonly facts: ReadonlyMap<string, Operation>;
  readonly known: KnownValues;
  readonly exchanges: Exchange[];
  requests: number;
}

/** A call of its own for another media type is the same operation to the server. */
function orderCases(cases: readonly OperationCase[], facts: Asking["facts"]): readonly OperationCase[] {
  const depth = ({ path }: OperationCase): number => path.split("{").length;
  const own = cases.filter(({ id }) => {
    const operation = facts.get(id);
    return operation !== undefined && !("variant" in operation);
  });
  return own.sort((left, right) => depth(left) - depth(right));
}

/** Asks for one operation; says why where it does not. */
async function askFor(operation: OperationCase, asking: Asking): Promise<string | undefined> {
  const { exchanges, known, mock, max, rate, isUnsafe, pause = sleep } = asking;
  if (!isUnsafe && !/^(?:GET|HEAD)$/.test(operation.method)) return "it may change something (--unsafe)";
  if (exchanges.at(-1)?.response.status === 429) return "the server asked for less";
  if (asking.requests >= max) return `${max} requests were made (--max)`;
  const found = known.find(operation);
  if ("missing" in found) return `no value is known for ${found.missing} (--param)`;
  const written = writeRequest(operation, argumentsOf(operation, found.values), mock.facts);
  if (written === undefined) return "its body is bytes, or has several parts";
  const { target } = written;
  const request = {
    ...written,
    url: asking.baseUrl + target,
    headers: { ...written.headers, accept: acceptOf(operation) },
  };
  const { schemes } = mock.facts;
  const isSigned = await signRequest(request, operation, { schemes, credentials: asking.credentials });
  if (!isSigned) return "it needs a credential (--auth-env)";
  if (asking.requests > 0) await pause(1000 / rate);
  asking.requests += 1;
  asking.watch?.(asking.requests);
  const place = `${operation.method} ${target}`;
  const response = await sendRequest(request);
  if (typeof response === "string") return response;
  // As it was before it was signed: nobody may read that in what is told.
  const exchange = { place, request: toSent(written, asking.baseUrl), response };
  exchanges.push(exchange);
  known.learn(operation, found.values, exchange);
  return undefined;
}

/** What is required, filled in with samples, and the values that are known for the path. */
function argumentsOf({ given, target, parameters }: OperationCase, values: PathValues): Members {
  const [first] = given;
  const { params = {}, target: sample } = first?.wire ?? first ?? {};
  const path = parameters.filter((fact) => fact.in === "path");
  const known = path.flatMap(({ key, argument = [key] }) =>
    values[key] === undefined ? [] : [[argument[0] ?? key, values[key]]],
  );
  return { ...params, ...(target !== undefined && { [target]: sample }), ...Object.fromEntries(known) };
}

function acceptOf({ replies }: OperationCase): string {
  const type = replies.find(({ mediaType }) => mediaType !== undefined)?.mediaType;
  return type === undefined ? "*/*" : `${type}, */*;q=0.5`;
}

function toSent({ method, target, headers, body = "" }: LiveRequest, baseUrl: string): Exchange["request"] {
  return { method, url: baseUrl + target, headers: new Headers(headers), body: new TextEncoder().encode(body) };
}
