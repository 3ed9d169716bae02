// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { encodeText, hasMembers, simplify, writeScalar } from "./text.js";

/** `a[b][c]=x`, to any depth; arrays by index: `a[0]=x&a[1][b]=y`. */
export function deepObject(key: string, value: unknown, parameter: Parameter): string | undefined {
  return writeDeep(key, value, { parameter, nameElement: (name, index) => `${name}[${index}]` });
}

/** As `deepObject`, with arrays of scalars as `a[]=x&a[]=y`. */
export function deepObjectBrackets(key: string, value: unknown, parameter: Parameter): string | undefined {
  return writeDeep(key, value, { parameter, nameElement: (name) => `${name}[]` });
}

/** As `deepObject`, with arrays of scalars as `a=x&a=y`. */
export function deepObjectRepeat(key: string, value: unknown, parameter: Parameter): string | undefined {
  return writeDeep(key, value, { parameter, nameElement: (name) => name });
}

interface Naming {
  readonly parameter: Parameter;
  readonly nameElement: (name: string, index: string) => string;
}

/**
 * Null below the top is written as empty (`a[b]=`), which is how such servers are told to unset a value; empty arrays
 * and objects are not sent. Elements that have members of their own always go by index, or they would run together.
 */
function writeDeep(key: string, value: unknown, { parameter, nameElement }: Naming): string | undefined {
  const pairs: string[] = [];
  const write = (name: string, given: unknown): void => {
    const member = simplify(given);
    if (member === undefined) return;
    if (!hasMembers(member)) {
      pairs.push(`${encodeText(name, parameter)}=${encodeText(writeScalar(member ?? ""), parameter)}`);
      return;
    }
    for (const [inner, part] of Object.entries(member)) {
      const isPlainElement = Array.isArray(member) && !hasMembers(simplify(part));
      write(isPlainElement ? nameElement(name, inner) : `${name}[${inner}]`, part);
    }
  };
  if (value !== null) write(key, value);
  return pairs.length ? pairs.join("&") : undefined;
}
