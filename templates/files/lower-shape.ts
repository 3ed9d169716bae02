import type { MemberShape, ObjectShape, TypeShape } from "../../generator/plan/types/shape.js";

/**
 * A schema that openapi-typescript prints as exactly one shape. JSON Schema cannot say everything that TypeScript can:
 * the types `generic` and `literal` and what is listed last are ours, and the hooks of `print-type.ts` answer them.
 */
export interface LoweredSchema {
  readonly $ref?: string;
  readonly type?: "string" | "number" | "boolean" | "null" | "array" | "generic" | "literal";
  readonly const?: string | number | boolean;
  readonly items?: LoweredSchema;
  readonly prefixItems?: readonly LoweredSchema[];
  readonly properties?: { readonly [key: string]: LoweredSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: LoweredSchema;
  readonly anyOf?: readonly LoweredSchema[];
  readonly allOf?: readonly LoweredSchema[];
  readonly readOnly?: boolean;
  /** How many items of a tuple are always there. */
  readonly least?: number;
  /** The items after a tuple's last. */
  readonly rest?: LoweredSchema;
  /** What `generic` applies, and to what. */
  readonly name?: string;
  readonly args?: readonly LoweredSchema[];
  /** Object schemas whose members stand together in one type literal. */
  readonly parts?: readonly LoweredSchema[];
  /** A property's JSDoc text. */
  readonly doc?: string;
  /** A property that may hold `undefined` too. */
  readonly undefinable?: boolean;
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
  const additional = index && { additionalProperties: lowerShape(index) };
  if (!members.length) return additional ?? { type: "literal", parts: [] };
  // openapi-typescript would print an intersection of two literals.
  return additional ? { type: "literal", parts: [lowerMembers(members), additional] } : lowerMembers(members);
}

function lowerMembers(members: readonly MemberShape[]): LoweredSchema {
  return {
    // `fromEntries` defines its keys: a member called `__proto__` is one.
    properties: Object.fromEntries(members.map((member) => [member.key, lowerMember(member)])),
    required: members.filter((member) => !member.optional).map((member) => member.key),
  };
}

function lowerMember({ shape, undefinable, readonly, doc }: MemberShape): LoweredSchema {
  const schema = lowerShape(shape);
  const usable = isOwn(schema) ? { allOf: [schema] } : schema;
  if (!undefinable && !readonly && doc === undefined) return usable;
  return {
    ...usable,
    ...(undefinable && { undefinable }),
    ...(readonly && { readOnly: true }),
    ...(doc !== undefined && { doc }),
  };
}

// Of a property, openapi-typescript comments on the `const`, and asks the hook about the `type` twice: these it must not see.
function isOwn({ const: literal, name, parts, least, rest }: LoweredSchema): boolean {
  return (
    literal !== undefined || name !== undefined || parts !== undefined || least !== undefined || rest !== undefined
  );
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
