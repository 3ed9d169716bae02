import type { Json, Schema } from "../contract/schema.js";
import { toRegExp } from "../contract/pattern.js";

/** Yes, no, or a matter that is not decided here. */
export type Answer = "yes" | "no" | "unknown";

/** Both must be: no is no, whatever the other says. */
export function both(left: Answer, right: () => Answer): Answer {
  if (left === "no") return "no";
  const other = right();
  return other === "no" || left === "yes" ? other : "unknown";
}

/** All must be. */
export function every<Item>(items: Iterable<Item>, test: (item: Item) => Answer): Answer {
  let answer: Answer = "yes";
  for (const item of items) {
    const next = test(item);
    if (next === "no") return "no";
    if (next === "unknown") answer = "unknown";
  }
  return answer;
}

/** One will do. */
export function some<Item>(items: Iterable<Item>, test: (item: Item) => Answer): Answer {
  let answer: Answer = "no";
  for (const item of items) {
    const next = test(item);
    if (next === "yes") return "yes";
    if (next === "unknown") answer = "unknown";
  }
  return answer;
}

/** A fact as an answer. */
export function answer(is: boolean): Answer {
  return is ? "yes" : "no";
}

/** Asks one thing of a part of a value. */
export type Inner = (schema: Schema, value: Json) => Answer;

/** True for an object, as its members. */
export function isMembers(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a text matches a pattern, where that can be told. */
export function matches(pattern: string, text: string): Answer {
  const regExp = toRegExp(pattern);
  return regExp === undefined ? "unknown" : answer(regExp.test(text));
}
