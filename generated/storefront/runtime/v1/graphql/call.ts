// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { Call } from "../call.js";
import type { Connection } from "../connection.js";
import type { GraphqlErrorEntry } from "./errors.js";
import type { GraphqlFailure, GraphqlOperation, GraphqlRequestOptions } from "./operation.js";
import { type GraphqlReply, sendGraphql } from "./send.js";

/** A GraphQL call under way: a promise of its data, with more ways to look at its outcome. */
export class GraphqlCall<Data> extends Call<Data, GraphqlFailure<Data>> {
  readonly #reply: Promise<GraphqlReply<Data>>;

  constructor(reply: Promise<GraphqlReply<Data>>) {
    super(reply);
    this.#reply = reply;
  }

  /** The data together with the HTTP response, the errors that the policy let pass, and what the server adds: costs, traces. */
  override withResponse(): Promise<GraphqlOutcome<Data>> {
    this.catch(() => undefined);
    return this.#reply.then(({ data, response, errors, extensions }) => ({
      data,
      response,
      errors: errors ?? [],
      extensions,
    }));
  }
}

/** Everything that a call brought. */
export interface GraphqlOutcome<Data> {
  readonly data: Data;
  readonly response: Response;
  readonly errors: readonly GraphqlErrorEntry[];
  readonly extensions: { readonly [key: string]: unknown } | undefined;
}

/** Starts a GraphQL call. */
export function callGraphql<Data>(
  connection: Connection,
  operation: GraphqlOperation,
  variables: object,
  options: GraphqlRequestOptions = {},
): GraphqlCall<Data> {
  return new GraphqlCall(sendGraphql(connection, operation, { variables, options }) as Promise<GraphqlReply<Data>>);
}
