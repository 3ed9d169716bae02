// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Break, ClientFacts, GivenArguments } from "../operation-case.js";

/** A GraphQL operation as data: how it is called, and what the contract's authors wrote for it. */
export interface GraphqlCase {
  /** What it does and its name in the document, `query Product`. */
  readonly id: string;
  /** The dotted name that users call. */
  readonly call: string;
  /** As people read it, with its fragments. */
  readonly document: string;
  readonly given: readonly GivenArguments[];
  /** How the last of the given variables are made to break the contract. */
  readonly wrong: readonly Break[];
  /** Alternatives, each a list of scheme names that must all be present. */
  readonly auth: readonly (readonly string[])[];
  readonly connection?: ConnectionFact;
}

/** Where the page of a connection lies in the data, and how the next one is asked for. */
export interface ConnectionFact {
  readonly path: readonly string[];
  readonly list: "nodes" | "edges";
  /** The variable that takes the cursor. */
  readonly variable: string;
}

/** A codec, and what a server sends for it. */
export interface CodecFact {
  readonly codec: { decode(json: never): unknown };
  readonly sample: unknown;
}

/** What holds for all operations of a GraphQL client. */
export interface GraphqlFacts extends Pick<ClientFacts, "schemes" | "untested"> {
  /** As GraphQL writes it. */
  readonly schema: string;
  /** What the schema's own scalars are in JSON, or become: `Date`, `bigint`. */
  readonly scalars: { readonly [name: string]: string };
  /** What the user's own code makes of scalars. */
  readonly codecs: { readonly [name: string]: CodecFact };
}
