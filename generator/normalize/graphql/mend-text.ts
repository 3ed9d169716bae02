import type { Diagnostic } from "../../diagnostics.js";
import * as graphql from "../../graphql-js.js";
import type { DocumentNode } from "../../graphql-js.js";

/** A definition that has members. */
interface Members {
  readonly kind: string;
  readonly name: { readonly value: string };
  readonly fields?: readonly Member[];
}

type Member = Parameters<typeof graphql.print>[0] & {
  readonly name: { readonly value: string };
  readonly loc?: { readonly start: number };
};

/**
 * Leaves out fields that are defined twice with the same type and arguments, and takes the first extension of a type that
 * nobody defines for its definition, as modules of a schema are written: what is meant is certain.
 */
export function mendText(parsed: DocumentNode): { readonly value: DocumentNode; readonly diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const definitions = defineExtended(parsed.definitions, diagnostics).map((definition) => {
    const { fields, name } = definition as unknown as Members;
    if (!Array.isArray(fields)) return definition;
    const kept = keepFirsts(fields, (field) => diagnostics.push(reportTwice(field, name.value)));
    return kept.length === fields.length ? definition : { ...definition, fields: kept };
  });
  return { value: { ...parsed, definitions: definitions as DocumentNode["definitions"] }, diagnostics };
}

type Definitions = DocumentNode["definitions"];

function defineExtended(definitions: Definitions, diagnostics: Diagnostic[]): Definitions {
  const nameOf = (definition: Definitions[number]): string =>
    "name" in definition ? (definition.name?.value ?? "") : "";
  const defined = new Set(definitions.filter(({ kind }) => kind.endsWith("TypeDefinition")).map(nameOf));
  return definitions.map((definition) => {
    const name = nameOf(definition);
    if (!definition.kind.endsWith("TypeExtension") || defined.has(name)) return definition;
    defined.add(name);
    diagnostics.push(reportExtended(name, definition.loc?.start));
    return { ...definition, kind: definition.kind.replace("Extension", "Definition") } as typeof definition;
  });
}

function reportExtended(name: string, offset: number | undefined): Diagnostic {
  return {
    code: "graphql-extend-nothing",
    severity: "repair",
    message: `\`${name}\` is extended and defined nowhere; its first extension counts as its definition.`,
    ...(offset !== undefined && { pointer: `#/${offset}` }),
    help: "Write it without `extend`, or add the schema that defines it.",
  };
}

function keepFirsts(fields: readonly Member[], leaveOut: (field: Member) => void): Member[] {
  const known = new Map<string, Member>();
  return fields.filter((field) => {
    const earlier = known.get(field.name.value);
    known.set(field.name.value, earlier ?? field);
    const isTwice = earlier !== undefined && printMeaning(earlier) === printMeaning(field);
    if (isTwice) leaveOut(field);
    return !isTwice;
  });
}

/** A field without its descriptions. */
function printMeaning(field: Member): string {
  return graphql.print(graphql.visit(field, { StringValue: (_, key) => (key === "description" ? null : undefined) }));
}

function reportTwice(field: Member, type: string): Diagnostic {
  return {
    code: "graphql-field-twice",
    severity: "repair",
    message: `\`${type}.${field.name.value}\` is defined twice, with the same type; its first description counts.`,
    ...(field.loc !== undefined && { pointer: `#/${field.loc.start}` }),
    help: "Remove one of them.",
  };
}
