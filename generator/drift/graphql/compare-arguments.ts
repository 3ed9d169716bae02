import type { ArgumentFact } from "../../contract/graphql.js";
import { isNonNull } from "../../contract/graphql.js";
import type { Guard } from "../finding.js";
import type { RuleId } from "../rules.js";
import type { Pair } from "../walk.js";
import type { GraphqlSession } from "./compare-graphql.js";
import { compareDeprecations, placeOf } from "./deprecations.js";
import { compareTypeTexts } from "./type-texts.js";

/** The rules of a thing that is given: an argument, or a field of an input. */
interface Rules {
  readonly added: RuleId;
  readonly requiredAdded: RuleId;
  readonly removed: RuleId;
  readonly typeChanged: RuleId;
}

const ARGUMENT: Rules = {
  added: "argument-added",
  requiredAdded: "argument-required-added",
  removed: "argument-removed",
  typeChanged: "argument-type-changed",
};

const INPUT_FIELD: Rules = {
  added: "input-field-added",
  requiredAdded: "input-field-required-added",
  removed: "input-field-removed",
  typeChanged: "input-field-type-changed",
};

type Facts = Pair<readonly ArgumentFact[]>;

/** Compares the arguments of a field or a directive. */
export function compareArguments(session: GraphqlSession, element: string, facts: Facts): void {
  compareGiven(session, { element, facts, rules: ARGUMENT });
}

/** Compares the fields of an input type. */
export function compareInputFields(session: GraphqlSession, element: string, facts: Facts): void {
  compareGiven(session, { element, facts, rules: INPUT_FIELD });
}

interface Given {
  readonly element: string;
  readonly facts: Facts;
  readonly rules: Rules;
}

function compareGiven(session: GraphqlSession, { element, facts, rules }: Given): void {
  const at = placeOf(element);
  for (const fact of facts.old) {
    const other = facts.new.find(({ key }) => key === fact.key);
    const here = `${element}.${fact.key}`;
    if (other === undefined) {
      const guards: Guard[] = fact.deprecated === undefined ? [] : ["sanctioned"];
      session.add(rules.removed, { element: here, direction: "sent", guards, at: `${at}/${fact.key}` });
    } else compareOne(session, { element: here, facts: { old: fact, new: other }, rules });
  }
  for (const fact of facts.new) {
    if (facts.old.some(({ key }) => key === fact.key)) continue;
    const rule = isRequired(fact) ? rules.requiredAdded : rules.added;
    session.add(rule, { element: `${element}.${fact.key}`, direction: "sent", at: `${at}/${fact.key}` });
  }
}

/** What has no null and no default has to be given. */
function isRequired({ type, default: initial }: ArgumentFact): boolean {
  return isNonNull(type) && initial === undefined;
}

function compareOne(
  session: GraphqlSession,
  { element, facts: { old: before, new: after }, rules }: Omit<Given, "facts"> & { readonly facts: Pair<ArgumentFact> },
): void {
  const at = placeOf(element);
  const remark = { element, direction: "sent", at } as const;
  if (before.type !== after.type) {
    // What is given must be taken: the other way round than what is answered.
    const taken = compareTypeTexts({ old: before.type, new: after.type }, session.schemas);
    session.add(rules.typeChanged, { ...remark, effect: taken, before: before.type, after: after.type });
  }
  compareDefaults(session, { before, after }, remark);
  compareDeprecations(session, { old: before, new: after }, element);
}

function compareDefaults(
  session: GraphqlSession,
  { before, after }: { readonly before: ArgumentFact; readonly after: ArgumentFact },
  remark: { readonly element: string; readonly direction: "sent"; readonly at: string },
): void {
  const [was, is] = [before.default, after.default];
  if (was === is) return;
  // Nobody gave it, as long as it had a default.
  if (is === undefined && isNonNull(after.type)) session.add("argument-became-required", { ...remark, before: was });
  else if (was === undefined && isNonNull(before.type))
    session.add("argument-became-optional", { ...remark, after: is });
  else if (is === undefined) session.add("default-removed", { ...remark, before: was });
  else if (was === undefined) session.add("default-added", { ...remark, after: is });
  else session.add("default-changed", { ...remark, before: was, after: is });
}
