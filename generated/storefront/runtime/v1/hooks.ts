// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Issue } from "./check.js";

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

/** A request is about to go on the wire. */
export interface RequestEvent {
  /** The operation's id, `POST /v1/customers`. */
  readonly operation: string;
  /** The name that users call, `customers.create`. */
  readonly call: string;
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** An answer's headers came. */
export interface ResponseEvent {
  readonly request: RequestEvent;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** Milliseconds since the request. */
  readonly duration: number;
}

/** Another attempt will follow. */
export interface RetryEvent {
  readonly operation: string;
  readonly call: string;
  /** The attempt that failed. */
  readonly attempt: number;
  /** Milliseconds until the next one. */
  readonly wait: number;
  readonly status?: number;
  readonly error?: unknown;
}

/** A request or a response breaks the contract's schema. */
export interface ValidationEvent {
  readonly operation: string;
  readonly call: string;
  readonly direction: "request" | "response";
  readonly status?: number;
  readonly issues: readonly Issue[];
}

type HookEvent<Name extends keyof Hooks> = Parameters<NonNullable<Hooks[Name]>>[0];

/** Tells the client's hook and the call's own; the event is made only where somebody listens. */
export function tell<Name extends keyof Hooks>(
  watchers: readonly Hooks[],
  name: Name,
  makeEvent: () => HookEvent<Name>,
): void {
  for (const watcher of watchers) {
    const hook = watcher[name] as ((event: HookEvent<Name>) => void) | undefined;
    try {
      hook?.(makeEvent());
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
