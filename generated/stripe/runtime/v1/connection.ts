// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { sendOnce } from "./attempt.js";
import { type AuthSchemes, type GivenAuth, readAuth, type Refreshes } from "./auth.js";
import type { HeaderValues } from "./headers.js";
import type { Hooks } from "./hooks.js";
import type { Layers, Send } from "./layers.js";
import { checkLimits } from "./timing.js";
import type { AnyOperation } from "./operation.js";
import type { Outline } from "./outline.js";
import type { Reply } from "./reply.js";
import { fullBudget, mergeRetry, type RetryOptions, type RetryPolicy, sendRepeatedly, type Throttle } from "./retry.js";
import type { Transport } from "./transport/transport.js";
import type { ValidateOptions, Validators } from "./validate.js";
import { normalizeBaseUrl, type QueryValues } from "./url.js";

/** What can be set for a client and for a single call; the call's word counts. */
export interface Settings extends Hooks {
  readonly headers?: HeaderValues | undefined;
  /** Milliseconds for one attempt with its body, 60,000 by default; `Infinity` for none. */
  readonly timeout?: number | undefined;
  /** Milliseconds for the call with all its attempts; none by default. */
  readonly deadline?: number | undefined;
  /** How many more attempts, 2 by default, or the whole policy. */
  readonly retry?: number | RetryOptions | undefined;
  readonly validate?: ValidateOptions | undefined;
  /** `false`: is sent by itself, where a request could answer for several calls. */
  readonly batch?: boolean | undefined;
  /** Whether the layer `dedupe` may answer with what an equal call under way brings. */
  readonly dedupe?: boolean | undefined;
}

/** The options of a single call. */
export interface RequestOptions extends Settings {
  readonly signal?: AbortSignal | undefined;
  /** The same key for all attempts; where the contract declares such a header, one is made by itself. */
  readonly idempotencyKey?: string | undefined;
  /** What the contract does not know (yet), sent as it is. */
  readonly extra?: ExtraParts | undefined;
}

export interface ExtraParts {
  readonly query?: QueryValues | undefined;
  readonly body?: { readonly [key: string]: unknown } | undefined;
  readonly headers?: HeaderValues | undefined;
}

/** The options of a client. */
export interface ClientOptions<Auth = unknown> extends Settings {
  readonly auth?: Auth | undefined;
  /** Where all requests go, whatever servers the contract names. */
  readonly baseUrl?: string | undefined;
  /** Which of the contract's servers, the first by default. */
  readonly server?: ServerChoice | undefined;
  readonly transport?: Transport | undefined;
  readonly layers?: Layers | undefined;
  /** The header that carries idempotency keys where the contract does not declare one. */
  readonly idempotencyHeader?: string | undefined;
  /** How `request` writes bodies and names idempotency keys; `createX` says what most operations do. */
  readonly common?: Pick<AnyOperation, "body" | "idempotencyHeader"> | undefined;
  /** The response validators; `createX` loads them when they are first needed. */
  readonly responses?: (() => Promise<Validators>) | undefined;
}

/** The values of a server's variables; those that are missing have their defaults. */
export interface ServerVariables {
  readonly [name: string]: string | undefined;
}

/** Which of the contract's servers: by its place in the list, or the first whose template has all these variables. */
export type ServerChoice = number | ServerVariables;

/** What a generated client says about itself. */
export interface ClientDescription {
  /** As in errors, `stripe`. */
  readonly name: string;
  /** Where to send: the only server of the contract, or what finds the one that the user chose. */
  readonly server?: string | ((choice: ServerChoice | undefined) => string | undefined);
  readonly auth: AuthSchemes;
  /** What most operations ask for: alternatives, each a list of scheme names. */
  readonly security?: readonly (readonly string[])[];
  /** What the bodies of errors look like at least, in one of these ways: by status, range or `default`. */
  readonly errors?: { readonly [status: string]: readonly Outline[] };
  /** Whether an answer, be it one of success by its status, says that too much was asked. */
  readonly findThrottle?: (reply: Reply) => Promise<Throttle | undefined> | undefined;
  /** Makes the default transport. */
  readonly transport: () => Transport;
}

/** A client's settings and state, made once and shared by all its calls. */
export interface Connection {
  readonly client: ClientDescription;
  readonly options: ClientOptions;
  /** Absolute, without closing slash. */
  readonly baseUrl: string;
  readonly auth: GivenAuth;
  readonly transport: Transport;
  readonly retry: RetryPolicy;
  /** How many retries it may still make. */
  budget: number;
  /** When it last got some back, in milliseconds since 1970. */
  refilled: number;
  /** What attempts that are refused from now on will share; another map as soon as there are new credentials. */
  refreshes: Refreshes;
  /** Sends through all layers. */
  readonly send: Send;
}

/** Makes a connection out of what the contract says and what the user wants. */
export function createConnection(client: ClientDescription, options: ClientOptions = {}): Connection {
  checkLimits(client.name, options);
  const connection: Connection = {
    client,
    options,
    baseUrl: normalizeBaseUrl(client.name, options.baseUrl ?? findServer(client, options)),
    auth: readAuth(client.name, client.auth, options),
    transport: options.transport ?? client.transport(),
    retry: mergeRetry(options.retry),
    budget: fullBudget,
    refilled: 0,
    refreshes: new Map(),
    send: (request) => send(request),
  };
  const attempt = wrapLayers(connection, "attempt", sendOnce);
  const send = wrapLayers(connection, "call", (request) => sendRepeatedly(request, attempt));
  // What is logged, or printed as JSON, shows no credentials.
  for (const key of Object.keys(connection)) {
    if (key !== "client" && key !== "baseUrl") Object.defineProperty(connection, key, { enumerable: false });
  }
  return connection;
}

function findServer({ server }: ClientDescription, { server: choice }: ClientOptions): string | undefined {
  if (typeof server === "function") return server(choice);
  return choice ? undefined : server;
}

/** Puts the layers that a connection's user wants at a position around `send`. */
function wrapLayers(connection: Connection, position: "call" | "attempt", send: Send): Send {
  const { layers = [] } = connection.options;
  const here = "length" in layers ? { call: layers } : layers;
  return (here[position] ?? []).reduceRight((next, layer) => layer(next, connection), send);
}
