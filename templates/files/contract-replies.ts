import { isDeepStrictEqual } from "node:util";
import type { Content, Outcome } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { isJson, isXml, kindOf } from "../../generator/plan/bodies.js";
import { readingOf as readAs, successesOf } from "../../generator/plan/results.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { replaceAt } from "../../generator/plan/samples/replace.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import type { ReplyCase, SampleBody } from "../testing/operation-case.js";
import type { Subject } from "./contract-facts.js";
import { tellRoot } from "./contract-xml.js";
import { streamFact } from "./contract-streams.js";
import { representBody } from "./contract-values.js";
import { growBody, varyBody } from "./contract-variations.js";
import { isSayable } from "./xml-sayable.js";

/** Every answer that the contract declares and a server can give, the successes first. */
export function replyCases(subject: Subject): ReplyCase[] {
  const { operation } = subject;
  const successes = successesOf(operation);
  const all = [...successes, ...operation.outcomes.filter((outcome) => !successes.includes(outcome))];
  const cases = all.flatMap((outcome) => replyCase(outcome, subject, successes.includes(outcome)));
  const broken = cases.findIndex((reply) => isTyped(reply) && reply.status < 300);
  return cases.map((reply, index) =>
    index === broken && operation.binding.method !== "HEAD" ? { ...reply, broken: breakBody(reply, subject) } : reply,
  );
}

function replyCase(outcome: Outcome, subject: Subject, isSuccess: boolean): ReplyCase[] {
  const status = chooseStatus(outcome.status, subject, isSuccess);
  if (status === undefined) return [];
  const content = chosenContent(outcome, subject);
  const base = { declared: outcome.status, status };
  if (content === undefined) return [{ ...base, kind: "nothing", bodies: [] }];
  const read = readingOf(content, subject, isSuccess);
  const stream = read === "bytes" ? streamFact(content, subject) : undefined;
  const kind = stream === undefined ? read : "stream";
  const root = kind === "xml" ? tellRoot(content, subject.xml, "received") : undefined;
  const says = (value: unknown): boolean => root === undefined || isSayable(value, root, subject.xml);
  const bodies = isTyped({ kind })
    ? typedBodies(content, { subject, isSuccess, kind, says })
    : [{ name: "", body: stream?.items ?? plainBody(kind) }];
  // An answer of which we have no sample proves nothing.
  if (bodies.length === 0) return [];
  const last = wireOf(bodies.at(-1)) as Sample;
  const varied = isTyped({ kind }) ? varyBody(content.schema, last, { subject, says }) : [];
  const grown = isTyped({ kind }) ? growBody(content.schema, last, { subject, says }) : [];
  return [
    {
      ...base,
      mediaType: concrete(content.mediaType),
      kind,
      ...(root && { root }),
      bodies,
      ...(varied.length > 0 && { varied }),
      ...(grown.length > 0 && { grown }),
    },
  ];
}

/** Whether a body is more than a text. */
function isTyped({ kind }: Pick<ReplyCase, "kind">): boolean {
  return kind === "json" || kind === "xml";
}

function wireOf(sample: SampleBody | undefined): unknown {
  return sample?.wire ?? sample?.body;
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

function readingOf(content: Content, { plan }: Subject, isSuccess: boolean): ReplyCase["kind"] {
  const { mediaType } = content;
  if (isSuccess && plan.reads === "bytes") return "bytes";
  const readsXml = isSuccess ? plan.reads === "xml" : readAs(content) === "xml";
  if (readsXml && isXml(mediaType)) return "xml";
  if (isJson(mediaType)) return "json";
  return kindOf(mediaType) === "text" ? "text" : "bytes";
}

/** Of which answer bodies are drawn. */
interface Drawn {
  readonly subject: Subject;
  readonly isSuccess: boolean;
  readonly kind: ReplyCase["kind"];
  /** Whether there are words for a value. */
  readonly says: (value: unknown) => boolean;
}

function typedBodies(content: Content, drawn: Drawn): SampleBody[] {
  const declared = declaredBodies(content, drawn.subject).filter((each) => drawn.says(wireOf(each)));
  return [...declared, ...knownBodies(content, drawn)];
}

function knownBodies({ schema }: Content, drawn: Drawn): readonly SampleBody[] {
  if (schema.kind !== "ref") return drawBodies(schema, drawn);
  const key = `${drawn.isSuccess} ${drawn.kind} ${schema.id}`;
  const bodies = drawn.subject.bodies.get(key) ?? drawBodies(schema, drawn);
  drawn.subject.bodies.set(key, bodies);
  return bodies;
}

function drawBodies(schema: Schema, { subject, isSuccess, kind, says }: Drawn): SampleBody[] {
  const { contract, plan } = subject;
  // The same type has the same sample everywhere, so that it is written once.
  const seed = schema.kind === "ref" ? schema.id : plan.id;
  const variants = isSuccess ? (["minimal", "maximal"] as const) : (["maximal"] as const);
  const wish = { ...judgeClosely({ contract, direction: "received" }), seed };
  const fills = kind === "xml" ? [true, false] : [false];
  const bodies = variants.flatMap((variant): SampleBody[] => {
    const drawn = fills.map((filled) => sample(schema, { ...wish, variant, filled }));
    const body = drawn.find((each) => each !== undefined && says(each));
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
  const body = wireOf(last) as Sample | undefined;
  if (content === undefined || body === undefined) return [];
  const { checked: contract, values, xml } = subject;
  const broken = breakSample(content.schema, body, { ...judgeClosely({ contract, direction: "received" }), values });
  const { root } = reply;
  if (root === undefined) return broken;
  return broken.filter(({ pointer, value }) => isSayable(replaceAt(body, pointer, value), root, xml));
}
