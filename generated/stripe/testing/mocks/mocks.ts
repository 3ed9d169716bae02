// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { bodyOf } from "../answers.js";
import { http, HttpResponse } from "msw";
import type { HttpHandler } from "msw";
import { makeEngine } from "./engine.js";
import type { Engine, EngineOptions } from "./engine.js";
import type { Violation } from "./judge-request.js";
import type { MockFacts } from "./mock-facts.js";
import { readServer } from "./servers.js";

export type { MockedCall } from "./mocked-call.js";
export type { MockFacts } from "./mock-facts.js";

/** How mocks behave. */
export interface MocksOptions extends EngineOptions {}

/** What answers requests, whatever it makes of them. */
type Serving = Omit<Engine, "remember">;

/** A mock server for MSW; `Calls` = the tree of the contract's operations. */
export interface MockServer<Calls> {
  /** Every operation under its dotted name. */
  readonly calls: Calls;
  /** For `setupServer(...mocks.handlers)` or `setupWorker(...mocks.handlers)`. */
  readonly handlers: readonly HttpHandler[];
  /** Every way in which traffic broke the contract so far. */
  readonly violations: readonly Violation[];
  /** Throws an error that names every violation. For `afterEach`. */
  assertNoViolations(): void;
  /** Forgets what was scripted, received, remembered and violated. */
  reset(): void;
}

/** A mock server that can remember. */
export interface Mocks<Calls> extends MockServer<Calls> {
  /** From now on what is created can be listed, retrieved, updated and deleted. */
  stateful(): this;
}

/** Mocks whose calls are also reached directly, where their names are free. */
export type MocksOf<Calls> = Mocks<Calls> & Omit<Calls, keyof Mocks<Calls>>;

/** Makes the mock server of a contract; each operation is reached under its dotted name. */
export function makeMocks<Calls extends object>(mock: MockFacts, options: MocksOptions = {}): MocksOf<Calls> {
  const servers = chooseServers(mock.servers, options);
  const engine = makeEngine(mock, options);
  const mocks: Mocks<Calls> = {
    ...serveEngine<Calls>(engine, servers),
    stateful() {
      engine.remember();
      return this;
    },
  };
  return reachCalls(mocks);
}

/** Where the contract or the test says that the server stands. */
export function chooseServers(declared: readonly string[], { baseUrl }: MocksOptions): readonly string[] {
  const servers = baseUrl === undefined ? declared : [baseUrl];
  if (servers.length === 0) throw new TypeError("The contract names no server: give createMocks a `baseUrl`.");
  return servers;
}

/** An engine as handlers of MSW, with its calls as a tree. */
export function serveEngine<Calls>(engine: Serving, servers: readonly string[]): MockServer<Calls> {
  return {
    calls: growTree(engine) as Calls,
    handlers: servers.map((server) => http.all(readServer(server), ({ request }) => respond(engine, request))),
    violations: engine.violations,
    assertNoViolations: () => assertNone(engine.violations),
    reset: () => engine.reset(),
  };
}

/** Lets calls be reached directly too, where their names are free. */
export function reachCalls<Given extends MockServer<object>>(mocks: Given): Given & Omit<Given["calls"], keyof Given> {
  return { ...mocks.calls, ...mocks };
}

async function respond(engine: Serving, request: Request): Promise<Response> {
  const { method, url, headers, signal } = request;
  const body = new Uint8Array(await request.clone().arrayBuffer());
  const { reply, wait } = engine.answer({ method, url, headers, body });
  await pause(reply === "timeout" ? undefined : wait, signal);
  if (reply === "reset" || reply === "timeout") return HttpResponse.error();
  return new HttpResponse(bodyOf(reply, method), { status: reply.status, headers: { ...reply.headers } });
}

/** Waits, for ever without a time; whoever gives up the request ends the waiting. */
function pause(milliseconds: number | undefined, signal: AbortSignal): Promise<void> | undefined {
  if (milliseconds === 0) return undefined;
  return new Promise((resolve) => {
    const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function assertNone(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ operation, side, pointer, message }) => `  ${operation} > ${side} ${pointer} ${message}`,
  );
  throw new Error(`The contract was broken ${violations.length} times:\n${lines.join("\n")}`);
}

interface Branch {
  [name: string]: unknown;
}

/** Puts `customers.create` where users look for it. */
function growTree(engine: Serving): Branch {
  const tree: Branch = {};
  for (const [dotted, call] of engine.calls) {
    const steps = dotted.split(".");
    const last = steps.pop() ?? dotted;
    const branch = steps.reduce((at, step) => (at[step] ??= {}) as Branch, tree);
    branch[last] = call;
  }
  return tree;
}
