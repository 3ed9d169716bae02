// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Break } from "../operation-case.js";
import { getAt } from "../pointer.js";
import type { Outcome, Place } from "./ask-schema.js";

/** What stands in no place of a type: the scalars that every schema has. */
const WRONG: { readonly [type: string]: unknown } = {
  String: 7,
  ID: 7,
  Int: "many",
  Float: "much",
  Boolean: "maybe",
};

/** Ways in which data breaks its schema: something of another type, something that is missing. */
export function breakData({ places, body }: Outcome): readonly Break[] {
  const there = places.filter((place) => place.sure && getAt(body.data, place.pointer) !== undefined);
  const other = there.find((place) => Object.hasOwn(WRONG, named(place)) && isPlain(place));
  const required = there.find(({ type }) => type.endsWith("!"));
  return [
    ...(other
      ? [{ name: `a wrong type at ${other.pointer}`, pointer: other.pointer, value: WRONG[named(other)] }]
      : []),
    ...(required ? [{ name: `a missing ${required.pointer}`, pointer: required.pointer }] : []),
  ];
}

function named({ type }: Place): string {
  return type.replace(/[[\]!]/g, "");
}

function isPlain({ type }: Place): boolean {
  return !type.startsWith("[");
}
