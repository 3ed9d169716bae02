// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Issue } from "./check.js";
import type { ErrorFacts } from "./error-facts.js";
import type { CallRequest } from "./layers.js";
import type { Operation } from "./operation.js";

/** Errors of every copy of this runtime carry it, so that each copy knows the others'. */
const brand = Symbol.for("conn-gen.error");

/** Which call of which client an error is about, and how many times its request was sent or about to be sent. */
export type Place = Pick<CallRequest, "connection" | "operation" | "attempt">;

/** `METHOD /path`, as the contract knows an operation. */
export function toId({ id, method, path }: Operation): string {
  return id ?? `${method} ${path}`;
}

/** What an error says beside its message: members of its own, its cause, and the answer that it is about. */
interface Facts<Answer> {
  readonly cause?: unknown;
  readonly response?: Answer;
  readonly [name: string]: unknown;
}

/** What all errors of a call have in common; `Answer` is the response that they are about, where there is one. */
export abstract class CallError<Answer extends Response | undefined = undefined> extends Error {
  declare readonly client: string;
  /** The operation's id, `POST /v1/customers`. */
  declare readonly operation: string;
  declare readonly attempts: number;
  readonly #response: Answer | undefined;

  constructor(
    { connection, operation, attempt }: Place,
    message: string,
    { cause, response, ...facts }: Facts<Answer> = {},
  ) {
    const client = connection.client.name;
    super(`${client} ${operation.call}: ${message}`, cause === undefined ? undefined : { cause });
    this.#response = response;
    Object.assign(this, { client, operation: toId(operation), attempts: attempt }, facts);
  }

  /** On the prototype, where no log shows it. */
  static {
    Object.defineProperty(this.prototype, brand, { value: true });
  }

  /** A getter, so that logs of the error show no URL and no cookies. */
  get response(): Answer {
    return this.#response as Answer;
  }
}

/** The server answered, and its answer is an error. */
export class ApiError<Status = number, Body = unknown> extends CallError<Response> {
  declare readonly status: Status;
  declare readonly body: Body;
  /** False where the body is not even of the kind that the contract declares: a proxy's page, say. */
  declare readonly conforms: boolean;
  /** What the server calls this exchange: its support asks for it. */
  declare readonly requestId: string | undefined;
  /** How long the server asks to wait, in milliseconds. */
  declare readonly retryAfter: number | undefined;

  constructor(
    place: Place,
    response: Response,
    { message, ...facts }: ErrorFacts & { readonly body: unknown; readonly retryAfter: number | undefined },
  ) {
    const { status, statusText } = response;
    const title = `${status} ${statusText}`.trim();
    super(place, message ? `${title}: ${message}` : title, { response, status, ...facts });
  }

  get headers(): Headers {
    return this.response.headers;
  }

  override get name(): "ApiError" {
    return "ApiError";
  }
}

/** An error answer whose body is not what the contract declares, so that nothing is known of it. */
export type UndeclaredError = ApiError & { readonly conforms: false };

/** No answer came: the name was not found, the connection was refused or broke. */
export class ConnectionError extends CallError {
  /** The platform's code where it has one, `ECONNREFUSED`. */
  declare readonly code: string | undefined;
  /** Whether the request surely never reached the server. */
  declare readonly unsent: boolean;

  constructor(
    place: Place,
    message: string,
    { code, unsent = false, cause }: { code?: string | undefined; unsent?: boolean; cause?: unknown } = {},
  ) {
    super(place, message, { code, unsent, cause });
  }

  override get name(): "ConnectionError" {
    return "ConnectionError";
  }
}

/** The answer was not complete in time: within `timeout` for one attempt, or within `deadline` for all. */
export class TimeoutError extends CallError {
  /** The option that set the limit: `timeout` for one attempt, `deadline` for the call. */
  declare readonly option: "timeout" | "deadline";
  /** The limit that ran out, in milliseconds. */
  declare readonly limit: number;

  constructor(place: Place, option: "timeout" | "deadline", limit: number) {
    super(place, `no complete answer within the ${option} of ${limit} ms`, { option, limit });
  }

  override get name(): "TimeoutError" {
    return "TimeoutError";
  }
}

/** The caller's signal ended the call; `cause` is the signal's reason. */
export class AbortedError extends CallError {
  constructor(place: Place, cause: unknown) {
    super(place, "aborted by the caller", { cause });
  }

  override get name(): "AbortedError" {
    return "AbortedError";
  }
}

/** There is nothing to sign with: no credential was given, it cannot be sent, or what gets it failed (`cause`). */
export class AuthError extends CallError {
  override get name(): "AuthError" {
    return "AuthError";
  }
}

/** The answer is not what its type says, so that there is no value to give. */
export class DecodeError extends CallError<Response> {
  /** Where: a JSON pointer into the body, `""` for the body itself. */
  declare readonly pointer: string;
  readonly #text: string | undefined;

  constructor(
    place: Place,
    message: string,
    { response, pointer = "", text }: { response: Response; pointer?: string; text?: string | undefined },
  ) {
    super(place, message, { response, pointer });
    this.#text = text;
  }

  /** The body as it came. */
  get text(): string | undefined {
    return this.#text;
  }

  override get name(): "DecodeError" {
    return "DecodeError";
  }
}

/** A request cannot be sent, or it, or in strict mode a response, breaks the contract's schema. */
export class ValidationError extends CallError<Response | undefined> {
  declare readonly direction: "request" | "response";
  declare readonly issues: readonly Issue[];

  constructor(
    place: Place,
    issues: readonly Issue[],
    { response, cause }: { response?: Response | undefined; cause?: unknown } = {},
  ) {
    const direction = response ? "response" : "request";
    const list = issues.slice(0, 3).map(({ pointer, message }) => `${pointer} ${message}`.trim());
    const breaks = cause === undefined || response ? "breaks the contract" : "cannot be sent";
    super(place, `the ${direction} ${breaks}: ${list.join("; ")}${issues.length > 3 ? "; ..." : ""}`, {
      cause,
      response,
      direction,
      issues,
    });
  }

  override get name(): "ValidationError" {
    return "ValidationError";
  }
}

/** Every way in which a call fails without an error answer of the server. */
export type CallFailure = ConnectionError | TimeoutError | AbortedError | AuthError | DecodeError | ValidationError;

/** True for every error of a call. */
export function isCallError(error: unknown): error is ApiError | CallFailure {
  return error instanceof Error && brand in error;
}

/** True for error answers: of any client, or of the one named. */
export function isApiError(error: unknown, client?: string): error is ApiError {
  return isNamed(error, "ApiError") && (client === undefined || (error as ApiError).client === client);
}

export function isConnectionError(error: unknown): error is ConnectionError {
  return isNamed(error, "ConnectionError");
}

export function isTimeoutError(error: unknown): error is TimeoutError {
  return isNamed(error, "TimeoutError");
}

export function isAbortedError(error: unknown): error is AbortedError {
  return isNamed(error, "AbortedError");
}

export function isAuthError(error: unknown): error is AuthError {
  return isNamed(error, "AuthError");
}

export function isDecodeError(error: unknown): error is DecodeError {
  return isNamed(error, "DecodeError");
}

export function isValidationError(error: unknown): error is ValidationError {
  return isNamed(error, "ValidationError");
}

/** By name, not by class: every client may carry a copy of these classes of its own. */
function isNamed(error: unknown, name: string): boolean {
  return isCallError(error) && error.name === name;
}
