import type { Contract } from "../contract/contract.js";
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

/** The names of types that are given. */
export function pinnedTypes(contract: Contract, settings: Settings, lock: Lock | undefined): { [id: string]: string } {
  const pinned: { [id: string]: string } = {};
  for (const { id, key } of Object.values(contract.schemas)) {
    const name = own(settings.names.types, id) ?? own(settings.names.types, key) ?? lock?.types[id];
    if (name !== undefined) pinned[id] = name;
  }
  return pinned;
}

/** What a contract calls `constructor` is in no config by that alone. */
export function own<Value>(record: { readonly [key: string]: Value }, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
