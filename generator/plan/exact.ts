import type { Contract } from "../contract/contract.js";
import type { ResidueSchema, Rule, Schema, SchemaId, UnionSchema } from "../contract/schema.js";
import { flatten } from "../contract/flatten.js";
import { carriersOf, childrenOf, referencesOf, schemasOfRule } from "../contract/walk.js";
import { countConditions, evaluatedBeside } from "./evaluated.js";
import type { Evaluated } from "./evaluated.js";
import { toRegExp } from "../contract/pattern.js";
import { accepts } from "./samples/check.js";
import type { Judging } from "./samples/check.js";
import { sample } from "./samples/samples.js";
import type { Direction } from "./types/directions.js";
import { isOpen } from "./types/shapes.js";
import { findTag } from "./types/tags.js";

/** Validators are lenient where contracts grow: lists of strings, variants, members. A negation of that would be too strict. */
export interface Exactness {
  readonly contract: Contract;
  readonly direction: Direction;
}

/** True where a check that is written in place can give a schema's own verdict, no more lenient and no stricter. */
export function canBeExact(schema: Schema, exactness: Exactness): boolean {
  const lenient = findLenient(exactness);
  return isTold(schema, exactness, true) && [...referencesOf(schema)].every((id) => !lenient.has(id));
}

/** True where a validator checks a rule; it leaves out those that would need an exact verdict and cannot have it. */
export function isRuleChecked(rule: Rule, schema: ResidueSchema, exactness: Exactness): boolean {
  if (hasManyConditions(rule, schema, exactness.contract)) return false;
  return testsOf(rule, schema, exactness).every((test) => canBeExact(test, exactness));
}

/** More conditions than any contract needs. */
const MOST_CONDITIONS = 300;

function hasManyConditions(rule: Rule, schema: ResidueSchema, contract: Contract): boolean {
  if (rule.kind !== "unevaluated") return false;
  return countConditions(evaluatedBeside(rule, schema, contract)) > MOST_CONDITIONS;
}

/** The schemas whose verdict a rule needs without adding to it. */
function testsOf(rule: Rule, schema: ResidueSchema, { contract, direction }: Exactness): readonly Schema[] {
  if (rule.kind === "not" || rule.kind === "contains") return [rule.schema];
  // What is received may have names that the contract does not list yet.
  if (rule.kind === "names") return direction === "sent" ? [rule.schema] : [];
  if (rule.kind === "if") return [rule.test];
  if (hasManyConditions(rule, schema, contract)) return [];
  return rule.kind === "unevaluated" ? testsIn(evaluatedBeside(rule, schema, contract)) : [];
}

function testsIn({ each, when }: Evaluated): readonly Schema[] {
  return [...each, ...when.flatMap(({ test, accepted, refused }) => [test, ...testsIn(accepted), ...testsIn(refused)])];
}

const lenientIn = new WeakMap<Contract, Map<Direction, ReadonlySet<SchemaId>>>();

/** The named schemas whose validators accept more than the schema, or use one that does. */
function findLenient({ contract, direction }: Exactness): ReadonlySet<SchemaId> {
  const known = lenientIn.get(contract) ?? new Map<Direction, ReadonlySet<SchemaId>>();
  lenientIn.set(contract, known);
  const earlier = known.get(direction);
  if (earlier !== undefined) return earlier;
  const lenient = carriersOf(contract, ({ schema }) => !isTold(schema, { contract, direction }, false));
  known.set(direction, lenient);
  return lenient;
}

/** The same of a schema without what it refers to; `inPlace` where its own check can be written as exact as it has to be. */
function isTold(schema: Schema, exactness: Exactness, inPlace: boolean): boolean {
  const isOwn = isKindTold(schema, exactness, inPlace);
  if (schema.kind !== "residue" || !isOwn) {
    return isOwn && childrenOf(schema).every((child) => isTold(child, exactness, inPlace));
  }
  return (
    isTold(schema.base, exactness, inPlace) &&
    schema.rules.every((rule) => {
      const tests = new Set(testsOf(rule, schema, exactness));
      const rest = schemasOfRule(rule).filter((each) => !tests.has(each));
      return (
        rest.every((each) => isTold(each, exactness, inPlace)) &&
        [...tests].every((test) => isTold(test, exactness, true))
      );
    })
  );
}

