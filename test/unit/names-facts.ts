import { nameCalls, type CallFact } from "../../generator/plan/calls/calls.js";

export type Extra = Partial<Omit<CallFact, "id" | "method" | "path">>;

/** `GET /users` with what else is known of it. */
export function fact(id: string, extra: Extra = {}): CallFact {
  const [method = "", path = ""] = id.split(" ", 2);
  return { id, method, path, groups: [], extensions: {}, returnsList: false, hasBody: false, ...extra };
}

export const list: Extra = { returnsList: true };

/** The dotted calls by id. */
export function callsOf(
  facts: readonly CallFact[],
  pinned: { readonly [id: string]: string } = {},
): { [id: string]: string } {
  const { value } = nameCalls(facts, pinned);
  return Object.fromEntries(Object.entries(value).map(([id, call]) => [id, call.join(".")]));
}
