import { isObject } from "../../contract/json.js";
import type { NamedExample } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import { membersOf, memberOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";

/** The values that a parameter or a body shows: its `example`, and those that it has names for. */
export function readExamples(node: Node, reading: Reading): NamedExample[] {
  const only = memberOf(node, "example");
  const named = membersOf(memberOf(node, "examples")).flatMap((entry) => readNamed(entry, reading));
  return only.value === undefined ? named : [{ key: "example", value: only.value as Json, at: only.at }, ...named];
}

function readNamed(entry: Node & { readonly key: string }, reading: Reading): NamedExample[] {
  const target = follow(entry, reading);
  if (target === undefined || !isObject(target.value)) return [];
  const member = ["value", "dataValue"].map((key) => memberOf(target, key)).find(({ value }) => value !== undefined);
  return member === undefined ? [] : [{ key: entry.key, value: member.value as Json, at: member.at, entry: entry.at }];
}
