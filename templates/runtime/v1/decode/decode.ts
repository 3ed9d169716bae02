import { type Findings, inside, isObject, type Members } from "../check.js";
import type { Decode } from "../operation.js";

/** What emitted decoders are made of. What a value is made of is copied where something in it changes, and only there. */

/** A decoder that is made when it is first needed: schemas refer to each other in any order, and to themselves. */
export function lazily(make: () => Decode): Decode {
  let decode: Decode | undefined;
  return (at, value) => (decode ??= make())(at, value);
}

/** Decodes members by name. What is no object, or lacks a member, is left to the checks. */
export function members(known: { readonly [key: string]: Decode }): Decode {
  const entries = Object.entries(known);
  return (at, value) => (isObject(value) ? decodeMembers(at, value, entries) : value);
}

/** Decodes every member but the known ones and those whose names match a pattern. */
export function others(decode: Decode, known: readonly string[] = [], patterns: readonly RegExp[] = []): Decode {
  const isOther = (key: string): boolean => !known.includes(key) && !patterns.some((pattern) => pattern.test(key));
  return decodeNamed(isOther, decode);
}

/** Decodes every member that a test of its name finds. */
export function decodeNamed(isMeant: (key: string) => boolean, decode: Decode): Decode {
  return (at, value) => {
    if (!isObject(value)) return value;
    const keys = Object.keys(value).filter(isMeant);
    return decodeMembers(
      at,
      value,
      keys.map((key) => [key, decode]),
    );
  };
}

function decodeMembers(
  at: Findings,
  value: Members,
  entries: readonly (readonly [key: string, decode: Decode])[],
): unknown {
  const copy: { [key: string]: unknown } = { ...value };
  for (const [key, decode] of entries) {
    // Only what it has of its own: the assignment then defines nothing new, whatever the key.
    if (Object.hasOwn(copy, key) && copy[key] !== undefined) copy[key] = inside(at, key, () => decode(at, copy[key]));
  }
  return copy;
}

/** Decodes every item of a list. */
export function list(decode: Decode): Decode {
  return (at, value) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => inside(at, String(index), () => decode(at, item)))
      : value;
}

/** Null stays what it is. */
export function orNull(decode: Decode): Decode {
  return (at, value) => (value === null ? value : decode(at, value));
}

/** One after the other: what several schemas say of the same value. */
export function inTurn(...decoders: readonly Decode[]): Decode {
  return (at, value) => decoders.reduce((decoded, decode) => decode(at, decoded), value);
}
