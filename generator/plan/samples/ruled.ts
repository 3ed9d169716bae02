import { flatten } from "../../contract/flatten.js";
import type { AllSchema, ResidueSchema, Schema } from "../../contract/schema.js";
import { dereference } from "../../contract/walk.js";
import { accepts } from "./check.js";
import type { Sample, Walk } from "./sample.js";

/** A value that keeps the rules beside its kind: the plain one, or one that is drawn for what a rule asks. */
export function sampleRuled(schema: ResidueSchema, walk: Walk): Sample | undefined {
  for (const candidate of candidatesOf(schema)) {
    const value = walk.draw(candidate, walk);
    if (value !== undefined && accepts(schema, value, walk)) return value;
  }
  return undefined;
}

function candidatesOf({ base, rules }: ResidueSchema): readonly Schema[] {
  const together = (...members: readonly (Schema | undefined)[]): Schema => ({
    kind: "all",
    members: [base, ...members].filter((member) => member !== undefined),
  });
  const asked = rules.flatMap((rule): Schema[] => {
    if (rule.kind === "if") return [together(rule.accepted, rule.test), together(rule.refused)];
    if (rule.kind === "dependent") return [together(rule.schema)];
    return rule.kind === "contains" ? [{ kind: "array", items: rule.schema, minItems: Math.max(rule.min, 1) }] : [];
  });
  return [base, ...asked];
}

/** The merged reading of `allOf` leaves out rules, and what one member says of the members that others declare. */
export function keepsAll(value: Sample, { members }: AllSchema, walk: Walk): boolean {
  const strict = members.filter((member) => isMergedAway(member, walk));
  return strict.every((member) => accepts(member, value, walk));
}

function isMergedAway(member: Schema, { contract }: Walk): boolean {
  if (dereference(member, contract).kind === "residue") return true;
  const flat = flatten(member, contract);
  return flat.kind === "object" && flat.additional !== undefined && !["any", "never"].includes(flat.additional.kind);
}
