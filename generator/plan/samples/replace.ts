import { keysOf } from "../../contract/pointer.js";
import { isMembers } from "./check.js";
import type { Sample } from "./sample.js";

/** A copy of a sample in which something else stands at a JSON pointer; `undefined` = nothing does. */
export function replaceAt(value: Sample, pointer: string, inner: Sample | undefined): Sample | undefined {
  return replaceBelow(value, keysOf(pointer), inner);
}

function replaceBelow(value: Sample, [key, ...rest]: readonly string[], inner: Sample | undefined): Sample | undefined {
  if (key === undefined) return inner;
  if (Array.isArray(value)) {
    const items = (value as readonly Sample[]).map((item, index) =>
      String(index) === key ? replaceBelow(item, rest, inner) : item,
    );
    return items.filter((item) => item !== undefined);
  }
  const members = isMembers(value) ? value : {};
  const next = rest.length === 0 ? inner : replaceBelow(members[key] ?? {}, rest, inner);
  if (next !== undefined) return { ...members, [key]: next };
  const { [key]: _, ...others } = members;
  return others;
}

/** What stands at a JSON pointer of a sample, whoever sees it; `undefined` where nothing does. */
export function findAt(value: unknown, pointer: string): unknown {
  return keysOf(pointer).reduce(
    (found, key) =>
      typeof found === "object" && found !== null && Object.hasOwn(found, key)
        ? (found as { readonly [key: string]: unknown })[key]
        : undefined,
    value,
  );
}
