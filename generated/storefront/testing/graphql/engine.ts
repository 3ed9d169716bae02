// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { makeMockedCall } from "../mocks/mocked-call.js";
import type { Answers, NetworkFailure, ScriptedReply } from "../mocks/mocked-call.js";
import type { Engine, EngineAnswer, EngineOptions } from "../mocks/engine.js";
import type { Violation } from "../mocks/judge-request.js";
import type { OperationChecks } from "../mocks/mock-facts.js";
import { setAt } from "../pointer.js";
import type { Answer, SentRequest } from "../wire.js";
import { askSchema, type Outcome, readSchema } from "./ask-schema.js";
import { breakData } from "./break-data.js";
import type { GraphqlCase, GraphqlFacts } from "./graphql-case.js";
import type { GraphQLSchema } from "./graphql-js.js";
import { getOperationAST, parse } from "./graphql-js.js";
import { type Fiction, fictionOf } from "./make-up.js";
import { type GraphqlRequest, readQuestion } from "./read-question.js";
import { toEvents } from "./to-events.js";

/** A GraphQL contract as a mock server needs it. */
export interface GraphqlMockFacts {
  readonly facts: GraphqlFacts;
  readonly cases: readonly GraphqlCase[];
  /** Every URL that the contract names as a server. */
  readonly servers: readonly string[];
  /** By operation: what judges its data. */
  readonly checks: { readonly [id: string]: OperationChecks };
}

interface Serving {
  readonly mock: GraphqlMockFacts;
  readonly schema: GraphQLSchema;
  readonly fiction: Fiction;
}

/** What becomes of one operation of a request. */
interface Met {
  readonly reply: ScriptedReply;
  readonly wait: number;
  readonly operation?: GraphqlCase;
  readonly violations: readonly Violation[];
}

/** Makes a schema answer: requests are judged by the reference implementation, and answered as the schema says or as a test scripted it. */
export function makeGraphqlEngine(mock: GraphqlMockFacts, options: EngineOptions = {}): Omit<Engine, "remember"> {
  const schema = readSchema(mock.facts.schema);
  const fiction = fictionOf(options.seed ?? 0, mock.facts);
  const serving = { mock, schema, fiction };
  const cases = new Map(mock.cases.map((operation) => [operation.id, operation]));
  const calls = new Map(mock.cases.map((operation) => [operation.call, makeMockedCall(answersOf(operation, serving))]));
  const violations: Violation[] = [];
  const documents = new Map<string, string>();

  function meet(given: GraphqlRequest, request: SentRequest): Met {
    const hash = (given.extensions?.["persistedQuery"] as { readonly sha256Hash?: string } | undefined)?.sha256Hash;
    if (hash !== undefined && given.query !== undefined) documents.set(hash, given.query);
    const query = given.query ?? documents.get(hash ?? "");
    if (query === undefined) return { reply: NOT_FOUND, wait: 0, violations: [] };
    const operation = cases.get(idOf(query, given.operationName));
    const call = operation && calls.get(operation.call);
    call?.receive({ params: given.variables ?? {}, headers: request.headers });
    const outcome = askSchema(schema, { ...given, query }, { fiction, asGet: request.method === "GET" });
    const id = operation?.id ?? given.operationName ?? "an operation without a name";
    const wrong = outcome.issues.map((issue): Violation => ({ operation: id, side: "request", ...issue }));
    const scripted = wrong.length > 0 && options.strict ? undefined : call?.next();
    return {
      reply: scripted ?? { status: 200, body: outcome.body },
      wait: call?.wait ?? 0,
      ...(operation && { operation }),
      violations: [...wrong, ...judgeScripted(scripted, operation, mock)],
    };
  }

  return {
    calls,
    violations,
    answer(request) {
      const answer = answerAll(request, meet);
      violations.push(...answer.violations);
      return answer;
    },
    reset() {
      violations.length = 0;
      for (const call of calls.values()) call.reset();
    },
  };
}

const NOT_FOUND = { status: 200, body: { errors: [{ message: "PersistedQueryNotFound" }] } };

