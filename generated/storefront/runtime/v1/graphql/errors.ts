// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { CallError, isCallError, type Place } from "../errors.js";

/** One thing that a server says went wrong. */
export interface GraphqlErrorEntry {
  readonly message: string;
  /** Where in the data: keys and indices. */
  readonly path?: readonly (string | number)[];
  /** Where in the document. */
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  /** What the server adds: often a `code`. */
  readonly extensions?: { readonly [key: string]: unknown };
}

/** The server answered with errors: it refused the operation, or carried it out in part. */
export class GraphQLRequestError<Data = unknown> extends CallError<Response> {
  readonly status: number;
  readonly errors: readonly GraphqlErrorEntry[];
  /** What there is of the data: where an error struck, it is null. */
  readonly data: Data | null;
  /** What the server says beside data and errors: costs, traces. */
  readonly extensions: { readonly [key: string]: unknown } | undefined;

  constructor(
    place: Place,
    response: Response,
    facts: {
      readonly errors: readonly GraphqlErrorEntry[];
      readonly data: unknown;
      readonly extensions: { readonly [key: string]: unknown } | undefined;
    },
  ) {
    const { errors, data, extensions } = facts;
    const [first] = errors;
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
    const at = first?.path ? ` at ${first.path.join(".")}` : "";
    super(place, `${first?.message ?? "no data"}${at}${more}`, { response });
    this.status = response.status;
    this.errors = errors;
    this.data = (data ?? null) as Data | null;
    this.extensions = extensions;
  }

  get headers(): Headers {
    return this.response.headers;
  }

  override get name(): "GraphQLRequestError" {
    return "GraphQLRequestError";
  }
}

/** True for answers with errors: of any client, or of the one named. */
export function isGraphQLRequestError(error: unknown, client?: string): error is GraphQLRequestError {
  return (
    isCallError(error) &&
    (error as Error).name === "GraphQLRequestError" &&
    (client === undefined || (error as { readonly client: string }).client === client)
  );
}
