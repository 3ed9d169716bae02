import type { Contract } from "../contract/contract.js";
import type {
  ArraySchema,
  Json,
  NumberSchema,
  ObjectSchema,
  Schema,
  StringSchema,
  TupleSchema,
  UnionSchema,
} from "../contract/schema.js";
import { toRegExp } from "../contract/pattern.js";
import { travels } from "../plan/types/shapes.js";
import { answer, type Answer, both, every, type Inner, isMembers, matches, some } from "./answer.js";
import type { Direction } from "./finding.js";
import { fitsRule } from "./fits-rule.js";
import { isMultiple } from "./multiple.js";
import { readOpaque } from "./opaque.js";

/** What a value is judged by. */
export interface Judging {
  readonly contract: Contract;
  readonly direction: Direction;
  /** Received objects take what the contract does not list, as the emitted validators have it. */
  readonly tolerant?: boolean;
  /** `oneOf` is read as "at least one". */
  readonly lenient?: boolean;
}

/** Values nest no deeper than contracts' own examples do. */
const DEEPEST = 40;

/** Whether a schema allows a value, by the letter of JSON Schema. */
export function accepts(schema: Schema, value: Json, judging: Judging): Answer {
  return judgeValue(schema, value, { ...judging, depth: 0 });
}

function judgeValue(schema: Schema, value: Json, judging: Judging & { readonly depth: number }): Answer {
  if (judging.depth > DEEPEST) return "unknown";
  const deeper = { ...judging, depth: judging.depth + 1 };
  const inner = (next: Schema, part: Json): Answer => judgeValue(next, part, deeper);
  switch (schema.kind) {
    case "ref": {
      if (readOpaque(schema.id) !== undefined) return "unknown";
      const named = judging.contract.schemas[schema.id];
      return named === undefined ? "yes" : inner(named.schema, value);
    }
    case "any":
      return "yes";
    case "never":
      return "no";
    case "null":
      return answer(value === null);
    case "boolean":
      return answer(typeof value === "boolean");
    case "string":
      return typeof value === "string" ? fitsString(schema, value) : answer(schema.implied === true);
    case "bytes":
      return answer(typeof value === "string");
    case "number":
      return typeof value === "number" ? answer(fitsNumber(schema, value)) : answer(schema.implied === true);
    case "enum":
      return answer(schema.values.some((each) => isSame(each, value)));
    case "array":
    case "tuple":
      return Array.isArray(value) ? fitsArray(schema, value, inner) : answer(schema.implied === true);
    case "object":
      return isMembers(value) ? fitsObject(schema, value, { ...judging, inner }) : answer(schema.implied === true);
    case "union":
      return fitsUnion(schema, (variant) => inner(variant, value));
    case "all":
      return every(schema.members, (member) => inner(member, value));
    case "residue":
      return both(inner(schema.base, value), () =>
        every(schema.rules, (rule) => fitsRule(rule, value, { schema, contract: judging.contract, inner })),
      );
  }
}

/** Length counts characters, not UTF-16 units. */
function fitsString(schema: StringSchema, value: string): Answer {
  const { minLength = 0, maxLength = Infinity, pattern } = schema;
  const length = [...value].length;
  if (length < minLength || length > maxLength) return "no";
  if (pattern === undefined) return "yes";
  const regExp = toRegExp(pattern);
  return regExp === undefined ? "unknown" : answer(regExp.test(value));
}

/** Whether a number is within the limits of a schema. */
export function fitsNumber(schema: NumberSchema, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (schema.integer && !Number.isInteger(value)) return false;
  if (value < minimum || value > maximum) return false;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return false;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return false;
  return multipleOf === undefined || multipleOf <= 0 || isMultiple(value, multipleOf);
}

function fitsArray(schema: ArraySchema | TupleSchema, value: readonly Json[], inner: Inner): Answer {
  const { minItems = 0, maxItems = Infinity } = schema;
  if (value.length < minItems || value.length > maxItems) return "no";
  if (schema.uniqueItems && hasTwins(value)) return "no";
  const at = (index: number): Schema => (schema.kind === "array" ? schema.items : (schema.items[index] ?? schema.rest));
  return every(value.entries(), ([index, item]) => inner(at(index), item));
}

function hasTwins(items: readonly Json[]): boolean {
  return items.some((item, index) => items.slice(index + 1).some((other) => isSame(item, other)));
}

function fitsObject(
  schema: ObjectSchema,
  value: { readonly [key: string]: Json },
  { direction, tolerant, inner }: Judging & { readonly inner: Inner },
): Answer {
  const keys = Object.keys(value);
  if (keys.length < (schema.minProperties ?? 0) || keys.length > (schema.maxProperties ?? Infinity)) return "no";
  if (schema.alsoRequired?.some((key) => !Object.hasOwn(value, key))) return "no";
  const declared = every(schema.properties, (property) => {
    if (!travels(property, direction)) return "yes";
    if (!Object.hasOwn(value, property.key)) return answer(!property.required);
    return inner(property.schema, value[property.key] as Json);
  });
  return both(declared, () => fitsOthers(schema, value, { tolerant: tolerant === true, inner }));
}

/** What is not declared must fit its patterns, or else what the object says of everything else. */
function fitsOthers(
  { properties, patterns = [], additional }: ObjectSchema,
  value: { readonly [key: string]: Json },
  { tolerant, inner }: { readonly tolerant: boolean; readonly inner: Inner },
): Answer {
  const declared = new Set(properties.map((property) => property.key));
  return every(Object.entries(value), ([key, member]) => {
    const matching = patterns.map((each) => ({ ...each, fits: matches(each.pattern, key) }));
    const described = every(
      matching.filter(({ fits }) => fits !== "no"),
      ({ schema, fits }) =>
        fits === "yes" ? inner(schema, member) : inner(schema, member) === "yes" ? "yes" : "unknown",
    );
    if (additional === undefined || declared.has(key) || matching.some(({ fits }) => fits === "yes")) return described;
    if (additional.kind === "never" && tolerant) return described;
    const other = inner(additional, member);
    const isSure = matching.every(({ fits }) => fits === "no");
    return both(described, () => (isSure || other === "yes" ? other : "unknown"));
  });
}

/** At least one variant, or exactly one. */
function fitsUnion(schema: UnionSchema, test: (variant: Schema) => Answer): Answer {
  if (schema.mode === "any") return some(schema.variants, test);
  const answers = schema.variants.map(test);
  const sure = answers.filter((each) => each === "yes").length;
  if (sure > 1) return "no";
  if (answers.includes("unknown")) return "unknown";
  return answer(sure === 1);
}

/** Whether two values are the same, whatever the order of their members. */
export function isSame(left: Json, right: Json): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    const others: readonly Json[] = right;
    return left.length === others.length && left.every((item: Json, index) => isSame(item, others[index] as Json));
  }
  if (!isMembers(left) || !isMembers(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key] as Json, right[key] as Json))
  );
}
