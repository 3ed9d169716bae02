import type { MemberShape, ObjectShape, TypeShape } from "../../generator/plan/types/shape.js";

/**
 * A schema that openapi-typescript prints as exactly one shape. JSON Schema cannot say everything that TypeScript can:
 * the types `generic` and `object` and what is listed last are ours, and the hook of `print-type.ts` answers them.
 */
export interface LoweredSchema {
  readonly $ref?: string;
  readonly type?: "string" | "number" | "boolean" | "null" | "array" | "generic" | "object";
  readonly const?: string | number | boolean;
  readonly items?: LoweredSchema;
  readonly prefixItems?: readonly LoweredSchema[];
  readonly additionalProperties?: LoweredSchema;
  readonly anyOf?: readonly LoweredSchema[];
  readonly allOf?: readonly LoweredSchema[];
  /** How many items of a tuple are always there. */
  readonly least?: number;
  /** The items after a tuple's last. */
  readonly rest?: LoweredSchema;
  /** What `generic` applies, and to what. */
  readonly name?: string;
  readonly args?: readonly LoweredSchema[];
  /** What an object holds, to be lowered one by one, and whatever else it may hold. */
  readonly members?: readonly MemberShape[];
  readonly index?: TypeShape;
}

export function lowerShape(shape: TypeShape): LoweredSchema {
  switch (shape.kind) {
    case "name":
      return lowerName(shape.name);
    case "keyword":
      return lowerKeyword(shape.keyword);
    case "literal":
      return lowerLiteral(shape.value);
    case "array":
      return { type: "array", items: lowerShape(shape.items) };
    case "tuple":
      return {
        type: "array",
        prefixItems: shape.items.map(lowerShape),
        ...(shape.least !== undefined && { least: shape.least }),
        ...(shape.rest && { rest: lowerShape(shape.rest) }),
      };
    case "object":
      return lowerObject(shape);
    case "union":
      return lowerUnion(shape.variants.flatMap(flattenUnion));
    case "intersection":
      return lowerIntersection(shape.members.flatMap(flattenIntersection));
    case "generic":
      return { type: "generic", name: checkName(shape.name), args: shape.args.map(lowerShape) };
  }
}

// A reference prints as the first segment of its pointer: so prints any name, and each keyword that no schema says.
function lowerName(name: string): LoweredSchema {
  return { $ref: `#/${checkName(name)}` };
}

function lowerKeyword(keyword: string): LoweredSchema {
  switch (keyword) {
    case "string":
    case "number":
    case "boolean":
    case "null":
      return { type: keyword };
    default:
      return lowerName(keyword);
  }
}

function lowerLiteral(value: string | number | boolean | null): LoweredSchema {
  if (value === null) return { type: "null" };
  // JSON's 1e999 is JavaScript's Infinity, which no literal type spells.
  if (typeof value === "number" && !Number.isFinite(value)) return { type: "number" };
  return { const: value };
}

function lowerObject({ members, index }: ObjectShape): LoweredSchema {
  if (members.length === 0 && index) return { additionalProperties: lowerShape(index) };
  return { type: "object", members, ...(index && { index }) };
}

function lowerUnion(variants: readonly TypeShape[]): LoweredSchema {
  const [first, second] = variants;
  if (!first) return lowerName("never");
  return second ? { anyOf: variants.map(lowerShape) } : lowerShape(first);
}

function flattenUnion(shape: TypeShape): readonly TypeShape[] {
  return shape.kind === "union" ? shape.variants.flatMap(flattenUnion) : [shape];
}

function lowerIntersection(members: readonly TypeShape[]): LoweredSchema {
  const [first, second] = members;
  if (!first) return lowerName("unknown");
  return second ? { allOf: members.map(lowerShape) } : lowerShape(first);
}

function flattenIntersection(shape: TypeShape): readonly TypeShape[] {
  return shape.kind === "intersection" ? shape.members.flatMap(flattenIntersection) : [shape];
}

const namePattern = /^[\p{ID_Start}$_][\p{ID_Continue}$]*(?:\.[\p{ID_Start}$_][\p{ID_Continue}$]*)*$/u;

/** The name itself; throws where it is none, for names are printed as they are. */
export function checkName(name: string): string {
  if (!namePattern.test(name)) throw new Error(`Not the name of a type: ${JSON.stringify(name)}`);
  return name;
}
