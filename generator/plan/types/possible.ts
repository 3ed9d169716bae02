import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type { Property, ResidueSchema, Rule, Schema } from "../../contract/schema.js";

/** The kind of a value together with the members that it may have where a condition holds. */
export function withPossibleMembers({ base, rules }: ResidueSchema, contract: Contract): Schema {
  const declared = flatten(base, contract);
  // Where no members are declared, every one may be given anyway.
  if (declared.kind !== "object" || declared.properties.length === 0) return base;
  const known = new Set(declared.properties.map(({ key }) => key));
  const possible = new Map<string, Property>();
  for (const property of rules.flatMap(conditionalSchemas).flatMap((schema) => propertiesOf(schema, contract))) {
    if (known.has(property.key)) continue;
    const isTwice = possible.has(property.key);
    possible.set(property.key, { ...property, required: false, ...(isTwice && { schema: { kind: "any" } }) });
  }
  if (possible.size === 0) return base;
  return { kind: "all", members: [base, { kind: "object", properties: [...possible.values()] }] };
}

function conditionalSchemas(rule: Rule): readonly Schema[] {
  if (rule.kind === "dependent") return [rule.schema];
  return rule.kind === "if" ? [rule.accepted, rule.refused].filter((schema) => schema !== undefined) : [];
}

function propertiesOf(schema: Schema, contract: Contract): readonly Property[] {
  const flat = flatten(schema, contract);
  return flat.kind === "object" ? flat.properties : [];
}
