import type { OperationCase } from "../../../templates/testing/operation-case.js";
import type { Operation } from "../../contract/contract.js";
import { isObject } from "../../contract/json.js";
import type { Exchange } from "../exchange.js";

/** Values of path parameters, by name. */
export interface PathValues {
  readonly [key: string]: string | number;
}

/** What is known of path parameters: what the user says, what the contract shows, and what lists have answered. */
export interface KnownValues {
  /** The values that an operation's path needs, or the parameter for which there is none. */
  readonly find: (operation: OperationCase) => { readonly values: PathValues } | { readonly missing: string };
  /** Remembers what an answer says of the paths below it. */
  readonly learn: (operation: OperationCase, values: PathValues, exchange: Exchange) => void;
}

interface Learnt {
  readonly values: PathValues;
  readonly item: { readonly [key: string]: unknown };
}

/** Starts with what the user and the contract say. */
export function startKnowing(facts: ReadonlyMap<string, Operation>, given: PathValues): KnownValues {
  const learnt = new Map<string, Learnt>();

  function find(operation: OperationCase): ReturnType<KnownValues["find"]> {
    let values: PathValues = {};
    for (const [key, before] of keysOf(operation.path)) {
      const parent = learnt.get(before);
      const found = given[key] ?? shownValue(facts.get(operation.id), key) ?? (parent && valueIn(parent.item, key));
      if (found === undefined) return { missing: key };
      // What a list has answered holds for the path that it was asked at.
      values = { ...values, ...(given[key] === undefined && parent?.values), [key]: found };
    }
    return { values };
  }

  function learn({ path }: OperationCase, values: PathValues, { response }: Exchange): void {
    const item = response.status < 300 ? findItem(parse(response.body)) : undefined;
    if (item !== undefined && !learnt.has(path)) learnt.set(path, { values, item });
  }

  return { find, learn };
}

/** The parameters of a path in order, each with what stands before it: `/pets` of `/pets/{id}`. */
function keysOf(path: string): [key: string, before: string][] {
  return [...path.matchAll(/\{([^{}]+)\}/g)].map((match) => [
    match[1] ?? "",
    path.slice(0, match.index).replace(/\/$/, ""),
  ]);
}

/** A value that the contract itself shows: an example, or the only one there is. */
function shownValue(operation: Operation | undefined, key: string): string | number | undefined {
  const input = operation?.inputs.find((each) => each.in === "path" && each.key === key);
  const shown =
    input?.example?.value ?? input?.default ?? (input?.schema.kind === "enum" ? input.schema.values[0] : undefined);
  return isValue(shown) ? shown : undefined;
}

/** The first item of a list, be it the answer or one of its members. */
function findItem(value: unknown): Learnt["item"] | undefined {
  const lists = Array.isArray(value) ? [value] : isObject(value) ? Object.values(value).filter(Array.isArray) : [];
  return lists.map((list) => list[0] as unknown).find((item) => isObject(item));
}

/** `petId` of an item is its `petId`, or its `id`. */
function valueIn(item: Learnt["item"], key: string): string | number | undefined {
  const names = [key, key.replace(/^.*[_-]/, ""), key.replace(/^.*(?=[A-Z][a-z]*$)/, "").toLowerCase(), "id"];
  return names.map((name) => item[name]).find(isValue);
}

function isValue(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
