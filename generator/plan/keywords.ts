import type { Contract } from "../contract/contract.js";
import type { Rule, Schema } from "../contract/schema.js";
import { everyIn } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { isRuleChecked, variantsOverlap } from "./exact.js";
import type { Directions } from "./types/directions.js";
import { findTag } from "./types/tags.js";

/** A schema of one place that can be shown. */
interface Place {
  readonly pointer: string;
  readonly schema: Schema;
  readonly isSent: boolean;
  readonly isReceived: boolean;
}

/** Tells what validators do not check as written, once for each place that can be shown. */
export function findUncheckedKeywords(contract: Contract, directions: Directions): Diagnostic[] {
  const places = placesIn(contract, directions);
  return places.flatMap((place) => [...tellRules(place, contract), ...tellOverlaps(place, contract)]);
}

/** What many operations share, by a reference to a parameter or a body, is one place. */
function placesIn(contract: Contract, { sent, received }: Directions): readonly Place[] {
  const places = new Map<string, Place>();
  const note = (place: Place): void => void places.set(place.pointer, place);
  for (const { id, schema } of Object.values(contract.schemas)) {
    note({ pointer: id, schema, isSent: sent.has(id), isReceived: received.has(id) });
  }
  for (const { inputs, body, outcomes } of contract.operations) {
    for (const { at, schema } of inputs) note({ pointer: at, schema, isSent: true, isReceived: false });
    for (const { at, schema } of body?.contents ?? []) note({ pointer: at, schema, isSent: true, isReceived: false });
    for (const { contents } of outcomes) {
      for (const { at, schema } of contents) note({ pointer: at, schema, isSent: false, isReceived: true });
    }
  }
  return [...places.values()];
}

/** Rules that need an exact verdict where validators are lenient: contracts grow. */
function tellRules({ pointer, schema, isSent, isReceived }: Place, contract: Contract): Diagnostic[] {
  const unchecked = new Set([
    ...(isSent ? uncheckedIn(schema, { contract, direction: "sent" }) : []),
    ...(isReceived ? uncheckedIn(schema, { contract, direction: "received" }) : []),
  ]);
  if (unchecked.size === 0) return [];
  const keywords = [...unchecked].map((kind) => `\`${KEYWORDS[kind]}\``).join(", ");
  return [
    {
      code: "keyword-not-checked",
      severity: "warning",
      message: `${keywords} is not checked: it leads to schemas that validators judge leniently, since contracts grow.`,
      pointer,
      help: "All else is checked; this is too where such a schema is written in the place of the reference to it.",
    },
  ];
}

const KEYWORDS: { readonly [kind in Rule["kind"]]: string } = {
  not: "not",
  if: "if",
  dependent: "dependentSchemas",
  names: "propertyNames",
  contains: "contains",
  unevaluated: "unevaluated*",
};

function uncheckedIn(schema: Schema, exactness: Parameters<typeof isRuleChecked>[2]): Rule["kind"][] {
  const residues = everyIn(schema).filter((inner) => inner.kind === "residue");
  return residues.flatMap((residue) =>
    residue.rules.filter((rule) => !isRuleChecked(rule, residue, exactness)).map((rule) => rule.kind),
  );
}

function tellOverlaps({ pointer, schema, isSent }: Place, contract: Contract): Diagnostic[] {
  const overlaps = (inner: Schema): boolean =>
    inner.kind === "union" &&
    inner.mode === "one" &&
    findTag(inner, contract) === undefined &&
    variantsOverlap(inner, contract);
  if (!isSent || !everyIn(schema).some(overlaps)) return [];
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
