// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { readPointer } from "../pages/pointer.js";
import type { Reply } from "../reply.js";
import type { readRetryAfter } from "../retry-after.js";
import type { Throttle } from "../retry.js";
import { commonCosts, type CostPlaces, readCosts, waitForRoom } from "./costs.js";
import type { GraphqlAnswer } from "./exchange.js";

/** How answers say that too much was asked. */
export interface ThrottleRules {
  /** Where an error has its code: JSON pointers into it. */
  readonly code: readonly string[];
  /** The codes by which the server says that it did not act, because too much was asked. */
  readonly codes: readonly string[];
  readonly costs: readonly CostPlaces[];
}

/** What it takes to read an answer; what the rest of the runtime holds already is handed in, or bundlers would cut it out. */
interface Reading {
  readonly throttle: ThrottleRules | undefined;
  readonly readRetryAfter: typeof readRetryAfter;
}

/** What servers agree on, as far as they do. */
export const commonThrottle: ThrottleRules = {
  code: ["/extensions/code", "/type"],
  codes: ["THROTTLED", "RATE_LIMITED", "RATE_LIMIT_EXCEEDED", "TOO_MANY_REQUESTS"],
  costs: commonCosts,
};

/** Whether the server refused to act because too much was asked, whatever the status; and when there will be room again. */
export function readThrottle(
  { response: { headers } }: Reply,
  answers: readonly (GraphqlAnswer | undefined)[],
  { throttle: rules = commonThrottle, readRetryAfter }: Reading,
): Throttle | undefined {
  if (!answers.every((answer) => isThrottled(answer, rules))) return undefined;
  const waits = answers.map((answer) => {
    const costs = readCosts(answer, rules.costs) ?? {};
    return waitForRoom(costs, costs.cost ?? 0);
  });
  return { wait: readRetryAfter({ status: 429, headers }) ?? (Math.max(...waits) || undefined) };
}

function isThrottled(answer: GraphqlAnswer | undefined, { code, codes }: ThrottleRules): boolean {
  const errors = Array.isArray(answer?.errors) ? answer.errors : [];
  return errors.some((error) => code.some((at) => codes.includes(String(readPointer(error, at)))));
}
