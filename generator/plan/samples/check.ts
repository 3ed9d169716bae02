import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type {
  NumberSchema,
  ObjectSchema,
  Property,
  Rule,
  Schema,
  SchemaId,
  StringSchema,
  UnionSchema,
} from "../../contract/schema.js";
import type { Direction } from "../types/directions.js";
import { isMultiple } from "../../contract/multiple.js";
import { toRegExp } from "../../contract/pattern.js";
import { fitsFormat, fitsNumberFormat } from "./format.js";
import type { Sample } from "./sample.js";
import { travels } from "../types/shapes.js";
import { findTag } from "../types/tags.js";

/** What judging a value needs to know. */
export interface Judging {
  readonly contract: Contract;
  readonly direction: Direction;
  /** The references on the way to this very value: what leads back to itself asks for nothing more. */
  readonly inside?: readonly SchemaId[];
  /** Steps that may still be taken; when none are left, everything is accepted: some schemas would take forever. */
  readonly patience?: { steps: number };
  /** Judges as closely as emitted validators do. */
  readonly closely?: Closeness;
}

/** What validators look at beside structure: formats, tags, and of which unions exactly one variant must accept a value. */
export interface Closeness {
  readonly counts: (union: UnionSchema) => boolean;
}

const MOST_STEPS = 20_000;

/** More references to references than any contract has; whoever follows more may run out of stack. */
const MOST_REFERENCES = 300;

/** Whether a schema accepts a value, as far as structure goes; formats and what no kind can say are not looked at. */
export function accepts(schema: Schema, value: Sample, given: Judging): boolean {
  const judging = isCounting(given) ? given : { ...given, patience: { steps: MOST_STEPS } };
  const { patience } = judging;
  if (patience.steps-- <= 0) return true;
  if (schema.kind === "ref") {
    const { contract, inside = NONE } = judging;
    const target = contract.schemas[schema.id]?.schema;
    if (target === undefined || inside.includes(schema.id) || inside.length > MOST_REFERENCES) return true;
    return accepts(target, value, { ...judging, inside: [...inside, schema.id] });
  }
  if (schema.kind === "residue") {
    return accepts(schema.base, value, judging) && schema.rules.every((rule) => keepsRule(rule, value, judging));
  }
  const flat = flatten(schema, judging.contract);
  switch (flat.kind) {
    case "never":
      return false;
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "string":
      if (typeof value !== "string") return flat.implied === true;
      return fitsString(flat, value) && (judging.closely === undefined || fitsFormat(value, flat.format));
    case "number":
      if (typeof value !== "number") return flat.implied === true;
      return fitsNumber(flat, value) && (judging.closely === undefined || fitsNumberFormat(value, flat.format));
    case "bytes":
      return typeof value === "string" || (judging.direction === "sent" && value instanceof Uint8Array);
    case "enum":
      return flat.values.some((each) => each === value || JSON.stringify(each) === JSON.stringify(value));
    case "array":
      return Array.isArray(value) ? fitsList(flat, value, judging) : flat.implied === true;
    case "tuple":
      return (
        Array.isArray(value) &&
        value.every((item, index) => accepts(flat.items[index] ?? flat.rest, item, inside(judging)))
      );
    case "object":
      return isMembers(value) ? fitsObject(flat, value, judging) : flat.implied === true;
    case "union":
      return fitsUnion(flat, value, judging);
    case "all":
      return flat.members.every((member) => accepts(member, value, judging));
    default:
      return true;
  }
}

type Counting = Judging & Required<Pick<Judging, "patience">>;

function isCounting(judging: Judging): judging is Counting {
  return judging.patience !== undefined;
}

const NONE: readonly SchemaId[] = [];

/** What lies inside of a value is another value. */
function inside(judging: Judging): Judging {
  return judging.inside === undefined || judging.inside.length === 0 ? judging : { ...judging, inside: NONE };
}

function fitsUnion(union: UnionSchema, value: Sample, judging: Judging): boolean {
  const { closely, contract } = judging;
  if (closely === undefined) return union.variants.some((variant) => accepts(variant, value, judging));
  const tag = findTag(union, contract);
  const label = tag !== undefined && isMembers(value) ? value[tag.key] : undefined;
  const isMeant = (variant: Schema): boolean => {
    const own = tag?.variants.find((each) => each.schema === variant);
    if (own?.optional && label === undefined) return true;
    return own === undefined || own.values.includes(String(label));
  };
  const { length } = union.variants.filter((variant) => isMeant(variant) && accepts(variant, value, judging));
  return closely.counts(union) ? length === 1 : length > 0;
}

