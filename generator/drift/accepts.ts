import type { Contract } from "../contract/contract.js";
import type {
  ArraySchema,
  Json,
  NumberSchema,
  ObjectSchema,
  Rule,
  Schema,
  StringSchema,
  TupleSchema,
  UnionSchema,
} from "../contract/schema.js";
import { toRegExp } from "../plan/patterns.js";
import { travels } from "../plan/types/shapes.js";
import type { Direction } from "./finding.js";
import { readOpaque } from "./opaque.js";

/** Yes, no, or a matter that is not decided here. */
export type Answer = "yes" | "no" | "unknown";

/** What a value is judged by. */
export interface Judging {
  readonly contract: Contract;
  readonly direction: Direction;
  /** Received objects take what the contract does not list, as the emitted validators have it. */
  readonly tolerant?: boolean;
  /** `oneOf` is read as "at least one". */
  readonly lenient?: boolean;
}

/** Both must be: no is no, whatever the other says. */
export function both(left: Answer, right: () => Answer): Answer {
  if (left === "no") return "no";
  const other = right();
  return other === "no" || left === "yes" ? other : "unknown";
}

/** All must be. */
export function every<Item>(items: Iterable<Item>, test: (item: Item) => Answer): Answer {
  let answer: Answer = "yes";
  for (const item of items) {
    const next = test(item);
    if (next === "no") return "no";
    if (next === "unknown") answer = "unknown";
  }
  return answer;
}

/** One will do. */
export function some<Item>(items: Iterable<Item>, test: (item: Item) => Answer): Answer {
  let answer: Answer = "no";
  for (const item of items) {
    const next = test(item);
    if (next === "yes") return "yes";
    if (next === "unknown") answer = "unknown";
  }
  return answer;
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
      return both(inner(schema.base, value), () => every(schema.rules, (rule) => fitsRule(rule, value, inner)));
  }
}

function answer(is: boolean): Answer {
  return is ? "yes" : "no";
}

/** True for an object, as its members. */
export function isMembers(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

/** `0.3` is a multiple of `0.1`, whatever binary fractions make of it. */
function isMultiple(value: number, step: number): boolean {
  const times = value / step;
  return Number.isFinite(times) && Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}

type Inner = (schema: Schema, value: Json) => Answer;

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

function matches(pattern: string, text: string): Answer {
  const regExp = toRegExp(pattern);
  return regExp === undefined ? "unknown" : answer(regExp.test(text));
}

function fitsRule(rule: Rule, value: Json, inner: Inner): Answer {
  switch (rule.kind) {
    case "not":
      return negate(inner(rule.schema, value));
    case "if":
      return fitsCondition(rule, value, inner);
    case "dependent":
      return isMembers(value) && Object.hasOwn(value, rule.key) ? inner(rule.schema, value) : "yes";
    case "names":
      return isMembers(value) ? every(Object.keys(value), (key) => inner(rule.schema, key)) : "yes";
    case "contains":
      return Array.isArray(value) ? countsFit(rule, value, inner) : "yes";
    case "unevaluated":
      return (
        rule.what === "members"
          ? isMembers(value) && Object.keys(value).length > 0
          : Array.isArray(value) && value.length > 0
      )
        ? "unknown"
        : "yes";
  }
}

function negate(given: Answer): Answer {
  return given === "unknown" ? given : answer(given === "no");
}

function fitsCondition(rule: Rule & { readonly kind: "if" }, value: Json, inner: Inner): Answer {
  const ask = (schema: Schema | undefined): Answer => (schema === undefined ? "yes" : inner(schema, value));
  const test = inner(rule.test, value);
  if (test !== "unknown") return ask(test === "yes" ? rule.accepted : rule.refused);
  const [accepted, refused] = [ask(rule.accepted), ask(rule.refused)];
  return accepted === refused ? accepted : "unknown";
}

function countsFit(
  { schema, min, max = Infinity }: Rule & { readonly kind: "contains" },
  value: readonly Json[],
  inner: Inner,
): Answer {
  const answers = value.map((item) => inner(schema, item));
  const sure = answers.filter((each) => each === "yes").length;
  const possible = sure + answers.filter((each) => each === "unknown").length;
  if (possible < min || sure > max) return "no";
  return sure >= min && possible <= max ? "yes" : "unknown";
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
