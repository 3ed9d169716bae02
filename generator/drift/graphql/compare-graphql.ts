import type {
  EnumType,
  FieldFact,
  FieldsType,
  GraphqlSchema,
  GraphqlType,
  InputType,
  UnionType,
} from "../../contract/graphql.js";
import { namedType } from "../../contract/graphql.js";
import { BUILT_IN } from "../../contract/graphql-sdl.js";
import type { Change, Direction, Guard } from "../finding.js";
import type { RuleId } from "../rules.js";
import { makeChange, type Remark } from "../session.js";
import type { Pair } from "../walk.js";
import { compareArguments, compareInputFields } from "./compare-arguments.js";
import { compareDirectives } from "./compare-directives.js";
import { announced, compareDeprecations } from "./deprecations.js";
import { type Reach, reachTypes } from "./reach.js";
import { compareTypeTexts } from "./type-texts.js";

/** Two schemas, and which way each type travels. */
export interface GraphqlSession {
  readonly schemas: Pair<GraphqlSchema>;
  readonly reach: Pair<Reach>;
  readonly add: (rule: RuleId, remark: Omit<Remark, "at"> & { readonly at: string }) => void;
}

/** Compares two GraphQL schemas for whoever sends documents of his own: selecting what is gone is refused as a whole. */
export function compareGraphql(schemas: Pair<GraphqlSchema>): Change[] {
  const changes: Change[] = [];
  const reach = { old: reachTypes(schemas.old), new: reachTypes(schemas.new) };
  const session: GraphqlSession = {
    schemas,
    reach,
    add: (rule, { at, ...remark }) => changes.push(makeChange(rule, { ...remark, at: { old: at, new: at } })),
  };
  compareRoots(session);
  const { old: before, new: after } = { old: schemas.old.types, new: schemas.new.types };
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [left, right] = [before[name], after[name]];
    if (BUILT_IN.has(name)) continue;
    if (left !== undefined && right !== undefined) compareTypes(session, { old: left, new: right });
    else if (left !== undefined) noteType(session, "graphql-type-removed", name);
    else noteType(session, "graphql-type-added", name);
  }
  compareDirectives(session);
  return changes;
}

function compareRoots({ schemas, add }: GraphqlSession): void {
  for (const kind of ["query", "mutation", "subscription"] as const) {
    const [before, after] = [schemas.old.roots[kind], schemas.new.roots[kind]];
    if (before === after) continue;
    const told = { before: before ?? "none", after: after ?? "none" };
    const effect = before === undefined ? "widens" : "incomparable";
    add("root-type-changed", { element: kind, direction: "sent", effect, at: "#/roots", ...told });
  }
}

/** Types that no document can reach and no document names hurt nobody. */
function noteType(
  { reach, add }: GraphqlSession,
  rule: "graphql-type-removed" | "graphql-type-added",
  name: string,
): void {
  const { isReached } = rule === "graphql-type-removed" ? reach.old : reach.new;
  const guards: Guard[] = isReached(name) ? [] : ["unused"];
  add(rule, { element: name, direction: "sent", guards, at: `#/types/${name}` });
}

function compareTypes(session: GraphqlSession, { old: before, new: after }: Pair<GraphqlType>): void {
  const element = before.name;
  const at = `#/types/${element}`;
  if (before.kind === "scalar" && after.kind === "scalar") {
    if (before.specifiedBy !== after.specifiedBy) {
      const told = { before: before.specifiedBy ?? "none", after: after.specifiedBy ?? "none" };
      session.add("scalar-specification-changed", { element, at, ...told });
    }
  } else if (before.kind === "enum" && after.kind === "enum") compareEnums(session, { old: before, new: after });
  else if (before.kind === "union" && after.kind === "union") compareUnions(session, { old: before, new: after });
  else if (before.kind === "input" && after.kind === "input") compareInputs(session, { old: before, new: after });
  else if (hasFields(before) && hasFields(after) && before.kind === after.kind)
    compareFields(session, { old: before, new: after });
  else session.add("kind-changed", { element, direction: "sent", before: before.kind, after: after.kind, at });
}

function hasFields(type: GraphqlType): type is FieldsType {
  return type.kind === "object" || type.kind === "interface";
}

