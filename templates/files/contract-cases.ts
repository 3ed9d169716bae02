import { isDeepStrictEqual } from "node:util";
import { isHttp, type AuthScheme, type Contract } from "../../generator/contract/contract.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import type { Schema } from "../../generator/contract/schema.js";
import type { ChecksPlan, Plan } from "../../generator/plan/plan.js";
import { findStream, successesOf } from "../../generator/plan/results.js";
import { findList } from "../../generator/plan/pages/pages.js";
import { findHidden } from "../../generator/plan/samples/hidden.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { replaceAt } from "../../generator/plan/samples/replace.js";
import type { Sample, Sampling } from "../../generator/plan/samples/sample.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type {
  Break,
  GivenArguments,
  OperationCase,
  PagesFact,
  SampleBody,
  SchemeFact,
  XmlRoot,
  XmlShapes,
} from "../testing/operation-case.js";
import { bodyFact, drawArguments, gatherArguments, parameterFacts } from "./contract-facts.js";
import type { Subject } from "./contract-facts.js";
import { startTelling, tellRoot, tellShapes } from "./contract-xml.js";
import { replyCases } from "./contract-replies.js";
import { streamFact } from "./contract-streams.js";
import { representArguments, representReply } from "./contract-values.js";
import { varyArguments } from "./contract-variations.js";
import { paramsSchema } from "./validators-files.js";
import { isSayable } from "./xml-sayable.js";

/** What the suite needs to know of every operation of which a call could be made up, one after the other. */
export function* makeCases(plan: Plan, contract: Contract): Generator<OperationCase> {
  const operations = new Map(contract.operations.filter(isHttp).map((operation) => [operation.id, operation]));
  const { values } = plan.decoders;
  const xml = startTelling(contract, plan);
  const shared = {
    contract,
    checked: openCircles(contract, plan.checks),
    values,
    xml,
    covered: new Set<string>(),
    bodies: new Map<string, readonly SampleBody[]>(),
  };
  for (const planned of plan.operations) {
    const operation = operations.get(planned.id);
    if (operation !== undefined) yield* makeCase({ ...shared, plan: planned, operation });
  }
}

function openCircles(contract: Contract, { requests, responses }: ChecksPlan): Contract {
  const opened = [...requests, ...responses].flatMap(({ id, schema }) => {
    const named = contract.schemas[id];
    return named === undefined || schema.kind !== "any" ? [] : [[id, { ...named, schema }] as const];
  });
  if (opened.length === 0) return contract;
  return { ...contract, schemas: { ...contract.schemas, ...Object.fromEntries(opened) } };
}

/** What the documents of these operations are made of; `undefined` where none speaks XML. */
export function documentShapes(roots: readonly XmlRoot[], plan: Plan, contract: Contract): XmlShapes | undefined {
  return roots.length === 0 ? undefined : tellShapes(roots, startTelling(contract, plan));
}

/** How the documents of an operation begin. */
export function rootsOf({ body, replies }: OperationCase): XmlRoot[] {
  return [body?.root, ...replies.map(({ root }) => root)].filter((root) => root !== undefined);
}

/** An operation with a case, and the answers that are in it. */
export interface TestedOperation {
  readonly id: string;
  readonly replies: readonly { readonly declared: string }[];
}

/** Operations and answers of which no sample could be made up: nothing is proved of them. */
export function findUntested(contract: Contract, cases: readonly TestedOperation[]): string[] {
  const tested = new Map(cases.map((each) => [each.id, new Set(each.replies.map((reply) => reply.declared))]));
  return contract.operations.flatMap(({ id, outcomes }) => {
    const replies = tested.get(id);
    if (replies === undefined) return [id];
    return outcomes.filter(({ status }) => !replies.has(status)).map(({ status }) => `${id} > ${status}`);
  });
}

