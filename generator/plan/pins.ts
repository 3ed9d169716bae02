import type { Contract } from "../contract/contract.js";
import { isObject } from "../contract/json.js";
import type { NamedSchema } from "../contract/schema.js";
import type { Settings } from "../config.js";
import type { Lock } from "../write/lock.js";

/** The calls that are given: asked for in the config, else as the lock has them. */
export function pinnedCalls(
  contract: Contract,
  settings: Pick<Settings, "names">,
  lock: Lock | undefined,
): { [id: string]: string } {
  const pinned: { [id: string]: string } = {};
  for (const { id, operationId } of contract.operations) {
    const call =
      own(settings.names.calls, id) ??
      (operationId === undefined ? undefined : own(settings.names.calls, operationId)) ??
      lock?.operations[id]?.call;
    if (call !== undefined) pinned[id] = call;
  }
  return pinned;
}

/** The names of types that are given: asked for in the config, else as the lock has them, else by a hint of the schema's. */
export function pinnedTypes(contract: Contract, settings: Settings, lock: Lock | undefined): { [id: string]: string } {
  const pinned: { [id: string]: string } = {};
  for (const { id, key, extensions } of Object.values(contract.schemas)) {
    const asked = own(settings.names.types, id) ?? own(settings.names.types, key);
    const name = asked ?? lock?.types[id] ?? readTypeHint(extensions);
    if (name !== undefined) pinned[id] = name;
  }
  return pinned;
}

/** `x-conn-gen: { type: Order }`. */
function readTypeHint(extensions: NamedSchema["extensions"]): string | undefined {
  const own = extensions?.["x-conn-gen"];
  const type: unknown = isObject(own) ? own["type"] : undefined;
  return typeof type === "string" ? type : undefined;
}

/** What a contract calls `constructor` is in no config by that alone. */
export function own<Value>(record: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
