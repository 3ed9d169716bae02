import type { FieldFact, FieldsType, GraphqlSchema, Selection } from "../../contract/graphql.js";
import { findType, namedType } from "../../contract/graphql.js";
import { isRequired } from "../../contract/graphql-schemas.js";

/** What of an object tells people which one it is. */
const NAMES = new Set(["id", "name", "title", "login", "slug", "handle", "code", "key", "number"]);

/** How far objects that only wrap others are looked through. */
const DEEPEST = 4;

/** How many types of a union are asked of in their own words. */
const MOST_MEMBERS = 20;

/**
 * What is asked for where nobody said: the scalars of an object, and ids and names of the objects in it. Objects without
 * an id only wrap others (payloads, connections, amounts of money): they are asked for like the object around them.
 */
export function selectDefaults(schema: GraphqlSchema, type: string): readonly Selection[] | undefined {
  return selectType(schema, type, { depth: 0, whole: true });
}

/** How deep we are, and whether everything is wanted of an object or only what names it. */
interface Reach {
  readonly depth: number;
  readonly whole: boolean;
}

/** `undefined` for a type that has nothing inside. */
function selectType(schema: GraphqlSchema, name: string, reach: Reach): readonly Selection[] | undefined {
  const type = findType(schema, name);
  switch (type?.kind) {
    case "object":
    case "interface": {
      const own = isConnection(schema, type)
        ? selectConnection(schema, type, reach)
        : selectFields(schema, type, reach);
      return type.kind === "interface" ? [field("__typename"), ...own] : own;
    }
    case "union":
      return [field("__typename"), ...selectMembers(schema, type.members)];
    default:
      return undefined;
  }
}

function selectFields(schema: GraphqlSchema, type: FieldsType, reach: Reach): Selection[] {
  const usable = type.fields.filter((each) => each.deprecated === undefined && !each.arguments.some(isRequired));
  return usable.flatMap((each): Selection[] => {
    if (isLeaf(schema, each)) return reach.whole || NAMES.has(each.key) ? [field(each.key)] : [];
    const inner = reach.depth < DEEPEST ? selectObject(schema, each, reach) : undefined;
    return inner === undefined || inner.length === 0 ? [] : [field(each.key, inner)];
  });
}

/** What is asked of an object inside of another. */
function selectObject(
  schema: GraphqlSchema,
  { type }: FieldFact,
  { depth, whole }: Reach,
): readonly Selection[] | undefined {
  const inner = findType(schema, namedType(type));
  if (inner?.kind === "union")
    return whole ? selectType(schema, inner.name, { depth: depth + 1, whole: false }) : undefined;
  if (inner?.kind !== "object" && inner?.kind !== "interface") return undefined;
  // Servers ask for `first` or `last` of a connection inside of something: whoever wants it says how much.
  if (isConnection(schema, inner)) return undefined;
  const isEntity = inner.fields.some(({ key }) => key === "id");
  if (!whole) return undefined;
  const isWrapped = depth === 0 || !isEntity;
  return isWrapped ? selectType(schema, inner.name, { depth: depth + 1, whole: !isEntity }) : undefined;
}

/** Of every member of a union its id or name, unless another member has one of another type: both cannot be asked for. */
function selectMembers(schema: GraphqlSchema, members: readonly string[]): Selection[] {
  const objects = members.slice(0, MOST_MEMBERS).flatMap((member) => {
    const type = findType(schema, member);
    return type?.kind === "object" ? [type] : [];
  });
  const types = new Map<string, Set<string>>();
  for (const { key, type } of objects.flatMap(({ fields }) => fields))
    types.set(key, (types.get(key) ?? new Set()).add(type));
  return objects.flatMap((object): Selection[] => {
    const selections = selectFields(schema, object, { depth: DEEPEST, whole: false }).filter(
      (part) => part.kind === "field" && types.get(part.key)?.size === 1,
    );
    return selections.length === 0 ? [] : [{ kind: "on", type: object.name, selections }];
  });
}

/** A page of a list: what has `pageInfo` beside the list. */
export function isConnection(schema: GraphqlSchema, type: FieldsType): boolean {
  const keys = new Set(type.fields.map(({ key }) => key));
  return keys.has("pageInfo") && (keys.has("nodes") || keys.has("edges"));
}

function selectConnection(schema: GraphqlSchema, type: FieldsType, reach: Reach): Selection[] {
  const nodes = type.fields.find(({ key }) => key === "nodes") ?? type.fields.find(({ key }) => key === "edges");
  const leaves = type.fields.filter(
    (each) => isLeaf(schema, each) && !each.arguments.some(isRequired) && each.deprecated === undefined,
  );
  return [
    ...(nodes === undefined ? [] : [selectItems(schema, nodes, reach)]),
    field("pageInfo", pageInfoOf(schema, type)),
    ...leaves.filter(({ key }) => key !== nodes?.key).map(({ key }) => field(key)),
  ];
}

/** The items of `nodes`, which may be mere texts; those of `edges` stand below `node`. */
function selectItems(schema: GraphqlSchema, nodes: FieldFact, reach: Reach): Selection {
  if (nodes.key === "nodes") return selectItem(schema, nodes, reach);
  const edge = findType(schema, namedType(nodes.type));
  const node = edge?.kind === "object" ? edge.fields.find(({ key }) => key === "node") : undefined;
  return field(nodes.key, [node === undefined ? field("__typename") : selectItem(schema, node, reach)]);
}

function selectItem(schema: GraphqlSchema, item: FieldFact, { depth }: Reach): Selection {
  const selections = selectType(schema, namedType(item.type), { depth, whole: true });
  return selections === undefined ? field(item.key) : field(item.key, orTypename(selections));
}

/** An object of which nothing can be asked without saying more still says what it is. */
export function orTypename(selections: readonly Selection[] = []): readonly Selection[] {
  return selections.length > 0 ? selections : [field("__typename")];
}

function pageInfoOf(schema: GraphqlSchema, type: FieldsType): Selection[] {
  const info = findType(schema, namedType(type.fields.find(({ key }) => key === "pageInfo")?.type ?? ""));
  const keys = info?.kind === "object" ? info.fields.map(({ key }) => key) : [];
  const usual = keys.filter((key) => ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"].includes(key));
  return (usual.length > 0 ? usual : ["__typename"]).map((key) => field(key));
}

function isLeaf(schema: GraphqlSchema, { type }: FieldFact): boolean {
  const kind = findType(schema, namedType(type))?.kind;
  return kind === "scalar" || kind === "enum";
}

function field(key: string, selections?: readonly Selection[]): Selection {
  return { kind: "field", key, field: key, ...(selections && { selections }) };
}
