/** `conn-gen.lock.json`: what was generated from what, and the names that must not move. An input as much as an output. */
export interface Lock {
  readonly lockVersion: 1;
  /** The version of conn-gen that wrote it. */
  readonly generator: string;
  readonly contract: LockedInput;
  /** Every other file that went in (overlays, config). */
  readonly inputs: readonly LockedInput[];
  /** The settings that shape the output. */
  readonly options: { readonly [name: string]: unknown };
  readonly operations: { readonly [id: string]: LockedOperation };
  /** Schema id -> type name. */
  readonly types: { readonly [id: string]: string };
  /** Path inside the output folder -> sha256 of its bytes. */
  readonly files: { readonly [path: string]: string };
}

export interface LockedInput {
  /** Relative to the output folder with `/`, or a URL; `-` for stdin. */
  readonly source: string;
  readonly sha256: string;
}

export interface LockedOperation {
  /** The dotted call, `customers.create`. */
  readonly call: string;
  /** Where the body's members go: beside the other parameters, or under `body`. */
  readonly body?: "flat" | "whole";
  /** Query parameters that moved under `query` because a body member has their name. */
  readonly moved?: readonly string[];
}

/** The name of the lock in an output folder. */
export const LOCK_FILE = "conn-gen.lock.json";

/** The text of a lock: keys in a stable order, so that equal locks are equal bytes. */
export function printLock(lock: Lock): string {
  const { lockVersion, generator, contract, inputs, options, operations, types, files } = lock;
  const sorted = {
    lockVersion,
    generator,
    contract,
    inputs,
    options: sortKeys(options),
    operations: sortKeys(operations),
    types: sortKeys(types),
    files: sortKeys(files),
  };
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}

function sortKeys<Value>(record: { readonly [key: string]: Value }): { readonly [key: string]: Value } {
  const keys = Object.keys(record).sort();
  // Not by assignment: a schema may be called `__proto__`.
  return Object.fromEntries(keys.map((key) => [key, record[key] as Value]));
}
