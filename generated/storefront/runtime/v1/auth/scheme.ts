// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** How one kind of credential is put on a request. */
export interface AuthScheme<Value = unknown> {
  /** Whether a bare string is a credential for it. */
  readonly text: boolean;
  /** Adds the credential; what the request carries already stays, users win. */
  sign(request: SignedRequest, value: Value): void | Promise<void>;
}

/** The part of a request that a signature may read and change. */
export interface SignedRequest {
  readonly method: string;
  url: string;
  /** Lower-case names. */
  readonly headers: Record<string, string>;
}

/** A secret, or a function that gets one; it is asked before each attempt, and with `refresh` after the server refused the last one. */
export type Credential = string | ((ask: { readonly refresh: boolean }) => string | Promise<string>);

export interface BasicPair {
  readonly username: string;
  readonly password?: string | undefined;
}

/** Name and password, or a function that gets them. */
export type BasicCredential = BasicPair | ((ask: { readonly refresh: boolean }) => BasicPair | Promise<BasicPair>);
