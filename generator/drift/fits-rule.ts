import type { Contract } from "../contract/contract.js";
import type { Json, ResidueSchema, Rule, Schema } from "../contract/schema.js";
import { type Evaluated, evaluatedBeside } from "../plan/evaluated.js";
import { answer, type Answer, every, type Inner, isMembers, matches, some } from "./answer.js";

/** What a rule is asked with: the schema that it stands in, and how parts are judged. */
interface Asking {
  readonly schema: ResidueSchema;
  readonly contract: Contract;
  readonly inner: Inner;
}

/** Whether a value is what a rule beside its kind asks for. */
export function fitsRule(rule: Rule, value: Json, asking: Asking): Answer {
  const { inner } = asking;
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
      return fitsUnevaluated(rule, value, asking);
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

type Unevaluated = Rule & { readonly kind: "unevaluated" };

/** The members or items that nothing else in the schema speaks of must be of the rule's schema. */
function fitsUnevaluated(rule: Unevaluated, value: Json, { schema, contract, inner }: Asking): Answer {
  const evaluated = evaluatedBeside(rule, schema, contract);
  const parts =
    rule.what === "members"
      ? isMembers(value)
        ? Object.entries(value)
        : []
      : Array.isArray(value)
        ? [...value.entries()]
        : [];
  return every(parts, ([key, part]: readonly [string | number, Json]) => {
    const isTold =
      typeof key === "string"
        ? tellsMember(evaluated, key, value, inner)
        : tellsItem(evaluated, { index: key, item: part }, value, inner);
    if (isTold === "yes") return "yes";
    const fits = inner(rule.schema, part);
    return fits === "yes" || isTold === "no" ? fits : "unknown";
  });
}

type Part = { readonly index: number; readonly item: Json };

function tellsMember(evaluated: Evaluated, key: string, ...[value, inner]: [Json, Inner]): Answer {
  if (evaluated.allMembers || evaluated.keys.includes(key)) return "yes";
  const byPattern = some(evaluated.patterns, (pattern) => matches(pattern, key));
  if (byPattern === "yes") return "yes";
  const byCondition = some(evaluated.when, (when) =>
    choose(inner(when.test, value), {
      accepted: () => tellsMember(when.accepted, key, value, inner),
      refused: () => tellsMember(when.refused, key, value, inner),
    }),
  );
  return byCondition === "no" ? byPattern : byCondition;
}

function tellsItem(evaluated: Evaluated, part: Part, ...[value, inner]: [Json, Inner]): Answer {
  if (evaluated.allItems || part.index < evaluated.first) return "yes";
  const byItem = some(evaluated.each, (schema) => inner(schema, part.item));
  if (byItem === "yes") return "yes";
  const byCondition = some(evaluated.when, (when) =>
    choose(inner(when.test, value), {
      accepted: () => tellsItem(when.accepted, part, value, inner),
      refused: () => tellsItem(when.refused, part, value, inner),
    }),
  );
  return byCondition === "no" ? byItem : byCondition;
}

function choose(
  test: Answer,
  { accepted, refused }: { readonly accepted: () => Answer; readonly refused: () => Answer },
): Answer {
  if (test !== "unknown") return test === "yes" ? accepted() : refused();
  const [one, other] = [accepted(), refused()];
  return one === other ? one : "unknown";
}
