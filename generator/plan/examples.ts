import type { Content, Contract, Operation } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { Example, Json, Schema } from "../contract/schema.js";
import { everyIn } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { isJson } from "./bodies.js";
import { accepts } from "./samples/check.js";
import { findRefusals } from "./samples/refusals.js";
import type { Refusal } from "./samples/refusals.js";
import type { Direction } from "./types/directions.js";

/** An example with what it shows. */
interface Shown {
  readonly example: Example;
  readonly schema: Schema;
  /** The ways it may travel: it is right if it is right on one of them. */
  readonly directions: readonly Direction[];
}

const BOTH: readonly Direction[] = ["sent", "received"];

/** Tells of the examples that their own schemas refuse; nothing is made of those. */
export function findWrongExamples(contract: Contract): Diagnostic[] {
  const seen = new Set<Pointer>();
  const diagnostics: Diagnostic[] = [];
  for (const shown of findExamples(contract)) {
    const place = shown.example.entry ?? shown.example.at;
    if (seen.has(place)) continue;
    seen.add(place);
    const refusal = findRefusal(shown, contract);
    if (refusal !== undefined) diagnostics.push(report(shown.example, refusal));
  }
  return diagnostics;
}

function* findExamples(contract: Contract): Generator<Shown> {
  for (const { schema, example } of Object.values(contract.schemas)) {
    if (example !== undefined) yield { example, schema, directions: BOTH };
    yield* findInside(schema);
  }
  for (const operation of contract.operations) yield* findInOperation(operation, ["sent", "received"]);
  for (const webhook of contract.webhooks) yield* findInOperation(webhook, ["received", "sent"]);
}

function* findInOperation(
  { inputs, body, outcomes }: Operation,
  [asked, answered]: readonly [Direction, Direction],
): Generator<Shown> {
  for (const { example, schema } of inputs) {
    if (example !== undefined) yield { example, schema, directions: [asked] };
    yield* findInside(schema);
  }
  for (const content of body?.contents ?? []) yield* findInContent(content, asked);
  for (const content of outcomes.flatMap(({ contents }) => contents)) yield* findInContent(content, answered);
}

/** What is no JSON may be shown as the text that is sent, of which its schema does not speak. */
function* findInContent({ mediaType, schema, examples }: Content, direction: Direction): Generator<Shown> {
  for (const example of examples) {
    const isText = typeof example.value === "string" && !isJson(mediaType);
    if (!isText) yield { example, schema, directions: [direction] };
  }
  yield* findInside(schema);
}

function findInside(schema: Schema): readonly Shown[] {
  const properties = everyIn(schema).flatMap((inner) => (inner.kind === "object" ? inner.properties : NONE));
  return properties.flatMap(({ example, schema: own }) =>
    example === undefined ? NONE : { example, schema: own, directions: BOTH },
  );
}

const NONE: readonly never[] = [];

/** JSON may be written down as the text that it is, and digits that JSON lost are not the author's mistake. */
function findRefusal({ example: { value }, schema, directions }: Shown, contract: Contract): Refusal | undefined {
  const judgings = directions.map((direction) => ({ contract, direction }));
  if (judgings.some((judging) => accepts(schema, value, judging))) return undefined;
  if (asJson(value).some((json) => judgings.some((judging) => accepts(schema, json, judging)))) return undefined;
  const [meant] = judgings;
  if (meant === undefined || isLong(value)) return undefined;
  const [first] = findRefusals(schema, value, meant);
  return first;
}

function asJson(value: Json): Json[] {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return [];
  try {
    return [JSON.parse(value) as Json];
  } catch {
    return [];
  }
}

function isLong(value: Json): boolean {
  return typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value);
}

function report({ at, entry = at }: Example, { pointer, message }: Refusal): Diagnostic {
  const subject = pointer === "" ? "it" : `\`${pointer}\``;
  return {
    code: "example-not-of-its-schema",
    severity: "repair",
    message: `An example breaks its own schema: ${subject} ${message}; it is left out.`,
    pointer: at + pointer,
    help: "Correct the example, or its schema.",
    mend: [{ at: entry, remove: true }],
  };
}
