import type { Content, Contract, Operation } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { Example, Json, Schema } from "../contract/schema.js";
import { everyIn } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";
import { isJson } from "./bodies.js";
import { accepts } from "./samples/check.js";
import type { Judging } from "./samples/check.js";
import { findRefusals } from "./samples/refusals.js";
import type { Refusal } from "./samples/refusals.js";

/** An example with what it shows. */
interface Shown {
  readonly example: Example;
  readonly schema: Schema;
  /** The ways it may travel: it is right if it is right on one of them. */
  readonly ways: readonly Judging[];
}

/** The ways through a contract. */
interface Ways {
  readonly sent: readonly Judging[];
  readonly received: readonly Judging[];
  readonly both: readonly Judging[];
}

const NONE: readonly never[] = [];

/** Tells of the examples that their own schemas refuse; nothing is made of those. */
export function findWrongExamples(contract: Contract): Diagnostic[] {
  const seen = new Set<Pointer>();
  return findExamples(contract).flatMap((shown) => {
    const place = shown.example.entry ?? shown.example.at;
    if (seen.has(place)) return NONE;
    seen.add(place);
    const refusal = findRefusal(shown);
    return refusal === undefined ? NONE : report(shown.example, refusal);
  });
}

function findExamples(contract: Contract): Shown[] {
  const sent: Judging = { contract, direction: "sent" };
  const received: Judging = { contract, direction: "received" };
  const ways: Ways = { sent: [sent], received: [received], both: [sent, received] };
  const hooks: Ways = { ...ways, sent: ways.received, received: ways.sent };
  return [
    ...Object.values(contract.schemas).flatMap((named) => findInSchema(named, ways.both, ways)),
    ...contract.operations.flatMap((operation) => findInOperation(operation, ways)),
    ...contract.webhooks.flatMap((webhook) => findInOperation(webhook, hooks)),
  ];
}

function findInOperation({ inputs, body, outcomes }: Operation, ways: Ways): Shown[] {
  return [
    ...inputs.flatMap((input) => findInSchema(input, ways.sent, ways)),
    ...(body?.contents ?? []).flatMap((content) => findInContent(content, ways.sent, ways)),
    ...outcomes.flatMap(({ contents }) => contents.flatMap((each) => findInContent(each, ways.received, ways))),
  ];
}

/** What is no JSON may be shown as the text that is sent, of which its schema does not speak. */
function findInContent({ mediaType, schema, examples }: Content, own: readonly Judging[], ways: Ways): Shown[] {
  const shown = examples.filter(({ value }) => typeof value !== "string" || isJson(mediaType));
  return [...shown.map((example) => ({ example, schema, ways: own })), ...findInside(schema, ways)];
}

function findInSchema(
  { example, schema }: { readonly example?: Example; readonly schema: Schema },
  own: readonly Judging[],
  ways: Ways,
): readonly Shown[] {
  const inside = findInside(schema, ways);
  return example === undefined ? inside : [{ example, schema, ways: own }, ...inside];
}

function findInside(schema: Schema, ways: Ways): readonly Shown[] {
  const objects = everyIn(schema).filter((inner) => inner.kind === "object");
  const properties = objects.flatMap((object) => object.properties.filter(({ example }) => example !== undefined));
  return properties.flatMap(({ example, schema: own }) =>
    example === undefined ? NONE : { example, schema: own, ways: ways.both },
  );
}

/** JSON may be written down as the text that it is, and digits that JSON lost are not the author's mistake. */
function findRefusal({ example: { value }, schema, ways }: Shown): Refusal | undefined {
  if (ways.some((way) => accepts(schema, value, way))) return undefined;
  if (asJson(value).some((json) => ways.some((way) => accepts(schema, json, way)))) return undefined;
  const [meant] = ways;
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
