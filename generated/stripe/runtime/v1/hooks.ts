// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Issue } from "./check.js";
import { toId } from "./errors.js";
import type { CallRequest } from "./layers.js";

/**
 * Functions that watch calls; secrets are masked in all that they see. They cannot break a call: what they throw is
 * thrown outside of it, as from an event listener, and reaches the platform's handler of uncaught errors.
 */
export interface Hooks {
  readonly onRequest?: ((event: RequestEvent) => void) | undefined;
  readonly onResponse?: ((event: ResponseEvent) => void) | undefined;
  readonly onRetry?: ((event: RetryEvent) => void) | undefined;
  readonly onValidation?: ((event: ValidationEvent) => void) | undefined;
}

/** What all events say. */
export interface CallEvent {
  /** The operation's id, `POST /v1/customers`. */
  readonly operation: string;
  /** The name that users call, `customers.create`. */
  readonly call: string;
}

/** A request is about to go on the wire. */
export interface RequestEvent extends CallEvent {
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** An answer's headers came. */
export interface ResponseEvent extends CallEvent {
  readonly request: RequestEvent;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Milliseconds since the request. */
  readonly duration: number;
}

/** Another attempt will follow. */
export interface RetryEvent extends CallEvent {
  /** The attempt that failed. */
  readonly attempt: number;
  /** Milliseconds until the next one. */
  readonly wait: number;
  readonly status?: number;
  readonly error?: unknown;
}

/** A request or a response breaks the contract's schema. */
export interface ValidationEvent extends CallEvent {
  readonly direction: "request" | "response";
  readonly status?: number;
  readonly issues: readonly Issue[];
}

type EventOf<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];

/** Tells the client's hook and the call's own; the event is made only where somebody listens. */
export function tell<Name extends keyof Hooks>(
  { connection, operation, options }: Pick<CallRequest, "connection" | "operation" | "options">,
  name: Name,
  makeEvent: (base: CallEvent) => EventOf<Name>,
): void {
  for (const watcher of [connection.options, options]) {
    const hook = watcher[name] as ((event: EventOf<Name>) => void) | undefined;
    try {
      hook?.(makeEvent({ operation: toId(operation), call: operation.call }));
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
