// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ScriptedCall } from "../mocks/mocked-call.js";
import { chooseServers, type MockServer, type MocksOptions, reachCalls, serveEngine } from "../mocks/mocks.js";
import { type GraphqlMockFacts, makeGraphqlEngine } from "./engine.js";

export type { GraphqlMockFacts } from "./engine.js";
export type { MocksOptions, MockServer } from "../mocks/mocks.js";

/** What a GraphQL server answers: data, errors, or data in part and errors for the rest. */
export interface GraphqlBody<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: { readonly [key: string]: unknown };
}

interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly [key: string]: unknown };
}

/** An operation of the mock server: what it was asked, and what it answers from now on; any other status is for whatever comes without data. */
export interface MockedOperation<Data> extends ScriptedCall<{
  readonly 200: GraphqlBody<Data>;
  readonly default: unknown;
}> {}

/** Mocks whose calls are also reached directly, where their names are free. */
export type GraphqlMocksOf<Calls extends object> = MockServer<Calls> & Omit<Calls, keyof MockServer<Calls>>;

/** Makes the mock server of a schema; each operation is reached under its name. */
export function makeGraphqlMocks<Calls extends object>(
  mock: GraphqlMockFacts,
  options: MocksOptions = {},
): GraphqlMocksOf<Calls> {
  const servers = chooseServers(mock.servers, options);
  return reachCalls(serveEngine<Calls>(makeGraphqlEngine(mock, options), servers));
}
