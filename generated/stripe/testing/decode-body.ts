// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { decodeMultipart } from "./decode-multipart.js";
import type { MultipartPart } from "./decode-multipart.js";
import { decodePairs } from "./decode-pairs.js";
import type { PairFact } from "./decode-pairs.js";
import type { ArrayFormat, BodyFact, PropertyFact, WireFacts } from "./operation-case.js";
import { decodePercent, splitPairs } from "./percent.js";
import type { SentRequest } from "./wire.js";

/** What a body says: its value, and the names that the contract does not know. */
export interface DecodedBody {
  readonly value: unknown;
  readonly unknown: readonly string[];
}

/** Reads a body as the contract says that it is written; `undefined` where there is none. */
export function decodeBody(request: SentRequest, fact: BodyFact, { arrays, xml }: WireFacts): DecodedBody | undefined {
  const type = request.headers.get("content-type");
  if (request.body.length === 0 && type === null) return undefined;
  expectType(type ?? "", fact);
  switch (fact.kind) {
    case "json":
      return { value: JSON.parse(textOf(request.body)), unknown: [] };
    case "xml":
      return fact.root && xml?.read(textOf(request.body), fact.root);
    case "form":
      return decodeFormBody(textOf(request.body), fact, arrays);
    case "multipart":
      return fact.isList
        ? decodeList(decodeMultipart(request.body, type ?? ""), fact)
        : decodeParts(decodeMultipart(request.body, type ?? ""), fact, arrays);
    case "text":
      return { value: textOf(request.body), unknown: [] };
    case "binary":
      return { value: request.body, unknown: [] };
  }
}

/** The media type must be the declared one; a declared range leaves the choice. */
function expectType(type: string, { mediaType }: BodyFact): void {
  const essence = (text: string): string => (text.split(";")[0] ?? "").trim().toLowerCase();
  const declared = essence(mediaType);
  const fits = declared.endsWith("/*")
    ? essence(type).startsWith(declared.slice(0, declared === "*/*" ? 0 : -1))
    : essence(type) === declared;
  if (!fits) throw new Error(`the content type is "${type}", the contract says "${mediaType}"`);
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

/** Reads a query that is one value. What follows JSON or a text is a credential's. */
export function decodeQuery(
  query: string,
  { kind, properties }: Pick<BodyFact, "kind" | "properties">,
  arrays: ArrayFormat,
): DecodedBody {
  if (kind === "form") return decodeFormBody(query, { properties }, arrays);
  const [own = "", ...others] = query.split("&");
  const text = decodePercent(own);
  const unknown = splitPairs(others.join("&")).map((pair) => decodePercent(pair.key));
  return { value: kind === "json" ? JSON.parse(text) : text, unknown };
}

function decodeFormBody(text: string, { properties }: Pick<BodyFact, "properties">, arrays: ArrayFormat): DecodedBody {
  const { values, unknown } = decodePairs(splitPairs(text), Object.entries(properties).map(toPairFact), arrays);
  return { value: Object.fromEntries(values), unknown };
}

/** Without a style, lists repeat their key and objects are JSON. */
function toPairFact([key, fact]: readonly [string, PropertyFact]): PairFact {
  const { type, style, explode, mediaType } = fact;
  if (style !== undefined) return { key, type, style, explode: explode ?? style === "form" };
  const json = type === "object" || (type === "list" && isJson(mediaType));
  return {
    key,
    type,
    style: "form",
    explode: explode ?? true,
    ...(json && { mediaType: mediaType ?? "application/json" }),
  };
}

function isJson(mediaType: string | undefined): boolean {
  return mediaType !== undefined && /[/+]json$/i.test(mediaType);
}

function decodeList(parts: readonly MultipartPart[], { properties }: BodyFact): DecodedBody {
  const items = parts.map((part, index) => {
    const fact = properties[String(index)];
    if (fact === undefined || part.name !== "") throw new Error(`the part ${index} is not in the contract`);
    return fact.type === "bytes" ? part.bytes : decodePart(part, fact);
  });
  return { value: items, unknown: [] };
}

function decodeParts(parts: readonly MultipartPart[], { properties }: BodyFact, arrays: ArrayFormat): DecodedBody {
  const value: { [key: string]: unknown } = {};
  let rest = [...parts];
  for (const [key, fact] of Object.entries(properties)) {
    const own = rest.filter(
      (part) => part.name === key || (fact.style !== undefined && part.name.startsWith(`${key}[`)),
    );
    if (own.length === 0) continue;
    rest = rest.filter((part) => !own.includes(part));
    value[key] =
      fact.style === undefined ? decodeByType(own, fact) : decodeStyledParts(own, toPairFact([key, fact]), arrays);
  }
  return { value, unknown: rest.map((part) => part.name) };
}

/** Parts in a style are a form's pairs, one a part. */
function decodeStyledParts(parts: readonly MultipartPart[], fact: PairFact, arrays: ArrayFormat): unknown {
  const pairs = parts.map((part) => ({
    key: encodeURIComponent(part.name),
    // Nothing is percent-encoded in a part, so a comma between items is one like any other.
    value: encodeURIComponent(textOf(part.bytes)).replaceAll("%2C", fact.explode ? "%2C" : ","),
  }));
  return decodePairs(pairs, [fact], arrays).values.get(fact.key);
}

function decodeByType(parts: readonly MultipartPart[], fact: PropertyFact): unknown {
  const values = parts.map((part) => decodePart(part, fact));
  if (fact.type === "list") return values;
  if (values.length > 1) throw new Error(`"${parts[0]?.name}" is there ${values.length} times`);
  return values[0];
}

function decodePart(part: MultipartPart, { type, mediaType, headers = {} }: PropertyFact): unknown {
  const single = mediaType !== undefined && !/[*,]/.test(mediaType) ? mediaType : undefined;
  if (single !== undefined && part.type !== single) {
    throw new Error(`the part "${part.name}" is "${part.type}", the contract says "${single}"`);
  }
  for (const [name, text] of Object.entries(headers)) {
    const found = part.headers.get(name);
    if (found !== text) throw new Error(`the part "${part.name}" says ${name}: ${found}, the contract says "${text}"`);
  }
  if (part.fileName !== undefined) return part.bytes;
  const text = textOf(part.bytes);
  // A text is sent as it is, also where the contract calls it JSON.
  const isObject = part.type !== undefined && isJson(part.type) && (type === "object" || /^[[{]/.test(text));
  if (type === "object" && !isObject && single === undefined)
    throw new Error(`the object "${part.name}" is "${part.type}"`);
  return isObject ? JSON.parse(text) : text;
}
