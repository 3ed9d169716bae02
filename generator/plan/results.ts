import type { Content, HttpOperation, Operation, Outcome } from "../contract/contract.js";
import { hasParts, isJson, isXml, kindOf } from "./bodies.js";
import type { OperationPlan, ReplyPlan, ResultPlan } from "./plan.js";
import type { Schema } from "../contract/schema.js";
import type { TypeShape } from "./types/shape.js";
import { toShape } from "./types/shapes.js";
import type { Lowering } from "./types/shapes.js";

const NOTHING: TypeShape = { kind: "keyword", keyword: "undefined" };

/** What a successful call gives, how its body is read, and the `Accept` header that asks for it. */
export interface Success {
  readonly result: ResultPlan;
  readonly reads: OperationPlan["reads"];
  readonly accept?: string;
  /** The media type of the stream that may come in the place of JSON. */
  readonly streams?: string;
}

/** The outcomes that mean success: every 2XX; `default` where no success is declared. */
export function successesOf(operation: Operation): Outcome[] {
  const successes = operation.outcomes.filter((outcome) => outcome.status.startsWith("2"));
  if (successes.length > 0) return successes;
  return operation.outcomes.filter((outcome) => outcome.status === "default");
}

export function planSuccess(operation: HttpOperation, lowering: Lowering): Success {
  const outcomes = successesOf(operation);
  const contents = outcomes.map(bodyOf);
  const main = contents.find((content) => content !== undefined);
  // Where only a redirect is declared, what it leads to is the answer: a download.
  if (main === undefined && isRedirect(operation)) {
    return { result: { shape: { kind: "name", name: "BinaryBody" }, declares: false }, reads: "bytes", accept: "*/*" };
  }
  // Nothing is promised, so whatever the server says beside its status is fine.
  if (main === undefined) return { result: { shape: NOTHING, declares: false }, reads: "none", accept: "*/*" };
  const reads = readingOf(main);
  const shapes = contents.map((content) =>
    content === undefined || operation.binding.method === "HEAD" ? NOTHING : contentShape(content, lowering),
  );
  const shape = unionOf(shapes);
  const streams = reads === "json" ? findStream(operation)?.mediaType : undefined;
  const isPlain = contents.every((content) => content === undefined || isPlainJson(content));
  const accept = isPlain && streams === undefined ? undefined : acceptOf(contents, streams);
  return {
    result: {
      shape,
      declares: needsName(shape),
      schema: main.schema,
      mediaType: main.mediaType,
      ...(reads === "bytes" && isStreamed(main) && { isStream: true as const }),
    },
    reads,
    ...(accept !== undefined && { accept }),
    ...(streams !== undefined && { streams }),
  };
}

/** What an operation may answer with that comes item by item. */
export function findStream(operation: Operation): Content | undefined {
  return successesOf(operation)
    .flatMap((outcome) => outcome.contents)
    .find((content) => content.itemSchema !== undefined || content.mediaType.startsWith("text/event-stream"));
}

const STREAMS =
  /^text\/event-stream\b|^application\/(?:[\w.-]+\+)?json-seq\b|^application\/(?:jsonl|x-jsonlines|(?:x-)?ndjson)\b/;

/** Whether a body comes item by item, in a way that readers of streams know. */
export function isStreamed({ mediaType, itemSchema }: Content): boolean {
  return STREAMS.test(mediaType) || (itemSchema !== undefined && !mediaType.startsWith("multipart/"));
}

function isRedirect({ outcomes }: Operation): boolean {
  const redirects = outcomes.some(({ status }) => /^30[12378]$/.test(status));
  return redirects && !outcomes.some(({ status }) => status.startsWith("2"));
}

/** What an outcome comes with: by HTTP, some have no body, whatever is declared. */
function bodyOf({ status, contents }: Outcome): Content | undefined {
  return /^(?:204|205|304)$/.test(status) ? undefined : preferred(contents);
}

/** JSON before text before bytes. */
export function preferred(contents: readonly Content[]): Content | undefined {
  const rank = (content: Content): number => ["json", "xml", "text", "bytes"].indexOf(readingOf(content));
  return [...contents].sort((a, b) => rank(a) - rank(b))[0];
}

