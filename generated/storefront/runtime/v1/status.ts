// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A registered status that blames the client and is not `Listed`. */
export type ClientErrorStatus<Listed = never> = Exclude<
  | (400 | 401 | 402 | 403 | 404 | 405 | 406 | 407 | 408 | 409 | 410 | 411 | 412 | 413 | 414 | 415 | 416 | 417 | 418)
  | (421 | 422 | 423 | 424 | 425 | 426 | 428 | 429 | 431 | 451),
  Listed
>;

/** A registered status that blames the server and is not `Listed`. */
export type ServerErrorStatus<Listed = never> = Exclude<
  500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511,
  Listed
>;

/** Every status that is not `Listed`: the registered ones by their numbers, all others by this one type. */
export type OtherStatus<Listed = never> =
  | Exclude<304, Listed>
  | ClientErrorStatus<Listed>
  | ServerErrorStatus<Listed>
  | UnregisteredStatus;

/** A status that no standard registers; at run time it is the number that came. */
export declare enum UnregisteredStatus {
  value = -1,
}

/** What a table says of a status: by itself, by its range (`4XX`), or by what it says of all others. */
export function pickByStatus<Value>(table: { readonly [status: string]: Value }, status: number): Value | undefined {
  return table[status] ?? table[`${Math.floor(status / 100)}XX`] ?? table["default"];
}
