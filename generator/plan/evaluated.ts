import type { Contract } from "../contract/contract.js";
import type { ObjectSchema, ResidueSchema, Rule, Schema, SchemaId } from "../contract/schema.js";

/** Of which members and items of a value a schema says something: what `unevaluated*` leaves out. */
export interface Evaluated {
  /** All members of an object; else those of these names and patterns. */
  readonly allMembers: boolean;
  readonly keys: readonly string[];
  readonly patterns: readonly string[];
  /** All items of a list; else so many of the first, and those that one of these accepts. */
  readonly allItems: boolean;
  readonly first: number;
  readonly each: readonly Schema[];
  /** What else is evaluated of a value that a test accepts, and of one that it does not. */
  readonly when: readonly Condition[];
}

export interface Condition {
  readonly test: Schema;
  readonly accepted: Evaluated;
  readonly refused: Evaluated;
}

const NOTHING: Evaluated = {
  allMembers: false,
  keys: [],
  patterns: [],
  allItems: false,
  first: 0,
  each: [],
  when: [],
};

/** What everything beside an `unevaluated*` rule evaluates. */
export function evaluatedBeside(rule: Rule, schema: ResidueSchema, contract: Contract): Evaluated {
  return evaluatedBy({ ...schema, rules: schema.rules.filter((each) => each !== rule) }, { contract, depth: 0 });
}

const evaluatedIn = new WeakMap<Contract, Map<SchemaId, Evaluated>>();

/** More references to references than any contract has; whoever follows more may run out of stack. */
const MOST_REFERENCES = 300;

interface Walk {
  readonly contract: Contract;
  readonly depth: number;
}

function evaluatedByNamed(id: SchemaId, { contract, depth }: Walk): Evaluated {
  const known = evaluatedIn.get(contract) ?? new Map<SchemaId, Evaluated>();
  evaluatedIn.set(contract, known);
  const earlier = known.get(id);
  if (earlier !== undefined) return earlier;
  if (depth > MOST_REFERENCES) return NOTHING;
  // While it is read, a schema that leads back to itself adds nothing.
  known.set(id, NOTHING);
  const evaluated = evaluatedBy(contract.schemas[id]?.schema ?? { kind: "any" }, { contract, depth: depth + 1 });
  known.set(id, evaluated);
  return evaluated;
}

function evaluatedBy(schema: Schema, walk: Walk): Evaluated {
  switch (schema.kind) {
    case "ref":
      return evaluatedByNamed(schema.id, walk);
    case "object":
      return evaluatedByObject(schema);
    case "array":
      return { ...NOTHING, allItems: schema.unsaid !== true };
    case "tuple":
      return { ...NOTHING, first: schema.items.length, allItems: schema.unsaid !== true };
    case "all":
      return together(schema.members.map((member) => evaluatedBy(member, walk)));
    case "union":
      return together(schema.variants.map((variant) => providedThat(variant, evaluatedBy(variant, walk))));
    case "residue":
      return together([evaluatedBy(schema.base, walk), ...schema.rules.map((rule) => evaluatedByRule(rule, walk))]);
    default:
      return NOTHING;
  }
}

function evaluatedByObject({ properties, patterns = [], additional }: ObjectSchema): Evaluated {
  return {
    ...NOTHING,
    allMembers: additional !== undefined,
    keys: properties.map((property) => property.key),
    patterns: patterns.map(({ pattern }) => pattern),
  };
}

function evaluatedByRule(rule: Rule, walk: Walk): Evaluated {
  switch (rule.kind) {
    case "if": {
      const [test, accepted, refused] = [rule.test, rule.accepted, rule.refused].map((schema) =>
        schema === undefined ? NOTHING : evaluatedBy(schema, walk),
      ) as [Evaluated, Evaluated, Evaluated];
      return providedThat(rule.test, together([test, accepted]), refused);
    }
    case "dependent": {
      const test: ObjectSchema = { kind: "object", properties: [], alsoRequired: [rule.key] };
      return providedThat(test, evaluatedBy(rule.schema, walk));
    }
    case "contains":
      return { ...NOTHING, each: [rule.schema] };
    case "unevaluated":
      return { ...NOTHING, [rule.what === "members" ? "allMembers" : "allItems"]: true };
    default:
      return NOTHING;
  }
}

function providedThat(test: Schema, accepted: Evaluated, refused = NOTHING): Evaluated {
  return saysNothing(accepted) && saysNothing(refused) ? NOTHING : { ...NOTHING, when: [{ test, accepted, refused }] };
}

const sizes = new WeakMap<Evaluated, number>();

/** How many conditions there are, written out: what hangs together by many ways grows without end. */
export function countConditions(evaluated: Evaluated): number {
  const known = sizes.get(evaluated);
  if (known !== undefined) return known;
  const { each, when } = evaluated;
  const inner = when.map(({ accepted, refused }) => 1 + countConditions(accepted) + countConditions(refused));
  const size = inner.reduce((sum, count) => sum + count, each.length);
  sizes.set(evaluated, size);
  return size;
}

function saysNothing(evaluated: Evaluated): boolean {
  return Object.values(evaluated).every((said) => (Array.isArray(said) ? said.length === 0 : !said));
}

function together(all: readonly Evaluated[]): Evaluated {
  return {
    allMembers: all.some((each) => each.allMembers),
    keys: [...new Set(all.flatMap((each) => each.keys))],
    patterns: [...new Set(all.flatMap((each) => each.patterns))],
    allItems: all.some((each) => each.allItems),
    first: Math.max(0, ...all.map((each) => each.first)),
    each: [...new Set(all.flatMap((each) => each.each))],
    when: [...new Set(all.flatMap((each) => each.when))],
  };
}
