// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { readPointer } from "../pages/pointer.js";

/** Where an answer tells of costs, as JSON pointers into it. */
export interface CostPlaces {
  /** What was asked costs. */
  readonly cost: string;
  /** What is left to ask for. */
  readonly left: string;
  /** How much of it comes back in a second, and the most that there ever is. */
  readonly rate?: string;
  readonly most?: string;
  /** When all of it comes back, as a date. */
  readonly reset?: string;
}

/** What an answer tells of costs; dates in milliseconds since 1970. */
export type Costs = { readonly [Key in keyof CostPlaces]?: number };

/** Where servers tell of costs, the extension and the field that many know. */
export const commonCosts: readonly CostPlaces[] = [
  {
    cost: "/extensions/cost/requestedQueryCost",
    left: "/extensions/cost/throttleStatus/currentlyAvailable",
    rate: "/extensions/cost/throttleStatus/restoreRate",
    most: "/extensions/cost/throttleStatus/maximumAvailable",
  },
  { cost: "/data/rateLimit/cost", left: "/data/rateLimit/remaining", reset: "/data/rateLimit/resetAt" },
];

/** What an answer tells, at the first place where it tells what is left. */
export function readCosts(answer: unknown, all: readonly CostPlaces[]): Costs | undefined {
  return all
    .map((places) => {
      const entries = Object.entries(places).map(([name, at]) => [name, toNumber(readPointer(answer, at as string))]);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as Costs;
    })
    .find(({ left }) => left !== undefined);
}

function toNumber(value: unknown): number | undefined {
  const number = typeof value === "string" ? Date.parse(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Milliseconds until there is room for a cost; 0 where nothing is known against it. */
export function waitForRoom({ left = Infinity, rate = 0, reset }: Costs, cost: number): number {
  if (cost <= left) return 0;
  if (rate > 0) return Math.ceil(((cost - left) / rate) * 1000);
  return reset === undefined ? 0 : Math.max(0, reset - Date.now());
}
