import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import { visit } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";

/** Tells of the keywords that validators do not check, once for each place that has a name. */
export function findUncheckedKeywords(contract: Contract): Diagnostic[] {
  const named = Object.values(contract.schemas).map(({ id, schema }) => ({ pointer: id, schemas: [schema] }));
  const inline = contract.operations.map(({ at, inputs, body, outcomes }) => ({
    pointer: at,
    schemas: [
      ...inputs.map((input) => input.schema),
      ...[...(body?.contents ?? []), ...outcomes.flatMap((outcome) => outcome.contents)].map(
        (content) => content.schema,
      ),
    ],
  }));
  return [...named, ...inline].flatMap(({ pointer, schemas }): Diagnostic[] => {
    const keywords = keywordsIn(schemas);
    if (keywords.length === 0) return [];
    return [
      {
        code: "keyword-not-checked",
        severity: "warning",
        message: `${keywords.map((keyword) => `\`${keyword}\``).join(", ")} is not supported: types and validators leave it out.`,
        pointer,
      },
    ];
  });
}

function keywordsIn(schemas: readonly Schema[]): string[] {
  const keywords = new Set<string>();
  const look = (schema: Schema): void => {
    if (schema.kind === "residue") for (const keyword of Object.keys(schema.keywords)) keywords.add(keyword);
  };
  for (const schema of schemas) visit(schema, look);
  return [...keywords];
}
