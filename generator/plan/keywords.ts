import type { Contract } from "../contract/contract.js";
import type { Rule, Schema } from "../contract/schema.js";
import { everyIn } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { isRuleChecked, variantsOverlap } from "./exact.js";
import type { Directions } from "./types/directions.js";
import { findTag } from "./types/tags.js";

/** Schemas of one place that has a name. */
interface Place {
  readonly pointer: string;
  readonly sent: readonly Schema[];
  readonly received: readonly Schema[];
}

/** Tells what validators do not check as written, once for each place that has a name. */
export function findUncheckedKeywords(contract: Contract, directions: Directions): Diagnostic[] {
  const places = placesIn(contract, directions);
  return places.flatMap((place) => [...tellRules(place, contract), ...tellOverlaps(place, contract)]);
}

function placesIn(contract: Contract, { sent, received }: Directions): Place[] {
  const inline = contract.operations.map(({ at, inputs, body, outcomes }) => ({
    pointer: at,
    sent: [...inputs, ...(body?.contents ?? [])].map(({ schema }) => schema),
    received: outcomes.flatMap((outcome) => outcome.contents.map(({ schema }) => schema)),
  }));
  const named = Object.values(contract.schemas).map(({ id, schema }) => ({
    pointer: id,
    sent: sent.has(id) ? [schema] : [],
    received: received.has(id) ? [schema] : [],
  }));
  return [...named, ...inline];
}

/** Rules that need an exact verdict where validators are lenient: contracts grow. */
function tellRules({ pointer, sent, received }: Place, contract: Contract): Diagnostic[] {
  const unchecked = new Set([
    ...uncheckedIn(sent, { contract, direction: "sent" }),
    ...uncheckedIn(received, { contract, direction: "received" }),
  ]);
  if (unchecked.size === 0) return [];
  const keywords = [...unchecked].map((kind) => `\`${KEYWORDS[kind]}\``).join(", ");
  const message = `${keywords} is not checked: it leads to schemas that validators judge leniently, since contracts grow.`;
  return [{ code: "keyword-not-checked", severity: "warning", message, pointer }];
}

const KEYWORDS: { readonly [kind in Rule["kind"]]: string } = {
  not: "not",
  if: "if",
  dependent: "dependentSchemas",
  names: "propertyNames",
  contains: "contains",
  unevaluated: "unevaluated*",
};

function uncheckedIn(schemas: readonly Schema[], exactness: Parameters<typeof isRuleChecked>[2]): Rule["kind"][] {
  const residues = schemas.flatMap((schema) => everyIn(schema).filter((inner) => inner.kind === "residue"));
  return residues.flatMap((schema) =>
    schema.rules.filter((rule) => !isRuleChecked(rule, schema, exactness)).map((rule) => rule.kind),
  );
}

function tellOverlaps({ pointer, sent }: Place, contract: Contract): Diagnostic[] {
  const overlaps = (schema: Schema): boolean =>
    schema.kind === "union" &&
    schema.mode === "one" &&
    findTag(schema, contract) === undefined &&
    variantsOverlap(schema, contract);
  if (!sent.some((schema) => everyIn(schema).some(overlaps))) return [];
  return [
    {
      code: "variants-overlap",
      severity: "warning",
      message: "Variants of `oneOf` accept the same values, so exactly one cannot be meant; at least one is asked for.",
      pointer,
      help: "Say `anyOf`, or require what tells the variants apart.",
    },
  ];
}
