import { type Findings, report, self } from "../check.js";
import type { Decode } from "../operation.js";

const exactly = Symbol("exactly");

/** A whole number that no number holds exactly, as parsers leave it for decoders: nothing that JSON has. */
export function box(digits: string): object {
  return { [exactly]: BigInt(digits) };
}

/** What is in the box; `undefined` for everything else. */
export function unbox(value: unknown): bigint | undefined {
  return (value as { readonly [exactly]?: bigint } | null)?.[exactly];
}

/** A whole number of any size. */
export const toBigint: Decode = (at, value) => readWhole(at, value) ?? value;

/** The digits of a whole number of any size. */
export const toDigits: Decode = (at, value) => readWhole(at, value)?.toString() ?? value;

/** What digits stand for, as it is sent: a bigint, which is written as a number. */
export const fromDigits: Decode = (_, value) => (isDigits(value) ? BigInt(value) : value);

/** Servers that know of the trouble with large numbers send them as text. */
function readWhole(at: Findings, value: unknown): bigint | undefined {
  if (typeof value === "bigint") return value;
  const exact = unbox(value);
  if (exact !== undefined) return exact;
  if (Number.isSafeInteger(value) || isDigits(value)) return BigInt(value as number | string);
  report(at, self, typeof value === "number" ? "is no exact whole number" : "must be a whole number");
  return undefined;
}

function isDigits(value: unknown): value is string {
  return typeof value === "string" && /^-?\d+$/.test(value);
}