function isKindTold(schema: Schema, exactness: Exactness, inPlace: boolean): boolean {
  switch (schema.kind) {
    case "enum":
      return inPlace || !isOpen(schema);
    case "string":
      return schema.pattern === undefined || toRegExp(schema.pattern) !== undefined;
    case "bytes":
      return exactness.direction === "received";
    case "object":
      return (
        (inPlace || exactness.direction === "sent" || schema.additional?.kind !== "never") &&
        (schema.patterns ?? []).every(({ pattern }) => toRegExp(pattern) !== undefined)
      );
    case "union":
      return inPlace || isUnionTold(schema, exactness);
    default:
      return true;
  }
}

function isUnionTold(union: UnionSchema, exactness: Exactness): boolean {
  if (findTag(union, exactness.contract) !== undefined) return false;
  return union.mode === "any" || areApart(union.variants, exactness.contract) || mayCount(union, exactness);
}

/** True where exactly one variant of a `oneOf` is asked to accept a value that is sent; of what is received one is enough. */
export function countsVariants(union: UnionSchema, exactness: Exactness): boolean {
  const lenient = findLenient(exactness);
  return (
    mayCount(union, exactness) &&
    isTold(union, exactness, false) &&
    [...referencesOf(union)].every((id) => !lenient.has(id))
  );
}

/** Judging as the validators of one direction do. */
export function judgeClosely(exactness: Exactness): Exactness & Pick<Required<Judging>, "closely"> {
  return { ...exactness, closely: { counts: (union) => countsVariants(union, exactness) } };
}

function mayCount(union: UnionSchema, { contract, direction }: Exactness): boolean {
  if (union.mode === "any" || direction === "received") return false;
  if (findTag(union, contract) !== undefined || areApart(union.variants, contract)) return false;
  return !variantsOverlap(union, contract);
}

/** True where no value can be right by two variants, since they are of different kinds. */
function areApart(variants: readonly Schema[], contract: Contract): boolean {
  const kinds = variants.map((variant) => kindOf(variant, contract));
  return kinds.every((kind, index) => kind !== undefined && kinds.indexOf(kind) === index);
}

/** The one JSON type that a schema accepts; `undefined` where it accepts several. */
function kindOf(schema: Schema, contract: Contract): string | undefined {
  const flat = flatten(schema, contract);
  if ("implied" in flat && flat.implied) return undefined;
  switch (flat.kind) {
    case "null":
    case "boolean":
    case "string":
    case "number":
    case "object":
    case "array":
      return flat.kind;
    case "tuple":
      return "array";
    case "bytes":
      return "string";
    default:
      return undefined;
  }
}

/** More variants than are compared with each other, and steps that one comparison may take. */
const MOST_VARIANTS = 200;
const MOST_STEPS = 20_000;

const overlaps = new WeakMap<UnionSchema, boolean>();

/**
 * True where a plain value of one variant is right by another too. "Exactly one" would then refuse what the variant was
 * written for, so it cannot be meant: `oneOf: [integer, number]`, or objects that require nothing.
 */
export function variantsOverlap(union: UnionSchema, contract: Contract): boolean {
  const earlier = overlaps.get(union);
  if (earlier !== undefined) return earlier;
  const judging = { contract, direction: "sent", patience: { steps: MOST_STEPS } } as const;
  const isLarge = union.variants.length > MOST_VARIANTS;
  const overlap =
    isLarge ||
    union.variants.some((variant) => {
      const value = sample(variant, { ...judging, variant: "minimal", seed: "", steps: 500 });
      return value === undefined || union.variants.some((other) => other !== variant && accepts(other, value, judging));
    });
  overlaps.set(union, overlap);
  return overlap;
}
