// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

const reserve = 10;
const share = 0.2;

/** Keeps retries to a share of all calls, so that a client does not multiply an outage. */
export interface Budget {
  /** Says that a call begins. */
  earn(): void;
  /** Pays for one retry; false where the budget is used up. */
  spend(): boolean;
}

/** A token bucket: every call earns a fifth of a retry, up to ten in reserve. */
export function createBudget(): Budget {
  let tokens = reserve;
  return {
    earn() {
      tokens = Math.min(reserve, tokens + share);
    },
    spend() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
