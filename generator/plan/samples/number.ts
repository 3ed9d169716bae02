import type { NumberSchema } from "../../contract/schema.js";
import { fitsNumber } from "./check.js";

/** A number that a schema accepts, near to what its name says; `number` tells several apart. */
export function sampleNumber(schema: NumberSchema, name: string, number: number): number | undefined {
  const wish = (byName(name) ?? (schema.integer ? 3 : 12.5)) + number;
  const step = schema.multipleOf !== undefined && schema.multipleOf > 0 ? schema.multipleOf : schema.integer ? 1 : 0.5;
  const low = Math.max(schema.minimum ?? -Infinity, schema.exclusiveMinimum ?? -Infinity);
  const high = Math.min(schema.maximum ?? Infinity, schema.exclusiveMaximum ?? Infinity);
  const middle = Number.isFinite(low) && Number.isFinite(high) ? (low + high) / 2 : 0;
  const candidates = [
    wish,
    Math.round(wish / step) * step,
    low,
    low + step,
    low + number,
    roundUp(low, step),
    high,
    high - step,
    middle,
    0,
    1,
  ]
    .filter(Number.isFinite)
    .map((each) => (schema.integer ? Math.round(each) : each));
  return candidates.find((candidate) => fitsNumber(schema, candidate));
}

function roundUp(low: number, step: number): number {
  return Math.ceil(low / step) * step;
}

const NAMES: readonly (readonly [name: RegExp, number: number])[] = [
  [/amount|price|total|balance|fee|cost/, 1999],
  [/year/, 2025],
  [/month/, 12],
  [/(^|_)day/, 15],
  [/(created|updated|expires|_at|timestamp|period_)/, 1_738_326_600],
  [/latitude|^lat$/, 59.5],
  [/longitude|^(lng|lon)$/, 10.5],
  [/percent|rate/, 25],
  [/limit|(page|per)_?(size|page)|size$/, 10],
  [/^page(_?number)?$/, 1],
];

function byName(name: string): number | undefined {
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return NAMES.find(([pattern]) => pattern.test(words))?.[1];
}
