import type { Json } from "../../contract/schema.js";

/** What naming needs to know of an operation. */
export interface CallFact {
  /** `GET /v1/customers`. */
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly groups: readonly string[];
  readonly extensions: { readonly [key: string]: Json };
  /** The success body is an array or a page object. */
  readonly returnsList: boolean;
  readonly hasBody: boolean;
  /** The title of the schema of what the operation returns (of the items, where it returns a list). */
  readonly title?: string;
}

/** The dotted call in pieces: resources, then one method. */
export type Segments = readonly string[];

/** What a rule would call an operation, and what else, in this order, when another has the better right. */
export interface Proposal {
  readonly segments: Segments;
  readonly alternatives: readonly Segments[];
  /** Of two with the same claim the weightier keeps it: the one whose resource has more to call. */
  readonly weight: number;
}
