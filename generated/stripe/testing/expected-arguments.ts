// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { spreadArguments } from "./client-under-test.js";
import type {
  ArrayFormat,
  BodyFact,
  GivenArguments,
  OperationCase,
  ParameterFact,
  PropertyFact,
} from "./operation-case.js";

/**
 * The arguments as a reader can know them who sees the wire alone: URLs and forms hold texts, and neither nothing, null
 * nor empty lists.
 */
export function expectArguments(
  given: GivenArguments,
  operation: OperationCase,
  arrays: ArrayFormat,
): { readonly [name: string]: unknown } {
  const sent = { ...given, ...given.wire };
  const { params } = sent;
  const rest = new Map(Object.entries(spreadArguments(operation, sent)));
  const all: { [name: string]: unknown } = {};
  for (const fact of operation.parameters) {
    const [name = fact.key, inner] = fact.argument ?? [];
    const value =
      inner === undefined ? rest.get(name) : (params[name] as { readonly [key: string]: unknown } | undefined)?.[inner];
    const text = expectParameter(value, fact, arrays);
    if (inner === undefined) rest.delete(name);
    if (text === undefined) continue;
    all[name] = inner === undefined ? text : { ...(all[name] as object | undefined), [inner]: text };
  }
  for (const fact of operation.parameters) if (fact.argument?.[1] !== undefined) rest.delete(fact.argument[0] ?? "");
  return { ...all, ...expectBody(rest, operation, arrays) };
}

function expectParameter(value: unknown, fact: ParameterFact, arrays: ArrayFormat): unknown {
  if (fact.whole?.kind === "form") return expectForm(value as object | undefined, fact.whole, arrays);
  if (value === undefined || fact.whole || fact.mediaType !== undefined) return value;
  if (value === null) return undefined;
  return fact.style === "deepObject" ? expectDeep(value, arrays) : expectText(value);
}

function expectForm(
  value: object | undefined,
  { properties }: Pick<BodyFact, "properties">,
  arrays: ArrayFormat,
): object | undefined {
  const texts = Object.entries(value ?? {}).flatMap(([key, member]) => {
    const text = expectProperty(member, properties[key] ?? { type: "scalar" }, arrays);
    return text === undefined ? [] : [[key, text] as const];
  });
  return texts.length === 0 ? undefined : Object.fromEntries(texts);
}

function expectBody(rest: ReadonlyMap<string, unknown>, { body }: OperationCase, arrays: ArrayFormat): object {
  const members = Object.fromEntries(rest);
  if (body === undefined || !["form", "multipart"].includes(body.kind)) return members;
  const whole = body.from === "whole" ? (members["body"] as object | undefined) : members;
  if (whole === undefined) return {};
  if (Array.isArray(whole)) {
    return { body: whole.map((item, index) => expectPart(item, body.properties[index] ?? { type: "scalar" }, arrays)) };
  }
  const texts = Object.entries(whole).flatMap(([key, value]) => {
    const fact = body.properties[key] ?? { type: "scalar" as const };
    const text = body.kind === "form" ? expectProperty(value, fact, arrays) : expectPart(value, fact, arrays);
    return text === undefined ? [] : [[key, text] as const];
  });
  if (body.from === "whole") return texts.length === 0 ? {} : { body: Object.fromEntries(texts) };
  return Object.fromEntries(texts);
}

function expectProperty(value: unknown, fact: PropertyFact, arrays: ArrayFormat): unknown {
  if (value === null) return "";
  if (fact.style === "deepObject") return expectDeep(value, arrays);
  const isJson =
    fact.style === undefined && (fact.type === "object" || (fact.type === "list" && /json/.test(fact.mediaType ?? "")));
  return isJson ? value : expectText(value);
}

/** A part is bytes, JSON or a text. */
function expectPart(value: unknown, fact: PropertyFact, arrays: ArrayFormat): unknown {
  if (fact.style !== undefined) return expectProperty(value, fact, arrays);
  if (value === undefined || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((item) => expectPart(item, { type: "scalar" }, arrays));
  }
  return typeof value === "object" && value !== null ? value : toText(value);
}

/** Text, or a list or an object of texts. */
function expectText(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.filter((item) => item !== null && item !== undefined);
    return items.length === 0 ? undefined : items.map(toText);
  }
  if (typeof value !== "object" || value === null) return toText(value);
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return members.length === 0 ? undefined : Object.fromEntries(members.map(([key, member]) => [key, toText(member)]));
}

/** What a style cannot nest is written as JSON. */
function toText(value: unknown): string {
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return value === null || value === undefined ? "" : String(value);
}

/** Nested to any depth; null is empty, empty lists and objects are not there. */
function expectDeep(value: unknown, arrays: ArrayFormat): unknown {
  if (typeof value !== "object" || value === null) return toText(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => expectDeep(item, arrays)).filter((item) => item !== undefined);
    const [only] = items;
    // `a=x` may be the text or the list of one: whoever writes lists so, cannot tell either.
    if (arrays === "repeat" && items.length === 1 && typeof only === "string") return only;
    return items.length === 0 ? undefined : items;
  }
  const members = Object.entries(value).flatMap(([key, member]) => {
    const inner = expectDeep(member, arrays);
    return inner === undefined || member === undefined ? [] : [[key, inner] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
