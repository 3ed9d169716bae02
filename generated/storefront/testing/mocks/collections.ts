// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess } from "../answers.js";
import type { Members, OperationCase } from "../operation-case.js";
import { escapeStep } from "../pointer.js";

/** What an operation does to a collection of things that a server remembers. */
export interface Role {
  readonly does: "create" | "list" | "retrieve" | "update" | "remove";
  readonly collection: Collection;
}

/** Things of one kind: `/v1/customers`. */
export interface Collection {
  /** The template of its path. */
  readonly path: string;
  /** The member of a thing that the path of a single one ends with. */
  readonly key: string;
}

/** The roles that operations have, by their ids: those of collections whose things can be told apart. */
export function findRoles(cases: readonly OperationCase[]): ReadonlyMap<string, Role> {
  const roles = new Map<string, Role>();
  for (const item of cases.filter((each) => LAST_HOLE.test(each.path))) {
    const path = item.path.replace(LAST_HOLE, "");
    const key = findKey(cases, path, item);
    if (key === undefined) continue;
    const does = ITEM_ROLES[item.method];
    if (does !== undefined) roles.set(item.id, { does, collection: { path, key } });
    for (const each of cases.filter((other) => other.path === path)) {
      const role = roleInCollection(each);
      if (role !== undefined) roles.set(each.id, { does: role, collection: { path, key } });
    }
  }
  return roles;
}

const LAST_HOLE = /\/\{[^{}/]+\}$/;

const ITEM_ROLES: { readonly [method: string]: Role["does"] | undefined } = {
  GET: "retrieve",
  POST: "update",
  PUT: "update",
  PATCH: "update",
  DELETE: "remove",
};

function roleInCollection(operation: OperationCase): Role["does"] | undefined {
  if (operation.method === "POST") return isThing(sampleOf(operation)) ? "create" : undefined;
  if (operation.method === "GET") return listPointer(operation) === undefined ? undefined : "list";
  return undefined;
}

/** Where a list's body holds its items: a JSON pointer; `undefined` where there is no list in it. */
export function listPointer(operation: OperationCase): string | undefined {
  if (operation.pages !== undefined) return operation.pages.items;
  const sample = sampleOf(operation);
  if (Array.isArray(sample)) return "";
  if (!isThing(sample)) return undefined;
  const lists = Object.entries(sample).filter(([, member]) => Array.isArray(member));
  return lists.length === 1 ? `/${escapeStep(lists[0]?.[0] ?? "")}` : undefined;
}

/** The member that names a thing: called like the path's hole, or as services call it. */
function findKey(cases: readonly OperationCase[], path: string, item: OperationCase): string | undefined {
  const hole = /\{([^{}/]+)\}$/.exec(item.path)?.[1] ?? "";
  const makers = cases.filter((each) => each.path === path && each.method === "POST");
  const samples = [...makers, ...cases.filter((each) => each.path === item.path && each.method === "GET")].map(
    sampleOf,
  );
  const sample = samples.find(isThing);
  if (sample === undefined) return undefined;
  return [hole, "id", "sid", "uuid", "key", "name"].find((key) => ["string", "number"].includes(typeof sample[key]));
}

/** The fullest sample of an operation's success. */
export function sampleOf(operation: OperationCase): unknown {
  return operation.replies.find(isSuccess)?.bodies.at(-1)?.body;
}

export function isThing(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
