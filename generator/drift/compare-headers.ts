import type { HeaderFact } from "../contract/contract.js";
import { child, type Pointer } from "../contract/pointer.js";
import { addSchemas, type Exchange, type Part } from "./exchange.js";
import type { Guard } from "./finding.js";
import { takesAnyText } from "./plain-text.js";
import { makeChange } from "./session.js";
import type { Pair } from "./walk.js";

/** Where headers are declared: an answer, or a part of a body. */
export interface Headed {
  readonly headers: readonly HeaderFact[];
  readonly at: Pointer;
}

/** Compares the headers of answers, or of the parts of bodies. */
export function compareHeaders({ old: before, new: after }: Pair<Headed>, part: Part, exchange: Exchange): void {
  const find = (headers: readonly HeaderFact[], key: string): HeaderFact | undefined =>
    headers.find((header) => header.key.toLowerCase() === key.toLowerCase());
  const placeOf = ({ at }: Headed, key: string): string => child(`${at}/headers`, key);
  const { direction } = part;
  for (const header of before.headers) {
    const other = find(after.headers, header.key);
    const element = `${part.label} header ${header.key}`;
    // What is promised is relied on; what may be missing is looked at by few.
    const isLookedAt = header.required || direction === "sent";
    const guards: Guard[] = isLookedAt ? [...part.guards] : [...part.guards, "optional"];
    const remark = { element, direction, words: { key: header.key }, guards };
    if (other === undefined) {
      const at = { old: placeOf(before, header.key), new: after.at };
      exchange.changes.push(makeChange("header-removed", { ...remark, at }));
      continue;
    }
    const at = { old: placeOf(before, header.key), new: placeOf(after, other.key) };
    if (header.required !== other.required) {
      exchange.changes.push(
        makeChange(other.required ? "header-became-required" : "header-became-optional", { ...remark, at }),
      );
    }
    const nodes = {
      old: { schema: header.schema, at: `${at.old}/schema` },
      new: { schema: other.schema, at: `${at.new}/schema` },
    };
    addSchemas(exchange, direction, {
      nodes,
      label: element,
      guards: takesAnyText(header.schema) ? [...part.guards, "text"] : part.guards,
    });
  }
  for (const header of after.headers) {
    if (find(before.headers, header.key) !== undefined) continue;
    const at = { old: before.at, new: placeOf(after, header.key) };
    const element = `${part.label} header ${header.key}`;
    // Nobody has to give what is optional.
    const effect = direction === "sent" && !header.required ? ({ effect: "widens" } as const) : {};
    const remark = { element, direction, words: { key: header.key }, guards: part.guards, at, ...effect };
    exchange.changes.push(makeChange("header-added", remark));
  }
}
