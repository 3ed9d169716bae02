import { type JsonObject } from "../contract/json.js";
import type { Rule, Schema } from "../contract/schema.js";
import { itemsOf, membersOf, memberOf } from "./reading.js";
import type { Node, Reading } from "./reading.js";

type SchemaNode = Node & { readonly value: JsonObject };

const RULING = new Set(
  "not if dependentRequired dependentSchemas propertyNames contains unevaluatedProperties unevaluatedItems".split(" "),
);

/** Reads the keywords that ask something of a value beside its kind. */
export function readRules(node: SchemaNode, reading: Reading): Rule[] {
  if (!hasRules(node.value)) return [];
  return [
    ...readMember(node, "not", reading).map((schema): Rule => ({ kind: "not", schema })),
    ...readIf(node, reading),
    ...readDependents(node, reading),
    ...readMember(node, "propertyNames", reading).map((schema): Rule => ({ kind: "names", schema })),
    ...readContains(node, reading),
    ...readUnevaluated(node, reading),
  ];
}

/** Most schemas have none, and there are many schemas. */
function hasRules(value: JsonObject): boolean {
  for (const keyword in value) if (RULING.has(keyword)) return true;
  return false;
}

/** The schema at a keyword, in a list that is empty where there is none. */
function readMember(node: SchemaNode, keyword: string, reading: Reading): Schema[] {
  return node.value[keyword] === undefined ? [] : [reading.readSchema(memberOf(node, keyword))];
}

/** `then` and `else` say nothing without an `if`. */
function readIf(node: SchemaNode, reading: Reading): Rule[] {
  const [test] = readMember(node, "if", reading);
  if (test === undefined) return [];
  const [accepted] = readMember(node, "then", reading);
  const [refused] = readMember(node, "else", reading);
  return [{ kind: "if", test, ...(accepted !== undefined && { accepted }), ...(refused !== undefined && { refused }) }];
}

function readDependents(node: SchemaNode, reading: Reading): Rule[] {
  const required = membersOf(memberOf(node, "dependentRequired")).map((member): Rule => {
    const alsoRequired = itemsOf(member).flatMap(({ value }) => (typeof value === "string" ? [value] : []));
    const schema: Schema = { kind: "object", implied: true, properties: [], alsoRequired };
    return { kind: "dependent", key: member.key, schema };
  });
  const schemas = membersOf(memberOf(node, "dependentSchemas")).map((member): Rule => ({
    kind: "dependent",
    key: member.key,
    schema: reading.readSchema(member),
  }));
  return [...required, ...schemas];
}

function readContains(node: SchemaNode, reading: Reading): Rule[] {
  const { minContains: min = 1, maxContains: max } = node.value;
  return readMember(node, "contains", reading).map((schema) => ({
    kind: "contains",
    schema,
    min: typeof min === "number" ? min : 1,
    ...(typeof max === "number" && { max }),
  }));
}

function readUnevaluated(node: SchemaNode, reading: Reading): Rule[] {
  const read = (keyword: string, what: "members" | "items"): Rule[] =>
    readMember(node, keyword, reading).map((schema) => ({ kind: "unevaluated", what, schema }));
  return [...read("unevaluatedProperties", "members"), ...read("unevaluatedItems", "items")];
}
