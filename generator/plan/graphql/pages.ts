import type { FieldSelection, GraphqlSchema, Selection } from "../../contract/graphql.js";
import { findField, findType, itemType, namedType } from "../../contract/graphql.js";
import type { GraphqlPages } from "../plan.js";
import { isConnection } from "./default-selection.js";

/** A field and the way to it. */
interface Found {
  readonly path: readonly string[];
  readonly field: FieldSelection;
  readonly variable: string;
}

/**
 * The connection whose pages a document walks: the one whose `after` is a variable, if it asks for the cursor that leads
 * on. A document with two of them leaves it to its author how they go on.
 */
export function findPages(
  schema: GraphqlSchema,
  root: string,
  selections: readonly Selection[],
): GraphqlPages | undefined {
  const [only, ...others] = findConnections(schema, root, selections);
  if (only === undefined || others.length > 0) return undefined;
  const asked = childrenOf(schema, only.field.selections ?? []);
  const info = asked.find(({ field, key }) => field === "pageInfo" && key === field);
  const cursors = new Set(childrenOf(schema, info?.selections ?? []).map(({ key }) => key));
  const list = asked.find(({ field, key }) => (field === "nodes" || field === "edges") && key === field);
  if (!cursors.has("endCursor") || !cursors.has("hasNextPage") || list === undefined) return undefined;
  if (list.field === "edges" && !childrenOf(schema, list.selections ?? []).some(({ key }) => key === "node"))
    return undefined;
  return { path: only.path, list: list.field === "edges" ? "edges" : "nodes", variable: only.variable };
}

function findConnections(schema: GraphqlSchema, type: string, selections: readonly Selection[]): Found[] {
  return childrenOf(schema, selections).flatMap((field): Found[] => {
    const fact = findField(schema, type, field.field);
    // What is inside of a list has as many cursors as the list has items.
    if (fact === undefined || field.selections === undefined || itemType(fact.type) !== undefined) return [];
    const inner = findType(schema, namedType(fact.type));
    if (inner?.kind !== "object" && inner?.kind !== "interface") return [];
    const variable = /(?:^|, )after: \$(\w+)/.exec(field.arguments ?? "")?.[1];
    if (variable !== undefined && isConnection(schema, inner)) return [{ path: [field.key], field, variable }];
    const inside = findConnections(schema, inner.name, field.selections);
    return inside.map((found) => ({ ...found, path: [field.key, ...found.path] }));
  });
}

/** The fields of a selection, those of its fragments included. */
function childrenOf(schema: GraphqlSchema, selections: readonly Selection[]): FieldSelection[] {
  return selections.flatMap((part) => {
    if (part.kind === "field") return [part];
    const inner = part.kind === "on" ? part.selections : (schema.fragments[part.fragment]?.selections ?? []);
    return childrenOf(schema, inner);
  });
}
