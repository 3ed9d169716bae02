import type { Contract } from "../contract/contract.js";
import { child } from "../contract/pointer.js";
import { flatten } from "../contract/flatten.js";
import type { ObjectSchema, Schema } from "../contract/schema.js";
import { accepts, isMembers } from "../plan/samples/check.js";
import type { Sample } from "../plan/samples/sample.js";

const DEEPEST = 60;

/** Where a value has members that its schema neither names nor opens itself for: JSON pointers. */
export function findUndocumented(schema: Schema, value: Sample, contract: Contract): string[] {
  return find(schema, value, { contract, depth: 0 });
}

interface Walk {
  readonly contract: Contract;
  readonly depth: number;
}

function find(schema: Schema, value: Sample, { contract, depth }: Walk): string[] {
  const flat = flatten(schema, contract);
  if (depth > DEEPEST) return [];
  const deeper = { contract, depth: depth + 1 };
  const inside = (inner: Schema, member: Sample, key: string): string[] =>
    find(inner, member, deeper).map((pointer) => child("", key) + pointer);
  switch (flat.kind) {
    case "array":
      return Array.isArray(value)
        ? (value as Sample[]).flatMap((item, at) => inside(flat.items, item, String(at)))
        : [];
    case "object":
      return isMembers(value)
        ? Object.entries(value).flatMap(([key, member]) => {
            const known = flat.properties.find((property) => property.key === key);
            if (known !== undefined) return inside(known.schema, member, key);
            return isOpenFor(flat, key) ? [] : [child("", key)];
          })
        : [];
    case "union":
      return fewest(
        flat.variants
          .filter((variant) => accepts(variant, value, { contract, direction: "received" }))
          .map((variant) => find(variant, value, deeper)),
      );
    default:
      return [];
  }
}

/** A contract that says something of other members, be it `true`, documents that there are some. */
function isOpenFor({ additional, patterns, properties }: ObjectSchema, key: string): boolean {
  if (patterns !== undefined && patterns.length > 0) return true;
  return additional !== undefined ? additional.kind !== "never" : properties.length === 0 && key !== "";
}

/** Of the variants that accept a value, the one that explains most of it. */
function fewest(found: readonly string[][]): string[] {
  return [...found].sort((a, b) => a.length - b.length)[0] ?? [];
}