/** Answers a request for one operation, or for a list of them. */
function answerAll(request: SentRequest, meet: (given: GraphqlRequest, request: SentRequest) => Met): EngineAnswer {
  let given: ReturnType<typeof readQuestion>;
  try {
    given = readQuestion(request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const operation = `${request.method} ${new URL(request.url).pathname}`;
    const violations: Violation[] = [{ operation, side: "request", pointer: "", message }];
    return { reply: toAnswer({ status: 400, body: { errors: [{ message }] } }, request), wait: 0, violations };
  }
  if (!isList(given)) {
    const { reply, ...met } = meet(given, request);
    return { ...met, reply: toAnswer(reply, request) };
  }
  const all = given.map((each) => meet(each, request));
  const failure = all.map(({ reply }) => reply).find((reply) => typeof reply === "string" || reply.status >= 400);
  const bodies = all.map(({ reply }) => (typeof reply === "string" ? undefined : reply.body));
  return {
    reply: toAnswer(failure ?? { status: 200, body: bodies }, request),
    wait: Math.max(...all.map(({ wait }) => wait)),
    violations: all.flatMap((each) => each.violations),
  };
}

function isList(given: ReturnType<typeof readQuestion>): given is readonly GraphqlRequest[] {
  return Array.isArray(given);
}

function toAnswer(reply: ScriptedReply, { headers }: SentRequest): Answer | NetworkFailure {
  if (typeof reply === "string") return reply;
  const modern = "application/graphql-response+json";
  const type = headers.get("accept")?.includes(modern) ? modern : "application/json";
  if (reply.status === 200 && headers.get("accept")?.includes("text/event-stream")) return toEvents([reply.body]);
  const body = reply.body === undefined ? undefined : JSON.stringify(reply.body);
  return { status: reply.status, headers: { "content-type": type, ...reply.headers }, body };
}

/** `query Product`, as the contract's operations are called. */
function idOf(query: string, name: string | undefined): string {
  try {
    const operation = getOperationAST(parse(query), name);
    return operation ? `${operation.operation} ${operation.name?.value ?? ""}` : "";
  } catch {
    return "";
  }
}

/** What a test scripts is held against the schema too, unless it is meant to break it or comes with errors. */
function judgeScripted(
  scripted: ScriptedReply | undefined,
  operation: GraphqlCase | undefined,
  { checks }: GraphqlMockFacts,
): Violation[] {
  if (operation === undefined || scripted === undefined || typeof scripted === "string") return [];
  const { data, errors } = (scripted.body ?? {}) as { readonly data?: unknown; readonly errors?: unknown };
  if (scripted.invalid || data === undefined || data === null || errors !== undefined) return [];
  const issues: { pointer: string; message: string }[] = [];
  checks[operation.id]?.replies?.["200"]?.({ issues }, data);
  return issues.map(({ pointer, message }) => ({
    operation: operation.id,
    side: "response",
    pointer: `/data${pointer}`,
    message,
  }));
}

/** What a schema can be answered with for an operation. */
function answersOf(operation: GraphqlCase, { schema, fiction }: Serving): Answers {
  const ask = (): Outcome => askCase(schema, operation, fiction);
  return {
    example(name) {
      throw new RangeError(`${operation.id} has no example "${name}": schemas have none`);
    },
    invalid(breakage) {
      const outcome = ask();
      const wrong = breakData(outcome).find(({ value }) => (value === undefined) === (breakage === "missing-required"));
      if (wrong === undefined) throw new RangeError(`${operation.id} cannot be answered with "${breakage}"`);
      return { status: 200, body: { data: setAt(outcome.body.data, wrong.pointer, wrong.value) }, invalid: true };
    },
    sample: (status) => (status === 200 ? ask().body : undefined),
  };
}

/** What the schema says to an operation with the fullest of its variables. */
export function askCase(schema: GraphQLSchema, { document, given }: GraphqlCase, fiction: Fiction): Outcome {
  const { params = {}, wire } = given.at(-1) ?? {};
  return askSchema(schema, { query: document, variables: wire?.params ?? params }, { fiction });
}
