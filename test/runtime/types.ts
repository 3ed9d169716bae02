/** What the types must allow and refuse; `tsc` is the test. */
import type {
  ApiError,
  BasicCredential,
  Bound,
  Call,
  CallFailure,
  ClientOptions,
  Connection,
  Credential,
  OtherStatus,
  request,
  UndeclaredError,
  Unrecognized,
} from "../../templates/runtime/v1/core.js";
import { createConnection, isApiError, unrecognized } from "../../templates/runtime/v1/core.js";
import type * as modules from "./types-modules.js";

type Status = "active" | "past_due" | Unrecognized;
declare const received: { status: Status };
declare function update(params: { status?: Status | undefined }): void;
declare function takeString(text: string): void;

// Growing enums: one type both ways.
update({ status: received.status });
update({ status: "active" });
update({ status: unrecognized("brand_new") });
takeString(received.status);
// @ts-expect-error a typo is no value that the contract does not list
update({ status: "actve" });
// @ts-expect-error nor is any string
update({ status: String(received.status) });
export function label(status: Status): number {
  switch (status) {
    case "active":
      return 1;
    case "past_due":
      return 2;
    default: {
      const rest: Unrecognized = status;
      return rest.length;
    }
  }
}

// Growing unions narrow in all branches.
type Source =
  | { type: "card"; last4: string }
  | { type: "bank"; iban: string }
  | { type: Unrecognized; [key: string]: unknown };
export function show(source: Source): string {
  if (source.type === "card") return source.last4;
  if (source.type === "bank") return source.iban;
  // @ts-expect-error what it holds is not known
  return source.iban;
}

// Errors narrow by status.
type Failure =
  | ApiError<402 | 409, { code: string }>
  | ApiError<404, { missing: true }>
  | ApiError<OtherStatus<402 | 404 | 409>, unknown>;
function isFailure(error: unknown): error is Failure {
  return isApiError(error, "acme") && error.conforms;
}
export function explain(error: unknown): string | undefined {
  if (!isFailure(error)) return undefined;
  if (error.status === 402) return error.body.code;
  if (error.status === 404) return String(error.body.missing satisfies true);
  if (error.status === 409) return error.body.code;
  // @ts-expect-error a registered status can be asked for, but nothing is known of its body
  if (error.status === 410) return error.body.code;
  const { status }: { status: number } = error;
  // @ts-expect-error the body of an undeclared status is unknown
  return error.body.code ?? String(status);
}

// Results.
declare const calling: Call<{ id: string }, Failure>;
export async function look(): Promise<string> {
  const data: { id: string } = await calling;
  const { response } = await calling.withResponse();
  const result = await calling.result();
  if (result.ok) return data.id + result.data.id + response.status;
  const error: Failure | UndeclaredError | CallFailure = result.error;
  // @ts-expect-error a failed result has no data
  void result.data;
  if (error.name === "TimeoutError") return String(error.limit);
  if (error.name === "ValidationError") return error.issues.map(({ pointer }) => pointer).join();
  // @ts-expect-error the body may be a proxy's page
  if (error.name === "ApiError" && error.status === 402) return error.body.code;
  if (error.name === "ApiError" && error.conforms && error.status === 402) return error.body.code;
  if (isFailure(error) && error.status === 404) return String(error.body.missing satisfies true);
  return error.message;
}
const chained: Promise<string> = calling.then(({ id }) => id);
// @ts-expect-error what was chained is a plain promise
chained.result();

// Bound clients.
declare const client: Bound<typeof modules & { request: typeof request }>;
export async function use(): Promise<void> {
  const made: Call<{ id: string }, Failure> = client.create({ name: "n" });
  await client.create({ name: "n" }, { timeout: 1 });
  await client.inner.retrieve("1");
  const unknown: unknown = await client.request("POST", "/new", { body: { a: 1 }, query: { b: [1] }, retry: 0 });
  // @ts-expect-error the connection is bound already
  await client.create({} as Connection, { name: "n" });
  // @ts-expect-error a required parameter
  await client.create({});
  void [made, unknown];
}

// Client options.
interface AcmeAuth {
  bearerAuth?: Credential | undefined;
  basicAuth?: BasicCredential | undefined;
}
interface AcmeOptions extends ClientOptions<Credential | AcmeAuth> {}
export function connect(options: AcmeOptions = {}): Connection {
  const description = {
    name: "acme",
    auth: {},
    transport: () => () => Promise.resolve(new Response()),
  };
  return createConnection(description, { responses: () => import("./types-modules.js"), ...options });
}
connect({ auth: process.env["ACME_KEY"], timeout: undefined, headers: { "x-a": undefined } });
connect({ auth: { bearerAuth: async ({ refresh }) => String(refresh), basicAuth: { username: "u" } } });
connect({
  auth: { basicAuth: async () => ({ username: "u", password: "p" }) },
  retry: { limit: 3 },
  layers: [(next) => next],
});
// @ts-expect-error no scheme of this name
connect({ auth: { bearer: "x" } });
// @ts-expect-error a number of attempts, or a policy
connect({ retry: true });
