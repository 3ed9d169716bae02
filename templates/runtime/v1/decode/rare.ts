import { type Check, type Findings, inside, isObject } from "../check.js";
import type { Decode } from "../operation.js";
import { decodeNamed } from "./decode.js";

/** What few decoders need, apart from `decode.ts` so that the others do not carry it. */

/** Decodes items by position, and those behind them by `rest`. */
export function tuple(decoders: readonly (Decode | undefined)[], rest?: Decode): Decode {
  return (at, value) => {
    if (!Array.isArray(value)) return value;
    return value.map((item: unknown, index) => {
      const decode = index < decoders.length ? decoders[index] : rest;
      return decode ? inside(at, String(index), () => decode(at, item)) : item;
    });
  };
}

/** Decodes every member whose name matches a pattern. */
export function matching(pattern: RegExp, decode: Decode): Decode {
  return decodeNamed((key) => pattern.test(key), decode);
}

/** Decodes an object by the value of its tag; variants that nobody knows stay as they are. */
export function byTag(key: string, variants: { readonly [tag: string]: Decode }, untagged?: Decode): Decode {
  return (at, value) => {
    const tag = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    const known = typeof tag === "string" && Object.hasOwn(variants, tag) ? variants[tag] : undefined;
    const decode = tag === undefined ? untagged : known;
    return decode ? decode(at, value) : value;
  };
}

/** A variant of a union: what decodes it, and what accepts it once it is decoded. */
export type Variant = readonly [decode: Decode | undefined, check: Check | undefined];

/**
 * The first variant that accepts what it decodes. Where none does, the first that can decode the value at all: the
 * checks will say what is wrong with it.
 */
export function choose(...variants: readonly Variant[]): Decode {
  return (at, value) => {
    let possible: { readonly decoded: unknown } | undefined;
    let nearest: Findings["issues"] = [];
    for (const [decode, check] of variants) {
      const trial: Findings = { issues: [] };
      const decoded = decode ? decode(trial, value) : value;
      if (trial.issues.length) {
        nearest = nearest.length ? nearest : trial.issues;
        continue;
      }
      check?.(trial, decoded);
      if (!trial.issues.length) return decoded;
      possible ??= { decoded };
    }
    if (!possible) at.issues.push(...nearest);
    return possible ? possible.decoded : value;
  };
}

/** The same for what is sent: the first variant that accepts the value as the caller gave it. */
export function chooseSent(...variants: readonly Variant[]): Decode {
  return (at, value) => {
    const chosen = variants.find(([, check]) => {
      const trial: Findings = { issues: [] };
      check?.(trial, value);
      return !trial.issues.length;
    });
    return chosen?.[0] ? chosen[0](at, value) : value;
  };
}
