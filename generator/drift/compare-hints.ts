import type { Operation } from "../contract/contract.js";
import type { Json } from "../contract/schema.js";
import { isSame } from "./accepts.js";
import type { Change } from "./finding.js";
import { makeChange } from "./session.js";
import type { Pair } from "./walk.js";

/** Hints by which clients page, retry and repeat; whoever changes them changes what deployed clients do. */
const TELLING = /pag(?:e|inat)|cursor|retr(?:y|ies)|idempot|^x-conn-gen$/i;

/** Compares the hints of an operation that generated helpers are made of. */
export function compareHints({ old: before, new: after }: Pair<Operation>): Change[] {
  const keys = new Set([...Object.keys(before.extensions), ...Object.keys(after.extensions)]);
  return [...keys]
    .filter((key) => TELLING.test(key))
    .flatMap((key) => {
      const [was, is] = [hintOf(before, key), hintOf(after, key)];
      if (isSame(was, is)) return [];
      const [left, right] = [JSON.stringify(was), JSON.stringify(is)];
      const at = { old: `${before.at}/${key}`, new: `${after.at}/${key}` };
      const remark = { element: after.id, direction: "sent", words: { key }, before: left, after: right, at } as const;
      return [makeChange("hint-changed", remark)];
    });
}

function hintOf({ extensions }: Operation, key: string): Json {
  return Object.hasOwn(extensions, key) ? (extensions[key] ?? null) : null;
}