/** An enum that is only sent may grow, one that is only received may shrink: each direction that it travels counts. */
function compareEnums(session: GraphqlSession, { old: before, new: after }: Pair<EnumType>): void {
  const ways = waysOf(session, before.name);
  const note = (rule: RuleId, key: string, guards: readonly Guard[] = []): void => {
    for (const direction of ways) {
      // Nothing that is sent is `Unrecognized`.
      const own = guards.filter((guard) => guard !== "open" || direction === "received");
      const words = { key: before.name, value: key };
      session.add(rule, { element: before.name, direction, guards: own, words, at: `#/types/${before.name}/${key}` });
    }
  };
  const find = (type: EnumType, key: string) => type.values.find((value) => value.key === key);
  for (const value of before.values) {
    const other = find(after, value.key);
    if (other === undefined) note("enum-value-removed", value.key, announced(value));
    else compareDeprecations(session, { old: value, new: other }, `${before.name}.${value.key}`);
  }
  for (const { key } of after.values) if (find(before, key) === undefined) note("enum-value-added", key, ["open"]);
}

function waysOf({ reach }: GraphqlSession, name: string): readonly Direction[] {
  const ways = (["sent", "received"] as const).filter((way) => reach.old[way].has(name) || reach.new[way].has(name));
  return ways.length === 0 ? ["sent", "received"] : ways;
}

function compareUnions({ add }: GraphqlSession, { old: before, new: after }: Pair<UnionType>): void {
  const at = `#/types/${before.name}`;
  for (const member of before.members.filter((each) => !after.members.includes(each))) {
    add("member-removed", { element: before.name, direction: "sent", words: { value: member }, at });
  }
  for (const member of after.members.filter((each) => !before.members.includes(each))) {
    add("member-added", {
      element: before.name,
      direction: "received",
      guards: ["open"],
      words: { value: member },
      at,
    });
  }
}

function compareInputs(session: GraphqlSession, { old: before, new: after }: Pair<InputType>): void {
  compareInputFields(session, before.name, { old: before.fields, new: after.fields });
  if (before.oneOf === after.oneOf) return;
  const rule = after.oneOf ? "one-of-set" : "one-of-unset";
  session.add(rule, { element: before.name, direction: "sent", at: `#/types/${before.name}` });
}

function compareFields(session: GraphqlSession, { old: before, new: after }: Pair<FieldsType>): void {
  const { add } = session;
  const at = `#/types/${before.name}`;
  for (const name of before.interfaces.filter((each) => !after.interfaces.includes(each))) {
    add("interface-removed", { element: before.name, direction: "sent", words: { value: name }, at });
  }
  for (const name of after.interfaces.filter((each) => !before.interfaces.includes(each))) {
    add("interface-added", {
      element: before.name,
      direction: "received",
      guards: ["open"],
      words: { value: name },
      at,
    });
  }
  for (const field of before.fields) {
    const other = after.fields.find(({ key }) => key === field.key);
    if (other === undefined) {
      const element = `${before.name}.${field.key}`;
      add("field-removed", { element, direction: "sent", guards: announced(field), at: `${at}/${field.key}` });
    } else compareField(session, before.name, { old: field, new: other });
  }
  for (const field of after.fields) {
    if (before.fields.some(({ key }) => key === field.key)) continue;
    add("field-added", { element: `${before.name}.${field.key}`, direction: "sent", at: `${at}/${field.key}` });
  }
}

function compareField(session: GraphqlSession, type: string, { old: before, new: after }: Pair<FieldFact>): void {
  const element = `${type}.${before.key}`;
  const at = `#/types/${type}/${before.key}`;
  const effect = compareTypeTexts({ old: before.type, new: after.type }, session.schemas);
  if (before.type !== after.type) {
    // What a document selects of a scalar it cannot select of an object.
    const isAnother = namedType(before.type) !== namedType(after.type) && effect === "incomparable";
    const direction: Direction = isAnother ? "sent" : "received";
    session.add("field-type-changed", { element, direction, effect, before: before.type, after: after.type, at });
  }
  compareArguments(session, element, { old: before.arguments, new: after.arguments });
  compareDeprecations(session, { old: before, new: after }, element);
}
