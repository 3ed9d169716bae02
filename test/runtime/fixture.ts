import {
  type ApiError,
  apiKey,
  basic,
  bearer,
  call,
  type Call,
  type ClientOptions,
  type Connection,
  createConnection,
  type Operation,
  type RequestOptions,
  type TransportRequest,
} from "../../templates/runtime/v1/core.js";
import { placeParams } from "../../templates/runtime/v1/place/params.js";
import { kyTransport } from "../../templates/runtime/v1/transport/ky.js";

export type AnyParams = { readonly [name: string]: unknown };
export type TestOperation = Operation;

/** A client of a small API at `https://api.test`. */
export function connect(options: ClientOptions = {}): Connection {
  const auth = {
    basic,
    bearer,
    header: apiKey("header", "X-Key"),
    query: apiKey("query", "api_key"),
    cookie: apiKey("cookie", "sid"),
  };
  return createConnection({ name: "acme", server: "https://api.test/v1/", auth, transport: kyTransport }, options);
}

/** An operation of that API; `GET /things` unless told otherwise. */
export function describe(parts: Partial<TestOperation> = {}): TestOperation {
  const { method = "GET", path = "/things" } = parts;
  return { call: "things.call", method, path, place: placeParams, replies: {}, ...parts };
}

/** An operation that sends its params as JSON. */
export function describeBody(parts: Partial<TestOperation> = {}): TestOperation {
  const encode = (value: unknown) => ({ content: JSON.stringify(value), type: "application/json", replayable: true });
  return describe({ method: "POST", body: { from: "flat", encode }, ...parts });
}

/** Calls an operation. */
export function run(
  connection: Connection,
  operation: TestOperation = describe(),
  given: RequestOptions & { params?: AnyParams } = {},
): Call<unknown, ApiError> {
  const { params = {}, ...options } = given;
  return call(connection, operation, params, options);
}

/** What a call failed with. */
export async function fail(call: Promise<unknown>): Promise<Error> {
  const outcome = await call.then(
    (value) => new Error(`resolved with ${JSON.stringify(value)}`, { cause: value }),
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error("rejected with something that is no error", { cause: outcome });
}

/** A transport that gives these answers one after the other, the last one for ever, and remembers what it was asked. */
export function stub(...answers: (Response | Error | ((request: TransportRequest) => Response | Promise<Response>))[]) {
  const sent: TransportRequest[] = [];
  const transport = async (request: TransportRequest): Promise<Response> => {
    const answer = answers[Math.min(sent.push(request), answers.length) - 1];
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(request) : (answer as Response).clone();
  };
  return { transport, sent };
}

/** A JSON answer. */
export function reply(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A failure as Node's fetch throws it. */
export function networkError(code: string, message = `connect ${code} 127.0.0.1:1`): TypeError {
  return new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) });
}
