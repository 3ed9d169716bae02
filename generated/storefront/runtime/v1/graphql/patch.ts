// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { GraphqlErrorEntry } from "./errors.js";
import type { GraphqlAnswer } from "./exchange.js";

type Path = readonly (string | number)[];

/** What comes later of an answer: where it belongs, said outright or by the id of what was announced. */
interface Patch extends GraphqlAnswer {
  readonly path?: Path;
  readonly id?: string;
  readonly subPath?: Path;
  /** Of a list that is streamed. */
  readonly items?: readonly unknown[] | null;
}

/** One part of an answer that comes in parts, in any of the ways in which servers write them. */
interface Part extends Patch {
  readonly incremental?: readonly Patch[];
  readonly pending?: readonly { readonly id: string; readonly path: Path }[];
  readonly completed?: readonly { readonly id: string; readonly errors?: readonly GraphqlErrorEntry[] }[];
}

/** The answer so far, and where what was announced belongs. */
export interface Progress {
  readonly answer: GraphqlAnswer;
  readonly places: { readonly [id: string]: Path };
}

/** The answer with what another part brings; what was given before stays as it is. */
export function applyPart({ answer, places: known }: Progress, given: unknown): Progress {
  const part = (given ?? {}) as Part;
  const { pending = [], incremental = [], completed = [], path, errors, extensions } = part;
  const places = { ...known, ...Object.fromEntries(pending.map((each) => [each.id, each.path])) };
  const own: Patch = path ? part : { ...(errors && { errors }), ...(extensions && { extensions }) };
  const failures = completed.map(({ errors: all = [] }): Patch => ({ errors: all }));
  const patches = [own, ...incremental, ...failures];
  return { answer: patches.reduce((whole, patch) => applyPatch(whole, patch, places), answer), places };
}

function applyPatch(answer: GraphqlAnswer, patch: Patch, places: Progress["places"]): GraphqlAnswer {
  const { errors = [], extensions } = patch;
  const all = [...(answer.errors ?? []), ...errors];
  return {
    ...answer,
    data: addTo(answer.data, patch, places),
    ...(all.length > 0 && { errors: all }),
    ...(extensions && { extensions: { ...answer.extensions, ...extensions } }),
  };
}

/** Items have a place of their own in the list, or are the next of a list that was announced. */
function addTo(
  whole: unknown,
  { path, id = "", subPath = [], items, data }: Patch,
  places: Progress["places"],
): unknown {
  const place = path ?? [...(places[id] ?? []), ...subPath];
  if (items && path) return changeAt(whole, path.slice(0, -1), (list) => insertAt(list, Number(path.at(-1)), items));
  if (items) return changeAt(whole, place, (list) => [...(list as unknown[]), ...items]);
  return data === undefined || data === null ? whole : changeAt(whole, place, (known) => merge(known, data));
}

function insertAt(list: unknown, index: number, items: readonly unknown[]): unknown[] {
  const known = list as readonly unknown[];
  return [...known.slice(0, index), ...items, ...known.slice(index + items.length)];
}

/** A copy with something else at the end of a path. */
function changeAt(value: unknown, [key, ...rest]: Path, change: (inner: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (typeof value !== "object" || value === null) return value;
  const inner = changeAt((value as { readonly [key: string]: unknown })[key], rest, change);
  return Array.isArray(value) ? insertAt(value, Number(key), [inner]) : { ...value, [key]: inner };
}

/** Objects and lists member by member, anything else as it came last. */
function merge(known: unknown, given: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(given)) {
    return [
      ...given.map((each: unknown, index) => (index < known.length ? merge(known[index], each) : each)),
      ...known.slice(given.length),
    ];
  }
  if (!isPlain(known) || !isPlain(given)) return given;
  const members = Object.entries(given).map(([key, value]) => [
    key,
    Object.hasOwn(known, key) ? merge(known[key], value) : value,
  ]);
  return { ...known, ...Object.fromEntries(members) };
}

function isPlain(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
