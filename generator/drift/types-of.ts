import type { Contract } from "../contract/contract.js";
import type { Json, Schema } from "../contract/schema.js";
import { type Node, type View, viewSchema } from "./view.js";

/** The types that a value can be of; a number is an integer or a fraction. */
export type TypeName = "string" | "integer" | "fraction" | "boolean" | "array" | "object";

const ALL: readonly TypeName[] = ["string", "integer", "fraction", "boolean", "array", "object"];

const DEEPEST = 8;

/** The types that a schema allows, null aside. */
export function typesOf(node: Node, contract: Contract, depth = 0): Set<TypeName> {
  const view = viewSchema(node, contract);
  return typesOfView(view, (inner) => (depth > DEEPEST ? new Set(ALL) : typesOf(inner, contract, depth + 1)));
}

/** The types that are left when all of these hold. */
function typesOfView(view: View, contractTypes: (node: Node) => ReadonlySet<TypeName>): Set<TypeName> {
  const left = new Set(ALL);
  const keep = (types: ReadonlySet<TypeName>): void => {
    for (const type of left) if (!types.has(type)) left.delete(type);
  };
  if (view.nullable && view.parts.length + view.unions.length === 0 && view.object === undefined) left.clear();
  for (const { schema } of view.parts) keep(new Set(typesOfPart(schema)));
  for (const union of view.unions) {
    const types = union.schema.variants.flatMap((variant) => [...contractTypes({ schema: variant, at: union.at })]);
    keep(new Set(types));
  }
  if (view.object !== undefined && !view.object.isImplied) keep(new Set(["object"]));
  return left;
}

function typesOfPart(schema: Schema): readonly TypeName[] {
  if ("implied" in schema && schema.implied === true) return ALL;
  switch (schema.kind) {
    case "string":
    case "bytes":
      return ["string"];
    case "number":
      return schema.integer ? ["integer"] : ["integer", "fraction"];
    case "boolean":
      return ["boolean"];
    case "array":
    case "tuple":
      return ["array"];
    case "enum":
      return schema.values.flatMap(typeOfLiteral);
    case "never":
      return [];
    default:
      return ALL;
  }
}

function typeOfLiteral(value: Json): readonly TypeName[] {
  if (value === null) return [];
  if (Array.isArray(value)) return ["array"];
  if (typeof value === "number") return [Number.isInteger(value) ? "integer" : "fraction"];
  return [typeof value as "string" | "boolean" | "object"];
}

/** Types as contracts write them: `string or integer`, `anything`. */
export function sayTypes(types: ReadonlySet<TypeName>): string {
  if (types.size === ALL.length) return "anything";
  if (types.size === 0) return "nothing but null";
  const names = [...types].map((type) => (type === "fraction" ? "number" : type));
  const shown = types.has("fraction") ? names.filter((name) => name !== "integer") : names;
  return [...new Set(shown)].join(" or ");
}
