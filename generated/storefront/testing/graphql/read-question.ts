// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { decodeMultipart } from "../decode-multipart.js";
import type { Members } from "../operation-case.js";
import type { SentRequest } from "../wire.js";

/** A request for one operation, as GraphQL over HTTP has it. */
export interface GraphqlRequest {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Members;
  readonly extensions?: Members;
}

/** What a request carries, by its wire alone: a message, a list of them, or a message with files beside it. */
export function readQuestion({ method, url, headers, body }: SentRequest): GraphqlRequest | readonly GraphqlRequest[] {
  if (method === "GET") return readQuery(new URL(url).searchParams);
  const type = headers.get("content-type") ?? "";
  if (/^multipart\/form-data\b/i.test(type)) return readForm(body, type);
  if (!/^application\/json\b/i.test(type)) throw new Error(`a GraphQL request is JSON, not ${type || "nothing"}`);
  return JSON.parse(new TextDecoder().decode(body)) as GraphqlRequest | readonly GraphqlRequest[];
}

function readQuery(params: URLSearchParams): GraphqlRequest {
  const texts = ["query", "operationName"].flatMap((key) => pairOf(key, params.get(key)));
  const objects = ["variables", "extensions"].flatMap((key) => pairOf(key, params.get(key)));
  return Object.fromEntries([...texts, ...objects.map(([key, text]) => [key, JSON.parse(text) as unknown])]);
}

function pairOf(key: string, value: string | null): [string, string][] {
  return value === null ? [] : [[key, value]];
}

/** The GraphQL multipart request specification: `operations`, `map`, then the files where the map says. */
function readForm(body: Uint8Array, type: string): GraphqlRequest {
  const parts = new Map(decodeMultipart(body, type).map((part) => [part.name, part.bytes]));
  const read = (name: string): unknown => JSON.parse(new TextDecoder().decode(parts.get(name)));
  const message = read("operations");
  for (const [name, paths] of Object.entries(read("map") as { readonly [name: string]: readonly string[] })) {
    for (const path of paths) putAt(message, path.split("."), parts.get(name));
  }
  return message as GraphqlRequest;
}

function putAt(value: unknown, steps: readonly string[], file: unknown): void {
  const last = steps.at(-1) ?? "";
  const around = steps.slice(0, -1).reduce((at, step) => (at as { [key: string]: unknown })[step], value);
  const members = around as { [key: string]: unknown };
  if (members[last] !== null) throw new Error(`null stands where a file belongs, but not at ${steps.join(".")}`);
  members[last] = file;
}