function keepsRule(rule: Rule, value: Sample, judging: Judging): boolean {
  switch (rule.kind) {
    case "not":
      return !accepts(rule.schema, value, judging);
    case "if": {
      const asked = accepts(rule.test, value, judging) ? rule.accepted : rule.refused;
      return asked === undefined || accepts(asked, value, judging);
    }
    case "dependent":
      return !isMembers(value) || !Object.hasOwn(value, rule.key) || accepts(rule.schema, value, judging);
    case "names":
      return !isMembers(value) || Object.keys(value).every((key) => accepts(rule.schema, key, inside(judging)));
    case "contains": {
      if (!Array.isArray(value)) return true;
      const { length } = (value as readonly Sample[]).filter((item) => accepts(rule.schema, item, inside(judging)));
      return length >= rule.min && length <= (rule.max ?? Infinity);
    }
    case "unevaluated":
      return true;
  }
}

type Members = { readonly [key: string]: Sample };

/** An object with members, and no list and no bytes. */
export function isMembers(value: Sample | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** Whether a text keeps the lengths and the pattern; a pattern that cannot be checked is kept by every text. */
export function fitsString(schema: StringSchema, value: string): boolean {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  if (minLength > 0 || maxLength < Infinity) {
    const { length } = [...value];
    if (length < minLength || length > maxLength) return false;
  }
  return pattern === undefined || (toRegExp(pattern)?.test(value) ?? true);
}

/** Whether a number keeps every bound. */
export function fitsNumber(schema: NumberSchema, value: number): boolean {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
    multipleOf,
  } = schema;
  const inRange = value >= minimum && value <= maximum && value > exclusiveMinimum && value < exclusiveMaximum;
  return inRange && isMultiple(value, multipleOf) && (!schema.integer || Number.isSafeInteger(value));
}

function fitsList(schema: Schema & { kind: "array" }, items: readonly Sample[], judging: Judging): boolean {
  const inRange = items.length >= (schema.minItems ?? 0) && items.length <= (schema.maxItems ?? Infinity);
  const isUnique = !schema.uniqueItems || new Set(items.map((item) => JSON.stringify(item))).size === items.length;
  const judgingItems = inside(judging);
  return inRange && isUnique && items.every((item) => accepts(schema.items, item, judgingItems));
}

function fitsObject(schema: ObjectSchema, value: Members, judging: Judging): boolean {
  const size = Object.keys(value).length;
  if (size < (schema.minProperties ?? 0) || size > (schema.maxProperties ?? Infinity)) return false;
  if (schema.alsoRequired?.some((key) => !Object.hasOwn(value, key))) return false;
  const given = schema.properties.filter(({ key }) => Object.hasOwn(value, key));
  const isMissing = (property: Property): boolean =>
    property.required && !Object.hasOwn(value, property.key) && travels(property, judging.direction);
  if (given.length < schema.properties.length && schema.properties.some(isMissing)) return false;
  const judgingMembers = inside(judging);
  if (!given.every(({ key, schema: own }) => accepts(own, value[key] as Sample, judgingMembers))) return false;
  return given.length === size || fitsOthers(schema, value, judgingMembers);
}

/** What is not declared must fit its patterns, or else what the object says of everything else. */
function fitsOthers(
  { properties, patterns = [], additional }: ObjectSchema,
  value: Members,
  judging: Judging,
): boolean {
  const isOpen = additional === undefined || (additional.kind === "never" && judging.direction === "received");
  if (isOpen && patterns.length === 0) return true;
  const declared = new Set(properties.map(({ key }) => key));
  return Object.entries(value).every(([key, member]) => {
    if (declared.has(key)) return true;
    const matching = patterns.filter(({ pattern }) => toRegExp(pattern)?.test(key));
    if (matching.length > 0) return matching.every(({ schema }) => accepts(schema, member, judging));
    return isOpen || accepts(additional, member, judging);
  });
}
