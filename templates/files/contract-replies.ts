import { isDeepStrictEqual } from "node:util";
import type { Content, Outcome } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { isJson, kindOf } from "../../generator/plan/bodies.js";
import { successesOf } from "../../generator/plan/results.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import type { ReplyCase, SampleBody } from "../testing/operation-case.js";
import type { Subject } from "./contract-facts.js";
import { representBody } from "./contract-values.js";
import { growBody, varyBody } from "./contract-variations.js";

/** Every answer that the contract declares and a server can give, the successes first. */
export function replyCases(subject: Subject): ReplyCase[] {
  const { operation } = subject;
  const successes = successesOf(operation);
  const all = [...successes, ...operation.outcomes.filter((outcome) => !successes.includes(outcome))];
  const cases = all.flatMap((outcome) => replyCase(outcome, subject, successes.includes(outcome)));
  const broken = cases.findIndex((reply) => reply.kind === "json" && reply.status < 300);
  return cases.map((reply, index) => (index === broken ? { ...reply, broken: breakBody(reply, subject) } : reply));
}

function replyCase(outcome: Outcome, subject: Subject, isSuccess: boolean): ReplyCase[] {
  const status = chooseStatus(outcome.status, subject, isSuccess);
  if (status === undefined) return [];
  const content = chosenContent(outcome, subject);
  const base = { declared: outcome.status, status };
  if (content === undefined) return [{ ...base, kind: "nothing", bodies: [] }];
  const kind = readingOf(content, subject, isSuccess);
  const bodies = kind === "json" ? jsonBodies(content, subject, isSuccess) : [{ name: "", body: plainBody(kind) }];
  // An answer of which we have no sample proves nothing.
  if (bodies.length === 0) return [];
  const last = (bodies.at(-1)?.wire ?? bodies.at(-1)?.body) as Sample;
  const varied = kind === "json" ? varyBody(content.schema, last, subject) : [];
  const grown = kind === "json" ? growBody(content.schema, last, subject) : [];
  const mediaType = concrete(content.mediaType);
  return [
    { ...base, mediaType, kind, bodies, ...(varied.length > 0 && { varied }), ...(grown.length > 0 && { grown }) },
  ];
}

/** The status itself, or one that a range stands for and nothing else declares. */
function chooseStatus(declared: string, { operation }: Subject, isSuccess: boolean): number | undefined {
  if (/^[2-5]\d\d$/.test(declared)) return Number(declared);
  const taken = new Set(operation.outcomes.map((outcome) => outcome.status));
  const ranges = new Set(
    operation.outcomes.map((outcome) => outcome.status.toUpperCase()).filter((status) => status.endsWith("XX")),
  );
  const first = /^[2-5]XX$/i.test(declared) ? Number(declared[0]) * 100 : isSuccess ? 200 : 400;
  if (declared !== "default" && !/^[2-5]XX$/i.test(declared)) return undefined;
  const candidates = Array.from(
    { length: declared === "default" && !isSuccess ? 200 : 100 },
    (_, index) => first + index,
  );
  const isFree = (status: number): boolean =>
    !taken.has(String(status)) && (declared !== "default" || !ranges.has(`${Math.floor(status / 100)}XX`));
  return candidates.find((status) => isFree(status) && ![204, 205, 304].includes(status));
}

/** The media type that the client asked for. */
function chosenContent(outcome: Outcome, { plan }: Subject): Content | undefined {
  const mediaType = plan.replies.find((reply) => reply.status === outcome.status)?.mediaType;
  return outcome.contents.find((content) => content.mediaType === mediaType);
}

function readingOf({ mediaType }: Content, { plan }: Subject, isSuccess: boolean): ReplyCase["kind"] {
  if (isSuccess && plan.reads === "bytes") return "bytes";
  if (isJson(mediaType)) return "json";
  return kindOf(mediaType) === "text" ? "text" : "bytes";
}

function jsonBodies(content: Content, subject: Subject, isSuccess: boolean): SampleBody[] {
  return [...declaredBodies(content, subject), ...knownBodies(content, subject, isSuccess)];
}

function knownBodies({ schema }: Content, subject: Subject, isSuccess: boolean): readonly SampleBody[] {
  if (schema.kind !== "ref") return drawnBodies(schema, subject, isSuccess);
  const key = `${isSuccess} ${schema.id}`;
  const bodies = subject.bodies.get(key) ?? drawnBodies(schema, subject, isSuccess);
  subject.bodies.set(key, bodies);
  return bodies;
}

function drawnBodies(schema: Schema, subject: Subject, isSuccess: boolean): SampleBody[] {
  const { contract, plan } = subject;
  // The same type has the same sample everywhere, so that it is written once.
  const seed = schema.kind === "ref" ? schema.id : plan.id;
  const variants = isSuccess ? (["minimal", "maximal"] as const) : (["maximal"] as const);
  const bodies = variants.flatMap((variant): SampleBody[] => {
    const body = sample(schema, { ...judgeClosely({ contract, direction: "received" }), variant, seed });
    return body === undefined ? [] : [representBody(isSuccess ? variant : "", body, { ...subject, schema })];
  });
  const [first, second] = bodies;
  return second !== undefined && isDeepStrictEqual(first?.body, second.body) ? [second] : bodies;
}

/** The contract's own examples, as far as its schema accepts them: many contracts break themselves here. */
function declaredBodies({ schema, examples }: Content, subject: Subject): SampleBody[] {
  const { contract } = subject;
  const judging = judgeClosely({ contract, direction: "received" });
  const right = examples.filter(({ value }) => accepts(schema, value, judging));
  return right.slice(0, MOST_EXAMPLES).map(({ key, value }) => representBody(key, value, { ...subject, schema }));
}

const MOST_EXAMPLES = 8;

function plainBody(kind: ReplyCase["kind"]): Sample {
  const text = "a text, größer als ASCII";
  return kind === "bytes" ? Uint8Array.from([0, 255, ...new TextEncoder().encode(text)]) : text;
}

/** A media type that a server can say: ranges are the contract's way to leave the choice. */
function concrete(mediaType: string): string {
  if (mediaType === "*/*") return "application/json";
  return mediaType.replace(/^application\/\*/, "application/octet-stream").replace(/^(\w+)\/\*/, "$1/plain");
}

function breakBody(reply: ReplyCase, subject: Subject): NonNullable<ReplyCase["broken"]> {
  const outcome = subject.operation.outcomes.find((each) => each.status === reply.declared);
  const content = outcome && chosenContent(outcome, subject);
  const last = reply.bodies.at(-1);
  const body = last?.wire ?? last?.body;
  if (content === undefined || body === undefined) return [];
  const { contract, values } = subject;
  return breakSample(content.schema, body as Sample, { ...judgeClosely({ contract, direction: "received" }), values });
}
