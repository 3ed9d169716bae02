// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { BASE_URL } from "./base-url.js";
import { decodeBody, decodeQuery } from "./decode-body.js";
import { decodePairs } from "./decode-pairs.js";
import { decodePlace } from "./decode-style.js";
import type { OperationCase, ParameterFact, WireFacts } from "./operation-case.js";
import { decodePercent, splitPairs } from "./percent.js";
import type { SentRequest } from "./wire.js";

/** What a request says, read by the contract alone. */
export interface DecodedRequest {
  /** The arguments as they were given: flat, the positional one under its name. */
  readonly arguments: { readonly [name: string]: unknown };
  /** Names in the query, the cookies or the body that the contract does not know. */
  readonly unknown: readonly string[];
}

/** Reads a request back into the arguments that it was made of. */
export function decodeRequest(request: SentRequest, operation: OperationCase, facts: WireFacts): DecodedRequest {
  const { arrays } = facts;
  const found = new Map<ParameterFact, unknown>();
  const { path, query } = splitUrl(request.url);
  const [template, fixed] = splitTemplate(operation.path);
  const factsIn = (place: ParameterFact["in"]): ParameterFact[] =>
    operation.parameters.filter((fact) => fact.in === place);
  readPath(path, template, factsIn("path")).forEach((value, fact) => found.set(fact, value));
  const own = withoutFixed(query, fixed);
  const whole = factsIn("query").find((fact) => fact.whole);
  const all = whole?.whole && own !== "" ? decodeQuery(own, whole.whole, arrays) : undefined;
  if (whole && all) found.set(whole, all.value);
  const inQuery = decodePairs(whole ? [] : splitPairs(own), factsIn("query"), arrays);
  const inCookies = decodePairs(splitPairs(request.headers.get("cookie") ?? "", /; /), factsIn("cookie"), arrays);
  for (const fact of factsIn("query")) if (inQuery.values.has(fact.key)) found.set(fact, inQuery.values.get(fact.key));
  for (const fact of factsIn("cookie"))
    if (inCookies.values.has(fact.key)) found.set(fact, inCookies.values.get(fact.key));
  for (const fact of factsIn("header")) {
    const raw = request.headers.get(fact.key);
    if (raw !== null) found.set(fact, readHeader(raw, fact));
  }
  const body = operation.body && decodeBody(request, operation.body, facts);
  return {
    arguments: gather(found, operation, body?.value),
    unknown: [...(all?.unknown ?? []), ...inQuery.unknown, ...inCookies.unknown, ...(body?.unknown ?? [])],
  };
}

function splitUrl(url: string): { path: string; query: string } {
  const start = BASE_URL.length;
  if (!url.startsWith(BASE_URL)) throw new Error(`${url} is not below ${BASE_URL}`);
  const at = url.indexOf("?", start);
  return at < 0 ? { path: url.slice(start), query: "" } : { path: url.slice(start, at), query: url.slice(at + 1) };
}

/** A template may bring a query of its own, and a fragment, which never reaches a server. */
function splitTemplate(template: string): [path: string, query: string] {
  const sent = template.replace(/#.*$/s, "");
  const at = sent.indexOf("?");
  return at < 0 ? [sent, ""] : [sent.slice(0, at), sent.slice(at + 1)];
}

function withoutFixed(query: string, fixed: string): string {
  if (fixed === "") return query;
  if (query !== fixed && !query.startsWith(`${fixed}&`))
    throw new Error(`the query "${query}" does not begin with "${fixed}"`);
  return query.slice(fixed.length + 1);
}

/** Holds a path against its template and reads what stands in the holes. */
function readPath(path: string, template: string, facts: readonly ParameterFact[]): Map<ParameterFact, unknown> {
  const pieces = template.split(/\{([^{}]+)\}/);
  const pattern = pieces.map((piece, index) => (index % 2 === 1 ? "([^/]*?)" : escape(encodeURI(piece)))).join("");
  const match = new RegExp(`^${pattern}$`).exec(path);
  if (match === null) throw new Error(`${path} does not fit ${template}`);
  const holes = pieces.filter((_, index) => index % 2 === 1);
  return new Map(
    holes.flatMap((key, index): [ParameterFact, unknown][] => {
      const fact = facts.find((each) => each.key === key);
      return fact === undefined ? [] : [[fact, readPlace(match[index + 1] ?? "", fact)]];
    }),
  );
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function readPlace(raw: string, fact: ParameterFact): unknown {
  return fact.mediaType === undefined ? decodePlace(raw, fact) : JSON.parse(decodePercent(raw));
}

/** Headers are not percent-encoded. */
function readHeader(raw: string, fact: ParameterFact): unknown {
  return fact.mediaType === undefined ? decodePlace(raw, fact, (text) => text) : JSON.parse(raw);
}

/** Puts what was found where the caller had it. */
function gather(
  found: ReadonlyMap<ParameterFact, unknown>,
  operation: OperationCase,
  body: unknown,
): { [name: string]: unknown } {
  const all: { [name: string]: unknown } = {};
  for (const [fact, value] of found) {
    const [name = fact.key, inner] = fact.argument ?? [];
    if (inner === undefined) all[name] = value;
    else all[name] = { ...(all[name] as object | undefined), [inner]: value };
  }
  if (body === undefined) return all;
  return operation.body?.from === "whole" ? { ...all, body } : { ...all, ...(body as object) };
}
