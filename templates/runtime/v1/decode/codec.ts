import { report, self } from "../check.js";
import type { Decode } from "../operation.js";

/** Reads and writes values that JSON has no types for. */
export interface Codec<Value> {
  decode(json: never): Value;
  encode(value: Value): unknown;
}

/** What a codec makes of a value; what it refuses is a mistake in the answer. */
export function decodeBy<Value>({ decode }: Codec<Value>): Decode {
  return (at, value) => {
    if (value === null || value === undefined) return value;
    try {
      return decode(value as never);
    } catch (error) {
      report(at, self, error instanceof Error ? error.message : String(error));
      return value;
    }
  };
}

/** What is sent for a value of a codec. */
export function encodeBy<Value>({ encode }: Codec<Value>): Decode {
  return (_, value) => (value === null || value === undefined ? value : encode(value as Value));
}
