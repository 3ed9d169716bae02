// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess } from "../answers.js";
import type { Members, OperationCase } from "../operation-case.js";
import { setAt } from "../pointer.js";
import { findReply } from "./choose-reply.js";
import { findRoles, isThing, listPointer, sampleOf } from "./collections.js";
import type { Collection, Role } from "./collections.js";
import type { Check, Issue, MockFacts } from "./mock-facts.js";
import { LINK_PARAM, slicePage } from "./page-slice.js";
import { makeId } from "./seed.js";

/** A request to a server that remembers. */
export interface Remembered {
  readonly operation: OperationCase;
  readonly params: Members;
  /** The URL as sent. */
  readonly url: string;
}

/** What it answers. */
export interface MemoryReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
}

/** The things that a mock server was told of. */
export interface Memory {
  /** Answers what concerns a collection; `undefined` for all else. */
  answer(request: Remembered): MemoryReply | undefined;
  clear(): void;
}

/** A server's memory: what is created can be listed, retrieved, updated and deleted. */
export function makeMemory(mock: MockFacts, seed: number): Memory {
  const roles = findRoles(mock.cases);
  const shelves = new Map<string, Map<string, Members>>();
  const shelfAt = (path: string): Map<string, Members> => {
    const shelf = shelves.get(path) ?? new Map<string, Members>();
    shelves.set(path, shelf);
    return shelf;
  };
  return {
    answer(request) {
      const role = roles.get(request.operation.id);
      if (role === undefined) return undefined;
      const path = new URL(request.url).pathname;
      const isSingle = role.does !== "create" && role.does !== "list";
      const shelf = shelfAt(isSingle ? path.slice(0, path.lastIndexOf("/")) : path);
      const id = isSingle ? decodeURIComponent(path.slice(path.lastIndexOf("/") + 1)) : undefined;
      return act(role, { ...request, mock, shelf, id, seed });
    },
    clear: () => shelves.clear(),
  };
}

interface Act extends Remembered {
  readonly mock: MockFacts;
  readonly shelf: Map<string, Members>;
  readonly id: string | undefined;
  readonly seed: number;
}

function act({ does, collection }: Role, request: Act): MemoryReply {
  const { shelf, id = "", operation } = request;
  if (does === "create") return create(collection, request);
  if (does === "list") return list(request);
  const thing = shelf.get(id);
  if (thing === undefined) return fail(operation, 404);
  if (does === "retrieve") return succeed(operation, thing);
  if (does === "remove") {
    shelf.delete(id);
    return succeed(operation, merge(sampleOf(operation), { [collection.key]: thing[collection.key] }, request));
  }
  const changed = merge(thing, { ...request.params, [collection.key]: thing[collection.key] }, request) as Members;
  shelf.set(id, changed);
  return succeed(operation, changed);
}

function create({ key, path }: Collection, request: Act): MemoryReply {
  const { shelf, params, operation, seed } = request;
  const sample = sampleOf(operation) as Members;
  const made = typeof sample[key] === "number" ? shelf.size + 1 : makeId(seed, `${path} ${shelf.size + 1}`);
  const id = params[key] ?? made;
  if (shelf.has(String(id))) return fail(operation, 409);
  const thing = merge(merge(sample, { [key]: id }, request), params, request) as Members;
  shelf.set(String(thing[key]), thing);
  return succeed(operation, thing);
}

function list({ shelf, operation, params, url, mock }: Act): MemoryReply {
  const items = [...shelf.values()].filter((item) => fits(item, params));
  const at = new URL(url);
  const { pages } = operation;
  if (pages === undefined) return succeed(operation, setAt(sampleOf(operation), listPointer(operation) ?? "", items));
  const after = at.searchParams.get(LINK_PARAM) ?? undefined;
  const page = slicePage({ pages, items, params, url: at.origin + at.pathname, after });
  const reply = operation.replies.find(isSuccess);
  const check = mock.checks[operation.id]?.replies?.[reply?.declared ?? ""];
  // Some say the end with null, others by leaving the cursor out.
  const body =
    pages.cursor !== undefined && !keeps(check, page.body) ? setAt(page.body, pages.cursor, undefined) : page.body;
  return { ...succeed(operation, body), headers: page.headers };
}

/** Whether a thing has every property that is asked for, as far as it has it at all. */
function fits(item: Members, params: Members): boolean {
  return Object.entries(params).every(([key, wanted]) => {
    if (!Object.hasOwn(item, key) || typeof wanted === "object") return true;
    return String(item[key]) === String(wanted);
  });
}

/** A thing with the given members, as far as its own schema has and accepts them. */
function merge(thing: unknown, given: Members, { operation, mock }: Act): unknown {
  if (!isThing(thing)) return thing;
  const declared = operation.replies.find(isSuccess)?.declared ?? "";
  const check = mock.checks[operation.id]?.replies?.[declared];
  let merged = thing;
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(thing, key) || value === undefined) continue;
    const next = { ...merged, [key]: value };
    if (keeps(check, next)) merged = next;
  }
  return merged;
}

function keeps(check: Check | undefined, value: unknown): boolean {
  const issues: Issue[] = [];
  check?.({ issues }, value);
  return issues.length === 0;
}

function succeed(operation: OperationCase, body: unknown): MemoryReply {
  return { status: operation.replies.find(isSuccess)?.status ?? 200, body };
}

/** The declared error, with its sample. */
function fail(operation: OperationCase, status: number): MemoryReply {
  return { status, body: findReply(operation, status)?.bodies.at(-1)?.body };
}
