import type { Content, PartEncoding } from "../contract/contract.js";
import { child, type Pointer } from "../contract/pointer.js";
import { compareHeaders } from "./compare-headers.js";
import type { Exchange, Part } from "./exchange.js";
import { makeChange } from "./session.js";
import type { Pair } from "./walk.js";

/** How a part of a body is written, and where that is said. */
interface Written {
  readonly encoding: PartEncoding;
  readonly at: Pointer;
}

/** Compares how the parts of bodies are written: members by name, items of a list by place. */
export function compareEncodings(contents: Pair<Content>, part: Part, exchange: Exchange): void {
  const { old: before, new: after } = contents;
  for (const key of new Set([...Object.keys(before.encoding), ...Object.keys(after.encoding)])) {
    const pair = { old: memberOf(before, key), new: memberOf(after, key) };
    compareEncoding(pair, { ...part, label: `${part.label}.${key}` }, exchange);
  }
  const first = Math.max(...[before, after].map(({ prefixEncoding = [] }) => prefixEncoding.length));
  for (let index = 0; index < first; index++) {
    const pair = { old: itemOf(before, index), new: itemOf(after, index) };
    compareEncoding(pair, { ...part, label: `${part.label}[${index}]` }, exchange);
  }
  const rest = { old: itemOf(before, first), new: itemOf(after, first) };
  compareEncoding(rest, { ...part, label: `${part.label}[]` }, exchange);
}

function memberOf({ encoding, at }: Content, key: string): Written {
  return { encoding: encoding[key] ?? {}, at: child(`${at}/encoding`, key) };
}

/** The first items have their own, what follows has one for all. */
function itemOf({ prefixEncoding, itemEncoding, at }: Content, index: number): Written {
  const own = prefixEncoding?.[index];
  return own === undefined
    ? { encoding: itemEncoding ?? {}, at: `${at}/itemEncoding` }
    : { encoding: own, at: child(`${at}/prefixEncoding`, index) };
}

function compareEncoding({ old: before, new: after }: Pair<Written>, part: Part, exchange: Exchange): void {
  const { label: element, direction, guards } = part;
  const headed = {
    old: { headers: before.encoding.headers ?? [], at: before.at },
    new: { headers: after.encoding.headers ?? [], at: after.at },
  };
  compareHeaders(headed, part, exchange);
  const told = { before: sayEncoding(before), after: sayEncoding(after) };
  if (told.before === told.after) return;
  const at = { old: before.at, new: after.at };
  exchange.changes.push(makeChange("encoding-changed", { element, direction, guards, ...told, at }));
}

function sayEncoding({ encoding }: Written): string {
  const { headers: _, ...said } = encoding;
  return Object.keys(said).length === 0 ? "the default way" : JSON.stringify(said);
}
