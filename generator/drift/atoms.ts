import type { Property, Schema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import { travels } from "../plan/types/shapes.js";
import { accepts, type Judging } from "./accepts.js";
import { type Atom, EVERYTHING, MOST_ATOMS, type ObjectAtom, TEXT, typeOf } from "./atom.js";
import { crossAtoms } from "./meet.js";
import { readOpaque } from "./opaque.js";

const DEEPEST = 24;

const known = new WeakMap<Judging, WeakMap<Schema, readonly Atom[] | undefined>>();

/** A schema as a list of sets, one a type and alternative; `undefined` where there would be too many. */
export function toAtoms(schema: Schema, judging: Judging, depth = 0): readonly Atom[] | undefined {
  if (depth > DEEPEST) return undefined;
  const bySchema = known.get(judging) ?? new WeakMap<Schema, readonly Atom[] | undefined>();
  known.set(judging, bySchema);
  if (bySchema.has(schema)) return bySchema.get(schema);
  const atoms = readAtoms(schema, judging, depth);
  // What was cut off because of its depth may be whole when it is asked for by itself.
  if (atoms !== undefined || depth === 0) bySchema.set(schema, atoms);
  return atoms;
}

function readAtoms(schema: Schema, judging: Judging, depth: number): readonly Atom[] | undefined {
  switch (schema.kind) {
    case "ref": {
      const opaque = readOpaque(schema.id);
      if (opaque !== undefined) return [{ type: "opaque", number: opaque.number }];
      return toAtoms(dereference(schema, judging.contract), judging, depth + 1);
    }
    case "any":
      return EVERYTHING;
    case "never":
      return [];
    case "null":
      return [{ type: "literal", value: null }];
    case "boolean":
      return [true, false].map((value) => ({ type: "literal", value }));
    case "enum":
      return schema.values.map((value) => ({ type: "literal", value }));
    case "bytes":
      return [TEXT];
    case "string":
    case "number":
    case "array":
    case "tuple":
    case "object":
      return withImplied(atomOf(schema, judging), schema.implied === true);
    case "union":
      return atomsOfUnion(schema, judging, depth);
    case "all":
      return schema.members
        .reduce<readonly Atom[] | undefined>(
          (atoms, member) => crossAtoms(atoms, toAtoms(member, judging, depth + 1)),
          EVERYTHING,
        )
        ?.flatMap((atom) => settleLiteral(atom, schema, judging));
    case "residue":
      return withRules(toAtoms(schema.base, judging, depth + 1), schema, judging);
  }
}

/** Literals are judged one by one; of everything else the rules are kept. */
function withRules(
  atoms: readonly Atom[] | undefined,
  schema: Schema & { readonly kind: "residue" },
  judging: Judging,
): readonly Atom[] | undefined {
  // What is left over depends on all that stands beside the rule.
  const rules = schema.rules.map((rule) => JSON.stringify(rule.kind === "unevaluated" ? schema : rule));
  return atoms?.flatMap((atom): readonly Atom[] => {
    if (atom.type !== "literal") return [{ ...atom, rules: [...(atom.rules ?? []), ...rules] }];
    const answer = accepts(schema, atom.value, judging);
    return answer === "no" ? [] : [answer === "yes" ? atom : { ...atom, loose: true }];
  });
}

/** A literal that several rules speak of is in the set or not; here all of them can be asked. */
function settleLiteral(atom: Atom, schema: Schema, judging: Judging): readonly Atom[] {
  if (atom.type !== "literal" || atom.loose !== true) return [atom];
  const answer = accepts(schema, atom.value, judging);
  if (answer === "no") return [];
  return answer === "yes" ? [{ type: "literal", value: atom.value }] : [atom];
}

function withImplied(atom: Atom, implied: boolean): readonly Atom[] {
  return implied ? [atom, ...EVERYTHING.filter(({ type }) => type !== atom.type)] : [atom];
}

type Typed = Extract<Schema, { readonly kind: "string" | "number" | "array" | "tuple" | "object" }>;

function atomOf(schema: Typed, judging: Judging): Atom {
  switch (schema.kind) {
    case "string": {
      const { minLength = 0, maxLength = Infinity, pattern } = schema;
      return { type: "string", min: minLength, max: maxLength, patterns: pattern === undefined ? [] : [pattern] };
    }
    case "number":
      return numberAtom(schema);
    case "array":
    case "tuple": {
      const { minItems = 0, maxItems = Infinity, uniqueItems } = schema;
      const [prefix, rest] = schema.kind === "array" ? [[], schema.items] : [schema.items, schema.rest];
      return { type: "array", prefix, rest, min: minItems, max: maxItems, unique: uniqueItems === true };
    }
    case "object":
      return objectAtom(schema, judging);
  }
}

function numberAtom(schema: Extract<Schema, { readonly kind: "number" }>): Atom {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  const { exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  return {
    type: "number",
    integer: schema.integer,
    min: Math.max(minimum, exclusiveMinimum),
    max: Math.min(maximum, exclusiveMaximum),
    aboveMin: exclusiveMinimum >= minimum && exclusiveMinimum > -Infinity,
    belowMax: exclusiveMaximum <= maximum && exclusiveMaximum < Infinity,
    steps: multipleOf === undefined || multipleOf <= 0 ? [] : [multipleOf],
  };
}

function objectAtom(schema: Extract<Schema, { readonly kind: "object" }>, judging: Judging): Atom {
  const members = new Map<string, Pick<Property, "schema" | "required">>();
  for (const property of schema.properties) {
    const { key, required } = property;
    const goes = travels(property, judging.direction);
    members.set(key, goes ? { schema: property.schema, required } : { schema: { kind: "any" }, required: false });
  }
  for (const key of schema.alsoRequired ?? []) members.set(key, { schema: { kind: "any" }, required: true });
  const { patterns = [], additional, minProperties = 0, maxProperties = Infinity } = schema;
  const isOpen =
    additional === undefined || additional.kind === "any" || (judging.tolerant === true && additional.kind === "never");
  const listed = new Set(schema.properties.map((property) => property.key));
  const others = isOpen ? [] : [{ listed, patterns: patterns.map(({ pattern }) => pattern), schema: additional }];
  return { type: "object", members, patterns, others, min: minProperties, max: maxProperties };
}

/** Variants that exclude each other make "exactly one" the same as "one of them". */
function atomsOfUnion(
  schema: Extract<Schema, { readonly kind: "union" }>,
  judging: Judging,
  depth: number,
): readonly Atom[] | undefined {
  const variants = schema.variants.map((variant) => toAtoms(variant, judging, depth + 1));
  const read = variants.filter((atoms) => atoms !== undefined);
  if (read.length < variants.length || read.reduce((sum, atoms) => sum + atoms.length, 0) > MOST_ATOMS)
    return undefined;
  const isLoose =
    schema.mode === "one" &&
    judging.lenient !== true &&
    !areApart(
      schema.variants.map((variant) => toAtoms(unveil(variant), judging, depth + 1) ?? []),
      judging,
    );
  return read.flatMap((atoms) => (isLoose ? atoms.map((atom): Atom => ({ ...atom, loose: true })) : atoms));
}

/** Whether variants exclude each other, only what they really are can tell. */
function unveil(variant: Schema): Schema {
  const opaque = variant.kind === "ref" ? readOpaque(variant.id) : undefined;
  return opaque === undefined ? variant : { kind: "ref", id: opaque.id };
}

function areApart(variants: readonly (readonly Atom[])[], judging: Judging): boolean {
  return variants.every((atoms, index) =>
    variants
      .slice(index + 1)
      .every((others) => atoms.every((atom) => others.every((other) => isApart(atom, other, judging)))),
  );
}

function isApart(left: Atom, right: Atom, judging: Judging): boolean {
  if (left.type === "opaque" || right.type === "opaque") return false;
  if (left.type === "literal" && right.type === "literal")
    return JSON.stringify(left.value) !== JSON.stringify(right.value);
  if (left.type === "literal") return typeOf(left.value) !== right.type;
  if (right.type === "literal") return typeOf(right.value) !== left.type;
  if (left.type === "object" && right.type === "object") return isTaggedApart(left, right, judging);
  if (left.type === "number" && right.type === "number") return left.max < right.min || right.max < left.min;
  return left.type !== right.type;
}

/** Two objects that both require a member whose constants differ. */
function isTaggedApart(left: ObjectAtom, right: ObjectAtom, { contract }: Judging): boolean {
  for (const [key, { schema, required }] of left.members) {
    const other = right.members.get(key);
    if (!required || other?.required !== true) continue;
    const [one, two] = [dereference(schema, contract), dereference(other.schema, contract)];
    if (one.kind !== "enum" || two.kind !== "enum") continue;
    if (!one.values.some((value) => two.values.includes(value))) return true;
  }
  return false;
}
