import { isObject } from "../../contract/json.js";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { GraphqlSchema } from "../../contract/graphql.js";
import { printSdl } from "../../contract/graphql-sdl.js";
import type { LogEntry } from "../server.js";
import { askSchema, type Question, readSchema } from "../../../templates/testing/graphql/ask-schema.js";
import { fictionOf } from "../../../templates/testing/graphql/make-up.js";

const RESPONSE = "application/graphql-response+json";
const JSON_TYPE = "application/json";
const MOST_BYTES = 50_000_000;

/** How a mock of a GraphQL server behaves. */
export interface GraphqlMockOptions {
  readonly seed: number;
  readonly log: (entry: LogEntry) => void;
}

/** A GraphQL schema as a server that speaks GraphQL over HTTP; it does not listen yet. */
export function createGraphqlMock(schema: GraphqlSchema, { seed, log }: GraphqlMockOptions): Server {
  const built = readSchema(printSdl(schema));
  const fiction = fictionOf(seed, schema.scalars ? { scalars: schema.scalars } : {});
  return createServer((request, response) => {
    const method = request.method ?? "GET";
    const finish = async (): Promise<void> => {
      const type = chooseType(request.headers.accept);
      if (type === undefined)
        return send(response, { status: 406, type: JSON_TYPE, body: complain("nothing else than JSON") });
      const question = await readQuestion(request);
      if ("status" in question) return send(response, { ...question, type });
      const { body, stage } = askSchema(built, question, { fiction, asGet: method === "GET" });
      if (stage === "mutation-by-get") {
        response.setHeader("allow", "POST");
        return send(response, { status: 405, type, body: complain("mutations come by POST") });
      }
      return send(response, { status: stage === "refused" && type === RESPONSE ? 400 : 200, type, body });
    };
    response.on("finish", () =>
      log({ method, path: request.url ?? "/", answer: String(response.statusCode), violations: [] }),
    );
    finish().catch((error: unknown) => send(response, { status: 500, type: JSON_TYPE, body: complain(String(error)) }));
  });
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: object;
}

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(JSON.stringify(body));
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

type Refusal = Pick<Answer, "status" | "body">;

async function readQuestion(request: IncomingMessage): Promise<Question | Refusal> {
  if (request.method === "GET") return checkQuestion(readQuery(request.url ?? "/"));
  if (request.method !== "POST") return { status: 405, body: complain("GraphQL comes by GET or POST") };
  if (!/^application\/json\s*(;|$)/i.test(request.headers["content-type"] ?? "")) {
    return { status: 415, body: complain(`a body has the type ${JSON_TYPE}`) };
  }
  return checkQuestion(parse(await readBody(request)));
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

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) throw new Error("the request is too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
