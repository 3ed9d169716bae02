// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection, RequestOptions } from "./connection.js";
import { type CallFailure, isCallError, type UndeclaredError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { Reply } from "./reply.js";
import type { Result } from "./result.js";
import { send } from "./send.js";

/** A call under way: a promise of its data, with two more ways to look at its outcome. */
export class Call<Data, Errors = never> extends Promise<Data> {
  readonly #reply: Promise<Reply<Data>>;

  constructor(reply: Promise<Reply<Data>>) {
    super((resolve, reject) => {
      // Engines follow a chain like this one, so that an error's stack leads to who awaits the call.
      reply.then(({ data }) => data).then(resolve, reject);
    });
    this.#reply = reply;
  }

  /** What `then` returns is a plain promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** The data together with the HTTP response. */
  withResponse(): Promise<{ readonly data: Data; readonly response: Response }> {
    this.#markHandled();
    return this.#reply.then(({ data, response }) => ({ data, response }));
  }

  /** The outcome as a value: errors of the call are returned, only mistakes of the program still throw. */
  result(): Promise<Result<Data, Errors | UndeclaredError | CallFailure>> {
    this.#markHandled();
    return this.#reply.then(
      ({ data, response }) => ({ ok: true, data, response }),
      (error: unknown) => {
        if (!isCallError(error)) throw error;
        return { ok: false, error: error as Errors | UndeclaredError | CallFailure, response: error.response };
      },
    );
  }

  /** Who looks at the outcome in another way must not hear of an unhandled rejection here. */
  #markHandled(): void {
    this.catch(() => undefined);
  }
}

/** Starts a call; `params` holds the path parameter that is given by position too. The types are what the caller knows. */
export function call<Data, Errors>(
  connection: Connection,
  operation: Operation,
  params: object,
  options?: RequestOptions,
): Call<Data, Errors> {
  return new Call<Data, Errors>(send(connection, operation, params, options) as Promise<Reply<Data>>);
}
