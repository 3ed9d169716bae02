// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A flat query; arrays repeat their key, `undefined` and `null` send nothing. */
export interface QueryValues {
  readonly [key: string]: QueryValue | readonly QueryValue[];
}

export type QueryValue = string | number | boolean | bigint | null | undefined;

/** Puts `query` behind what the URL's own query already holds. */
export function appendQuery(url: string, query: QueryValues = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((each) => writePair(key, each)));
  return joinQuery(url, pairs);
}

/** Puts encoded pairs behind what the URL's own query already holds. */
export function joinQuery(url: string, pairs: readonly (string | undefined)[]): string {
  const text = pairs.filter(Boolean).join("&");
  return text ? url + (url.includes("?") ? "&" : "?") + text : url;
}

function writePair(key: string, value: QueryValue): string | undefined {
  if (value === undefined || value === null) return undefined;
  return `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`;
}
