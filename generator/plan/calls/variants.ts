import type { Contract, OperationId } from "../../contract/contract.js";
import { numberName } from "../names.js";

/** The dotted names of all operations; one in another media type is called after the one that it varies: `exportAsCsv`. */
export function nameVariants(
  contract: Contract,
  calls: { readonly [id: OperationId]: readonly string[] },
  pinned: { readonly [id: OperationId]: string },
): { readonly [id: OperationId]: readonly string[] } {
  const named = new Map(Object.entries(calls));
  const taken = new Set([...named.values()].map((call) => call.join(".")));
  for (const { id, variant } of contract.operations) {
    const main = variant && calls[variant.of];
    if (variant === undefined || main === undefined) continue;
    const wish = pinned[id] ?? `${main.join(".")}${variant.as}`;
    const call = numberName(wish, (name) => taken.has(name), new Map());
    taken.add(call);
    named.set(id, call.split("."));
  }
  return Object.fromEntries(named);
}
