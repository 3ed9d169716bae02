import { isObject } from "../contract/json.js";
import type { BatchHint, Settings } from "../config.js";
import type { HttpOperation } from "../contract/contract.js";
import type { Json } from "../contract/schema.js";

/** What each member must be; hints come from contracts too, so none is believed unseen. */
const MEMBERS: { readonly [key in keyof BatchHint]-?: (value: Json | undefined) => boolean } = {
  key: isText,
  serves: isText,
  id: isText,
  size: isText,
  with: (value) => Array.isArray(value) && value.every(isText),
  max: (value) => isCount(value) && value > 1,
  wait: (value) => isCount(value) && value <= 60_000,
};

function isText(value: Json | undefined): boolean {
  return typeof value === "string";
}

function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** The hint for a list, the config's before the contract's; a text says what is wrong with it. */
export function findBatchHint(
  { id, operationId, extensions }: HttpOperation,
  { pages }: Settings,
): BatchHint | string | undefined {
  const asked = [id, operationId].find((key) => key !== undefined && Object.hasOwn(pages, key));
  const written = batchOf(asked === undefined ? undefined : pages[asked]) ?? batchOf(extensions["x-conn-gen"]);
  if (written === undefined) return undefined;
  if (!isObject(written)) return "`batch` makes no sense in its hint";
  const wrong = Object.keys(written).find((key) => !isMember(key) || !MEMBERS[key](written[key]));
  if (wrong !== undefined) return `\`${wrong}\` makes no sense in its hint`;
  return written["key"] === undefined ? "its hint names no `key`" : (written as unknown as BatchHint);
}

function batchOf(hint: Json | undefined): Json | undefined {
  return isObject(hint) && Object.hasOwn(hint, "batch") ? hint["batch"] : undefined;
}

function isMember(key: string): key is keyof BatchHint {
  return Object.hasOwn(MEMBERS, key);
}
