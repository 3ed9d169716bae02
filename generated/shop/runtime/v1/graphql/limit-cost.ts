// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest, Layer } from "../layers.js";
import { sleep } from "../timing.js";
import { commonCosts, type CostPlaces, type Costs, readCosts, waitForRoom } from "./costs.js";

/** Where the answers of a server tell of costs. */
export interface LimitCostOptions {
  readonly places?: readonly CostPlaces[] | undefined;
}

/**
 * A layer that keeps within what the server gives: a query waits until there is room for what it cost before. It learns
 * from answers, and forgets nothing that is under way; where the wait would be too long, the server is asked all the same.
 */
export function limitCost({ places = commonCosts }: LimitCostOptions = {}): Layer {
  return (next) => {
    const known = new Map<string, number>();
    let told: Costs = {};
    let since = 0;
    let pending = 0;
    return async (request) => {
      const key = request.operation.id ?? request.operation.call;
      const cost = known.get(key) ?? 0;
      const wait = waitForRoom(addRestored(told, since), cost + pending);
      pending += cost;
      try {
        if (isBearable(wait, request)) await sleep(wait, request.signal);
        const reply = await next(request);
        const costs = readCosts(reply.data, places);
        if (costs) {
          told = costs;
          since = Date.now();
          known.set(key, costs.cost ?? 0);
        }
        return reply;
      } finally {
        pending -= cost;
      }
    };
  };
}

/** What came back since. */
function addRestored(told: Costs, since: number): Costs {
  const { left, rate = 0, most = Infinity, reset = Infinity } = told;
  if (left === undefined || Date.now() >= reset) return {};
  return { ...told, left: Math.min(most, left + ((Date.now() - since) / 1000) * rate) };
}

function isBearable(wait: number, { retry, expires }: CallRequest): boolean {
  return wait > 0 && wait <= retry.maxWait && Date.now() + wait < expires;
}
