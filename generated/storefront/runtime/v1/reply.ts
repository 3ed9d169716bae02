// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What came back. */
export interface Reply<Data = unknown> {
  /** The body, read and decoded. */
  readonly data: Data;
  /** Its body is already read, unless `data` streams it. */
  readonly response: Response;
  /** How many requests it took. */
  readonly attempts: number;
}