function makeCase(subject: Subject): OperationCase[] {
  const { plan, operation } = subject;
  // What follows `#` is never sent: no server could tell what stood there.
  if (/#.*\{/s.test(operation.binding.path)) return [];
  const minimal = drawArguments(subject, "minimal");
  // For everything at once there may be no words where there are some for the least.
  const maximal = drawArguments(subject, "maximal") ?? minimal;
  if (minimal === undefined || maximal === undefined) return [];
  const given = JSON.stringify(minimal.params) === JSON.stringify(maximal.params) ? [maximal] : [minimal, maximal];
  const replies = replyCases(subject);
  // Where success has a body of which there is no sample, no call could come to its end.
  if (replies.every(({ status }) => status >= 300) && successesOf(operation).length > 0) return [];
  const body = bodyFact(subject, given);
  const pages = pagesFact(subject);
  const hidden = hiddenArguments(maximal, subject);
  return [
    {
      id: plan.id,
      call: plan.call.join("."),
      method: operation.binding.method,
      path: operation.binding.path,
      ...(plan.target !== undefined && { target: plan.target.name }),
      given: given.map((drawn) => representArguments(drawn, subject)),
      parameters: parameterFacts(subject, given),
      ...(body !== undefined && { body }),
      auth: operation.auth,
      ...(plan.idempotencyHeader !== undefined && { idempotencyHeader: plan.idempotencyHeader }),
      replies,
      ...(hidden.length > 0 && { hidden }),
      varied: varyArguments(maximal, subject),
      wrong: breakArguments(maximal, subject),
      ...(pages !== undefined && { pages }),
      ...(plan.streams !== undefined && streamsOf(subject)),
    },
  ];
}

function streamsOf(subject: Subject): Pick<OperationCase, "streams"> {
  const content = findStream(subject.operation);
  const streams = content && streamFact(content, subject);
  return streams === undefined ? {} : { streams };
}

/** Arguments that break the contract; the positional one is never left out, callers cannot do that either. */
function breakArguments(
  { target, params }: Pick<GivenArguments, "target" | "params">,
  { plan, checked: contract, values }: Subject,
): OperationCase["wrong"] {
  const name = plan.target?.name;
  const all = gatherArguments({ target, params }, plan);
  const isPossible = ({ pointer, value }: Break): boolean =>
    pointer !== "" && (pointer !== `/${name}` || value !== undefined);
  return breakSample(paramsSchema(plan), all, { ...judgeClosely({ contract, direction: "sent" }), values }).filter(
    isPossible,
  );
}

/** Read-only members that the arguments could have. */
function hiddenArguments(given: Pick<GivenArguments, "target" | "params">, { plan, contract }: Subject): string[] {
  return findHidden(paramsSchema(plan), gatherArguments(given, plan), { contract, direction: "sent" });
}

function pagesFact(subject: Subject): PagesFact | undefined {
  const { plan, operation, contract } = subject;
  const list = findList(operation, contract);
  const schema = plan.result.schema;
  if (plan.pages === undefined || list === undefined || schema === undefined) return undefined;
  const { by, items, cursor, more, param, size, sizeMax, sizeDefault, key, first } = plan.pages;
  const facts = Object.fromEntries(
    Object.entries({ cursor, more, param, size, sizeMax, sizeDefault, key, first }).filter(
      ([, fact]) => fact !== undefined,
    ),
  );
  const asked = pageSize(subject);
  const drawn = drawPage({ schema, list: { at: items, items: list.items } }, subject);
  if (drawn === undefined) return undefined;
  const { body, item } = drawn;
  const value = representReply(item, { ...subject, schema: list.items });
  const isSame = isDeepStrictEqual(value, item);
  return { by, items, ...facts, ...(asked !== undefined && { asked }), body, item, ...(!isSame && { value }) };
}

/** A list to fill with items, and one of them, such as there are words for in the contract's media type. */
function drawPage(
  { schema, list }: { readonly schema: Schema; readonly list: { readonly at: string; readonly items: Schema } },
  subject: Subject,
): { readonly body: Sample; readonly item: Sample } | undefined {
  const { plan, contract } = subject;
  const draw = (of: Schema, variant: Sampling["variant"]): Sample | undefined =>
    sample(of, { ...judgeClosely({ contract, direction: "received" }), variant, seed: plan.id });
  for (const [fill, variant] of FILLINGS) {
    const [body, item] = [draw(schema, fill), draw(list.items, variant)];
    if (body === undefined || item === undefined) continue;
    if (saysReply(replaceAt(body, list.at, [item, item]), subject)) return { body, item };
  }
  return undefined;
}

/** Of the body and of its items: the least is enough, where there are words for it. */
const FILLINGS = [
  ["minimal", "minimal"],
  ["minimal", "maximal"],
  ["maximal", "minimal"],
  ["maximal", "maximal"],
] as const;

/** Whether there are words for an answer: JSON has some for everything, XML has not. */
function saysReply(value: Sample | undefined, { plan, operation, xml }: Subject): boolean {
  const { mediaType } = plan.result;
  const contents = successesOf(operation).flatMap((outcome) => outcome.contents);
  const content = contents.find((each) => each.mediaType === mediaType);
  return plan.reads !== "xml" || (content !== undefined && isSayable(value, tellRoot(content, xml, "received"), xml));
}

/** A small page, where the contract lets us ask for one. */
function pageSize({ plan, contract }: Subject): number | undefined {
  const member = plan.members.find((each) => each.name === plan.pages?.size);
  if (member === undefined) return undefined;
  return [2, 3, 1, 5, 10, 20, 50, 100].find((size) => accepts(member.schema, size, { contract, direction: "sent" }));
}

/** How each scheme of the contract is put on a request. */
export function schemeFacts(contract: Pick<Contract, "auth">): { [id: string]: SchemeFact } {
  return Object.fromEntries(Object.entries(contract.auth).map(([id, scheme]) => [id, schemeFact(scheme)]));
}

function schemeFact(scheme: AuthScheme): SchemeFact {
  switch (scheme.kind) {
    case "apiKey":
      return { kind: "apiKey", in: scheme.in, key: scheme.key };
    case "basic":
      return { kind: "basic" };
    case "other":
      return { kind: "other" };
    default:
      return { kind: "bearer" };
  }
}
