// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { encodeText, hasMembers, simplify, writeText } from "./text.js";

/** What tells the styles of RFC 6570 apart. */
export interface Style {
  /** What the whole begins with. */
  readonly first: string;
  /** Between the members of an exploded value. */
  readonly separator: string;
  /** Between the members of a value that is not; a comma when absent. */
  readonly delimiter?: string;
  /** Whether the parameter's name is part of the text. */
  readonly named: boolean;
  /** What follows a name without a value. */
  readonly empty: string;
  readonly explode?: true;
}

/** By which style a parameter is expanded. */
export interface Expansion {
  readonly style: Style;
  readonly parameter: Parameter;
}

/**
 * Expands a parameter as RFC 6570 does. As there, null and empty lists and objects are not sent,
 * and members that are null are left out.
 */
export function expand(key: string, value: unknown, { style, parameter }: Expansion): string | undefined {
  const write = (text: unknown): string => encodeText(writeText(simplify(text)), parameter);
  const pair = (name: string, text: string): string => encodeText(name, parameter) + (text ? `=${text}` : style.empty);
  const named = (text: string): string => (style.named ? pair(key, text) : text);
  const whole = simplify(value) ?? [];
  if (!hasMembers(whole)) return style.first + named(write(whole));

  const members = Object.entries(whole).filter(([, member]) => member !== undefined && member !== null);
  if (!members.length) return undefined;
  const isList = Array.isArray(whole);
  if (parameter.explode ?? style.explode) {
    const texts = members.map(([name, member]) => (isList ? named(write(member)) : pair(name, write(member))));
    return style.first + texts.join(style.separator);
  }
  const texts = members.flatMap(([name, member]) => (isList ? [write(member)] : [write(name), write(member)]));
  return style.first + named(texts.join(style.delimiter ?? ","));
}
