import type { ApiError, Call, Connection, OtherStatus, RequestOptions } from "../../templates/runtime/v1/core.js";

type Failure =
  | ApiError<402 | 409, { code: string }>
  | ApiError<404, { missing: true }>
  | ApiError<OtherStatus<402 | 404 | 409>, unknown>;

/** Makes a thing. */
export declare function create(
  connection: Connection,
  params: { name: string },
  options?: RequestOptions,
): Call<{ id: string }, Failure>;

export declare const inner: {
  /** Reads a thing. */
  retrieve(
    connection: Connection,
    id: string,
    params?: object,
    options?: RequestOptions,
  ): Call<{ id: string }, Failure>;
};