/** A stream of items is left to its reader, and so is a file, whatever media type it is said to have. */
export function readingOf({ mediaType, schema, itemSchema }: Content): Exclude<OperationPlan["reads"], "none"> {
  if (itemSchema !== undefined || schema.kind === "bytes") return "bytes";
  if (isJson(mediaType)) return "json";
  if (mediaType.startsWith("text/event-stream")) return "bytes";
  if (isXml(mediaType) && hasParts(schema)) return "xml";
  return kindOf(mediaType) === "text" ? "text" : "bytes";
}

function contentShape(content: Content, lowering: Lowering): TypeShape {
  return readingOf(content) === "bytes" ? { kind: "name", name: "BinaryBody" } : bodyShape(content, lowering);
}

/** The type of a body that is read at once. */
export function bodyShape(content: Content, lowering: Lowering): TypeShape {
  return isTyped(content) ? toShape(content.schema, lowering) : { kind: "keyword", keyword: "string" };
}

/** Whether a body is read into what its schema says. */
export function isTyped(content: Content): boolean {
  return ["json", "xml"].includes(readingOf(content));
}

function isPlainJson(content: Content): boolean {
  return content.mediaType === "application/json" || content.mediaType.startsWith("application/json;");
}

/** A stream comes last: it is sent to those who ask for it in other ways. */
function acceptOf(contents: readonly (Content | undefined)[], stream: string | undefined): string {
  const types = contents.flatMap((content) => (content === undefined ? [] : [content.mediaType]));
  return [...new Set(types), ...(stream === undefined ? [] : [`${stream};q=0.5`])].join(", ");
}

/** The union of shapes, each once. */
export function unionOf(shapes: readonly TypeShape[]): TypeShape {
  const alone = shapes.length === 1 ? shapes[0] : undefined;
  if (alone !== undefined) return alone;
  const distinct = new Map(shapes.map((shape) => [JSON.stringify(shape), shape]));
  const variants = [...distinct.values()];
  const [only] = variants;
  return variants.length === 1 && only !== undefined ? only : { kind: "union", variants };
}

/** True for a shape too large to stand in a signature. */
export function needsName(shape: TypeShape): boolean {
  switch (shape.kind) {
    case "object":
    case "tuple":
      return true;
    case "union":
    case "intersection":
      return (shape.kind === "union" ? shape.variants : shape.members).some(needsName) || shapeCount(shape) > 3;
    case "array":
      return needsName(shape.items);
    default:
      return false;
  }
}

function shapeCount(shape: TypeShape): number {
  if (shape.kind === "union") return shape.variants.length;
  return shape.kind === "intersection" ? shape.members.length : 1;
}

/** Which body each declared status has. */
export function planReplies(operation: HttpOperation): ReplyPlan[] {
  return operation.outcomes.map((outcome) => {
    const content = bodyOf(outcome);
    const isRead = content !== undefined && operation.binding.method !== "HEAD" && isTyped(content);
    return {
      status: outcome.status,
      ...(content !== undefined && { mediaType: content.mediaType }),
      ...(isRead && { schema: content.schema }),
    };
  });
}

/** An error whose body is read as XML. */
export type XmlError = ReplyPlan & { readonly schema: Schema };

/** The errors of an operation that are told in XML, and not in words alone. */
export function xmlErrorsOf({ replies }: Pick<OperationPlan, "replies">): XmlError[] {
  return replies.filter(
    (reply): reply is XmlError =>
      isFailure(reply) && reply.schema !== undefined && reply.mediaType !== undefined && isXml(reply.mediaType),
  );
}

/** Whether anything that an operation receives is read as XML. */
export function readsXml(operation: OperationPlan): boolean {
  return operation.reads === "xml" || xmlErrorsOf(operation).length > 0;
}

/** True for the outcomes that errors may have: `default` among them. */
export function isFailure({ status }: Pick<Outcome, "status">): boolean {
  return !/^[123]/.test(status);
}
