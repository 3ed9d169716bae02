/** What every generated client needs of the runtime. */
export { apiKey } from "./auth/api-key.js";
export { basic } from "./auth/basic.js";
export { bearer } from "./auth/bearer.js";
export type { AuthScheme, BasicCredential, BasicPair, Credential, SignedRequest } from "./auth/scheme.js";
export type { AuthSchemes } from "./auth.js";
export { type Bound, bind } from "./bind.js";
export { Call, call } from "./call.js";
export type { Check, Findings, Issue } from "./check.js";
export {
  type ClientDescription,
  type ClientOptions,
  type Connection,
  createConnection,
  type ExtraParts,
  type RequestOptions,
  type ServerChoice,
  type Settings,
} from "./connection.js";
export {
  AbortedError,
  ApiError,
  AuthError,
  CallError,
  type CallFailure,
  ConnectionError,
  DecodeError,
  isAbortedError,
  isApiError,
  isAuthError,
  isCallError,
  isConnectionError,
  isDecodeError,
  isTimeoutError,
  isValidationError,
  TimeoutError,
  type UndeclaredError,
  ValidationError,
} from "./errors.js";
export type { HeaderValues } from "./headers.js";
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent, ValidationEvent } from "./hooks.js";
export type { CallRequest, Layer, Layers, Send } from "./layers.js";
export type { BodyContent, Operation } from "./operation.js";
export type { Outline } from "./outline.js";
export type { Reply } from "./reply.js";
export { type RawRequestOptions, request } from "./request.js";
export type { Result } from "./result.js";
export type { RetryOptions, RetryPolicy } from "./retry.js";
export type { ClientErrorStatus, OtherStatus, ServerErrorStatus } from "./status.js";
export type { Transport, TransportRequest } from "./transport/transport.js";
export { type Unrecognized, unrecognized } from "./unrecognized.js";
export type { QueryValue, QueryValues } from "./url.js";
export type { ValidateOptions, ValidationMode, Validators } from "./validate.js";
