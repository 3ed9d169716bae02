// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A flat query; arrays repeat their key, `undefined` and `null` send nothing. */
export interface QueryValues {
  readonly [key: string]: QueryValue | readonly QueryValue[];
}

export type QueryValue = string | number | boolean | bigint | null | undefined;

/** Puts `query` behind what the URL's own query already holds. */
export function appendQuery(url: string, query: QueryValues | undefined): string {
  let result = url;
  for (const [key, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value) ? (value as readonly QueryValue[]) : [value as QueryValue]) {
      if (one === undefined || one === null) continue;
      result += `${result.includes("?") ? "&" : "?"}${encodeURIComponent(key)}=${encodeURIComponent(String(one))}`;
    }
  }
  return result;
}
