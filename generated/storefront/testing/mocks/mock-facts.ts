// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ClientFacts, OperationCase } from "../operation-case.js";

/** A contract as a mock server needs it. */
export interface MockFacts {
  readonly facts: ClientFacts;
  readonly cases: readonly OperationCase[];
  /** Every URL that the contract names as a server. */
  readonly servers: readonly string[];
  /** By operation id: what judges the arguments, and by declared status what judges a body. */
  readonly checks: { readonly [id: string]: OperationChecks };
}

/** The contract's demands of one operation, as functions. */
export interface OperationChecks {
  readonly request?: Check;
  readonly replies?: { readonly [declared: string]: Check };
}

/** Judges a value by its schema; adds nothing where it is right. */
export type Check = (at: { readonly issues: Issue[] }, value: unknown) => void;

/** One thing that is wrong with a value; the pointer is a JSON pointer, `""` for the value itself. */
export interface Issue {
  pointer: string;
  message: string;
}
