import type { Json } from "../../contract/schema.js";
import type { CallFact, Segments } from "./fact.js";
import { isNameable, memberName } from "../names.js";

type Extensions = { readonly [key: string]: Json };

/** What a contract's own hint says of a call; a part that it leaves open comes from the other rules. */
export interface CallHint {
  readonly group?: Segments;
  readonly method?: string;
  /** The extension that said so. */
  readonly source: string;
}

type Reader = (extensions: Extensions) => Omit<CallHint, "source"> | undefined;

/** In order of precedence: our own word first, then those that contracts already carry. */
const READERS: readonly (readonly [string, Reader])[] = [
  ["x-conn-gen", readOwn],
  ["x-fern-sdk", (has) => combine(readGroup(has["x-fern-sdk-group-name"]), readName(has["x-fern-sdk-method-name"]))],
  ["x-speakeasy", (has) => combine(readGroup(has["x-speakeasy-group"]), readName(has["x-speakeasy-name-override"]))],
  ["x-stainless", (has) => combine(readGroup(has["x-stainless-resource"]), readName(has["x-stainless-method-name"]))],
];

/** The first hint that an operation carries, or that the contract gives for its operationId. */
export function readHint(fact: CallFact, root: Extensions): CallHint | undefined {
  for (const [source, read] of READERS) {
    const hint = read(fact.extensions);
    if (hint) return { ...hint, source };
  }
  const method = readGlobalOverride(fact, root["x-speakeasy-name-override"]);
  return method === undefined ? undefined : { method, source: "x-speakeasy-name-override" };
}

/** A dotted call as segments; undefined where a piece has no usable character. */
export function readCall(text: string): Segments | undefined {
  const parts = text.split(".");
  return parts.every(isNameable) ? parts.map(memberName) : undefined;
}

function readOwn(extensions: Extensions): Omit<CallHint, "source"> | undefined {
  const own = extensions["x-conn-gen"];
  const call = isRecord(own) && typeof own["call"] === "string" ? readCall(own["call"]) : undefined;
  const method = call?.at(-1);
  return call && method !== undefined ? { group: call.slice(0, -1), method } : undefined;
}

function combine(group: Segments | undefined, method: string | undefined): Omit<CallHint, "source"> | undefined {
  if (!group && method === undefined) return undefined;
  return { ...(group ? { group } : {}), ...(method === undefined ? {} : { method }) };
}

function readGroup(value: Json | undefined): Segments | undefined {
  const text = isTextList(value) ? value.join(".") : value;
  return typeof text === "string" ? readCall(text) : undefined;
}

function readName(value: Json | undefined): string | undefined {
  return typeof value === "string" && isNameable(value) ? memberName(value) : undefined;
}

/** At the root, speakeasy's override lists patterns over operationIds: literal ones are read, none is ever run. */
function readGlobalOverride({ operationId }: CallFact, rules: Json | undefined): string | undefined {
  if (operationId === undefined || !Array.isArray(rules)) return undefined;
  const list: readonly Json[] = rules;
  for (const rule of list) {
    if (!isRecord(rule) || typeof rule["operationId"] !== "string") continue;
    const literals = rule["operationId"].replace(/^\^|\$$/g, "").split("|");
    if (literals.includes(operationId)) return readName(rule["methodNameOverride"]);
  }
  return undefined;
}

function isRecord(value: Json | undefined): value is Extensions {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}
