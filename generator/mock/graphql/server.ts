import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { askSchema, type Question, readSchema } from "../../../templates/testing/graphql/ask-schema.js";
import { type Fiction, fictionOf } from "../../../templates/testing/graphql/make-up.js";
import { readQuestion as readMessage } from "../../../templates/testing/graphql/read-question.js";
import type { SentRequest } from "../../../templates/testing/wire.js";
import type { GraphqlSchema } from "../../contract/graphql.js";
import { printSdl } from "../../contract/graphql-sdl.js";
import { isObject } from "../../contract/json.js";
import type { GraphQLSchema } from "../../graphql-js.js";
import { allowOrigins, bodyOf, type Chaos, failFor, headersOf, isPreflight } from "../http.js";
import type { LogEntry } from "../server.js";

const RESPONSE = "application/graphql-response+json";
const JSON_TYPE = "application/json";

/** How a mock of a GraphQL server behaves. */
export interface GraphqlMockOptions extends Chaos {
  readonly log: (entry: LogEntry) => void;
  /** What is sent for scalars that only the user's own code knows. */
  readonly codecs?: { readonly [scalar: string]: { readonly sample?: unknown } } | undefined;
}

/** A request on its way to an answer. */
interface Serving extends GraphqlMockOptions {
  readonly schema: GraphQLSchema;
  readonly fiction: Fiction;
  /** The request's, from 1. */
  readonly number: number;
}

/** A GraphQL schema as a server that speaks GraphQL over HTTP; it does not listen yet. */
export function createGraphqlMock(graphql: GraphqlSchema, options: GraphqlMockOptions): Server {
  const schema = readSchema(printSdl(graphql));
  const fiction = fictionOf(options.seed, {
    ...(graphql.scalars && { scalars: graphql.scalars }),
    ...(options.codecs && { codecs: options.codecs }),
  });
  let count = 0;
  return createServer((request, response) => {
    const serving = { ...options, schema, fiction, number: ++count };
    answer(request, response, serving).catch((error: unknown) =>
      send(response, { status: 500, type: JSON_TYPE, body: complain(String(error)) }),
    );
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { method = "GET", url: path = "/" } = request;
  allowOrigins(request, response);
  if (isPreflight(request)) return void response.writeHead(204).end();
  const failure = failFor(serving, serving.number)?.reply;
  if (failure === "reset" || failure === "timeout") {
    serving.log({ method, path, answer: failure, violations: [] });
    return void response.socket?.destroy();
  }
  const type = chooseType(request.headers.accept);
  const said =
    failure !== undefined
      ? { status: failure.status, body: complain("chaos"), ...(failure.headers && { headers: failure.headers }) }
      : type === undefined
        ? { status: 406, body: complain("nothing else than JSON") }
        : await ask(request, { ...serving, modern: type === RESPONSE });
  send(response, { type: type ?? JSON_TYPE, ...said });
  const { call, violations = [] } = said as Partial<Asked>;
  serving.log({ method, path, answer: String(said.status), ...(call !== undefined && { call }), violations });
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
  readonly headers?: { readonly [name: string]: string };
}

type Refusal = Pick<Answer, "status" | "body">;

/** What was asked, and what is said to it. */
interface Asked extends Omit<Answer, "type"> {
  readonly call?: string;
  readonly violations: LogEntry["violations"];
}

/** Asks the schema one thing, or a list of them. */
async function ask(request: IncomingMessage, serving: Serving & { readonly modern: boolean }): Promise<Asked> {
  const asGet = request.method === "GET";
  const given = await readGiven(request);
  if (isRefusal(given)) return { ...given, violations: [] };
  const questions = (Array.isArray(given) ? given : [given]).map(checkQuestion);
  const refusal = questions.find(isRefusal);
  if (refusal !== undefined) return { ...refusal, violations: [] };
  const outcomes = questions
    .filter((each) => "query" in each)
    .map((each) => ({
      ...askSchema(serving.schema, each, { fiction: serving.fiction, asGet }),
      name: each.operationName,
    }));
  const violations = outcomes.flatMap(({ issues, name = "" }) =>
    issues.map((issue) => ({ operation: name, side: "request" as const, ...issue })),
  );
  const names = outcomes.flatMap(({ name }) => name ?? []).join(", ");
  const told = { ...(names !== "" && { call: names }), violations };
  if (Array.isArray(given)) return { status: 200, body: outcomes.map(({ body }) => body), ...told };
  const [only] = outcomes;
  if (only?.stage === "mutation-by-get") return { status: 405, body: only.body, headers: { allow: "POST" }, ...told };
  return { status: only?.stage === "refused" && serving.modern ? 400 : 200, body: only?.body, ...told };
}

function isRefusal(given: unknown): given is Refusal {
  return isObject(given) && typeof given["status"] === "number";
}

function send(response: ServerResponse, { status, type, body, headers }: Answer): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8`, ...headers }).end(JSON.stringify(body));
}

function complain(message: string): object {
  return { errors: [{ message }] };
}

/** The first type that we speak; `undefined` where there is none. */
function chooseType(accept: string | undefined): string | undefined {
  const wanted = (accept ?? "*/*").split(",").map((each) => each.split(";")[0]?.trim().toLowerCase());
  for (const type of wanted) {
    if (type === RESPONSE || type === JSON_TYPE) return type;
    if (type === "*/*" || type === "application/*" || type === "") return JSON_TYPE;
  }
  return undefined;
}

/** A message, a list of them, or one with files beside it; a refusal where it is none of these. */
async function readGiven(request: IncomingMessage): Promise<unknown> {
  const { method = "", url = "/" } = request;
  if (method === "GET") return readQuery(url);
  if (method !== "POST") return { status: 405, body: complain("GraphQL comes by GET or POST") };
  const headers = headersOf(request);
  const type = headers.get("content-type") ?? "";
  const body = await bodyOf(request);
  if (/^multipart\/form-data\b/i.test(type)) return readForm({ method, url, headers, body });
  if (/^application\/json\s*(;|$)/i.test(type)) return parse(new TextDecoder().decode(body));
  return { status: 415, body: complain(`a body has the type ${JSON_TYPE}`) };
}

function readForm(sent: SentRequest): unknown {
  try {
    return readMessage(sent);
  } catch (error) {
    return { status: 400, body: complain(error instanceof Error ? error.message : String(error)) };
  }
}

function readQuery(url: string): unknown {
  const { searchParams } = new URL(url, "http://mock.invalid");
  const text = (name: string): string | undefined => searchParams.get(name) ?? undefined;
  const json = (name: string): unknown => (text(name) === undefined ? undefined : parse(text(name) ?? ""));
  return {
    query: text("query"),
    operationName: text("operationName"),
    variables: json("variables"),
    extensions: json("extensions"),
  };
}

/** `undefined` for what is no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return WRONG;
  }
}

const WRONG = Symbol("no JSON");

function checkQuestion(given: unknown): Question | Refusal {
  if (!isObject(given)) return { status: 400, body: complain("a request is a JSON object") };
  const { query, operationName = null, variables = null, extensions = null } = given;
  if (typeof query !== "string") return { status: 400, body: complain("`query` is a text") };
  if (operationName !== null && typeof operationName !== "string") {
    return { status: 400, body: complain("`operationName` is a text") };
  }
  if (variables !== null && !isObject(variables)) return { status: 400, body: complain("`variables` are an object") };
  if (extensions !== null && !isObject(extensions))
    return { status: 400, body: complain("`extensions` are an object") };
  return { query, ...(operationName !== null && { operationName }), ...(variables !== null && { variables }) };
}
