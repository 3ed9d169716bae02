import type { Content, HttpOperation, Outcome } from "../contract/contract.js";
import { outlinesOf } from "./outlines.js";
import type { Outline } from "./outlines.js";
import type { ErrorPlan, OperationPlan } from "./plan.js";
import { bodyShape, isFailure, isTyped, preferred, unionOf } from "./results.js";
import type { TypeShape } from "./types/shape.js";
import type { Lowering } from "./types/shapes.js";

const UNKNOWN: TypeShape = { kind: "keyword", keyword: "unknown" };
const UNDEFINED: TypeShape = { kind: "keyword", keyword: "undefined" };
const UNDECLARED: ErrorPlan = { status: "other", body: "undeclared", shape: UNKNOWN };

/**
 * The declared error bodies by status. Whatever is not listed has the body of `default`, or of the ranges where both
 * are declared; else nothing is known of it.
 */
export function planErrors(operation: HttpOperation, lowering: Lowering): ErrorPlan[] {
  const failures = operation.outcomes.filter(isFailure);
  const listed = failures.flatMap((outcome): ErrorPlan[] => {
    const status = statusOf(outcome);
    return status === "other" ? [] : [{ status, ...planBody(outcome, operation, lowering) }];
  });
  const ranges = listed.filter(({ status }) => typeof status === "string");
  const others = failures
    .filter((outcome) => statusOf(outcome) === "other")
    .map((outcome): ErrorPlan => ({ status: "other", ...planBody(outcome, operation, lowering) }));
  // An unregistered status belongs to a range as well.
  const isCovered = others.length > 0 || ranges.length > 1;
  return [...listed, isCovered ? merge("other", [...ranges, ...others]) : UNDECLARED];
}

function statusOf({ status }: Outcome): ErrorPlan["status"] {
  if (/^\d{3}$/.test(status)) return Number(status);
  return status === "4XX" || status === "5XX" ? status : "other";
}

function planBody(outcome: Outcome, { binding }: HttpOperation, lowering: Lowering): Omit<ErrorPlan, "status"> {
  const content = binding.method === "HEAD" ? undefined : preferred(outcome.contents);
  if (content === undefined) return { body: "none", shape: UNKNOWN };
  const outlines = outlinesOfContent(content, lowering);
  return { body: "declared", shape: bodyShape(content, lowering), ...(outlines !== undefined && { outlines }) };
}

/** What an error carries is read at once, and what is neither JSON nor XML is read as text. */
function outlinesOfContent(content: Content, { contract }: Lowering): readonly Outline[] | undefined {
  return isTyped(content) ? outlinesOf(content.schema, contract) : ["string"];
}

/** All error bodies of many operations, one entry a status. */
export function mergeErrors(operations: readonly { readonly errors: readonly ErrorPlan[] }[]): ErrorPlan[] {
  const statuses = new Set(operations.flatMap(({ errors }) => errors.map(({ status }) => status)));
  return [...statuses]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((status) =>
      merge(
        status,
        operations.map(({ errors }) => findError(errors, status)),
      ),
    );
}

function rankOf(status: ErrorPlan["status"]): number {
  return typeof status === "number" ? status : { "4XX": 1000, "5XX": 1001, other: 1002 }[status];
}

/** What an operation says of a status: by itself, by its range, or by what it says of all others. */
function findError(errors: readonly ErrorPlan[], status: ErrorPlan["status"]): ErrorPlan {
  const range = `${String(status).charAt(0)}XX`;
  const find = (wanted: ErrorPlan["status"] | string): ErrorPlan | undefined =>
    errors.find((error) => error.status === wanted);
  return find(status) ?? find(range) ?? find("other") ?? UNDECLARED;
}

/**
 * One entry out of several. Who declares no body says nothing of one: an answer counts as the others describe it, or
 * has none. Only where one allows every body, every body is allowed.
 */
function merge(status: ErrorPlan["status"], errors: readonly ErrorPlan[]): ErrorPlan {
  const [only] = errors;
  if (only !== undefined && errors.length === 1) return { ...only, status };
  const declared = errors.filter(({ body }) => body === "declared");
  const isEmpty = errors.some(({ body }) => body === "none");
  if (declared.length === 0) return { status, body: isEmpty ? "none" : "undeclared", shape: UNKNOWN };
  if (declared.some(({ outlines }) => outlines === undefined)) return { status, body: "declared", shape: UNKNOWN };
  return {
    status,
    body: "declared",
    shape: unionOf([...inOrder(declared.flatMap(({ shape }) => variantsOf(shape))), ...(isEmpty ? [UNDEFINED] : [])]),
    outlines: inOrder(declared.flatMap(({ outlines = [] }) => outlines)),
  };
}

function variantsOf(shape: TypeShape): readonly TypeShape[] {
  return shape.kind === "union" ? shape.variants.flatMap(variantsOf) : [shape];
}

/** Each once, whoever declared it first. */
function inOrder<Item>(items: readonly Item[]): readonly Item[] {
  const byText = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...byText].sort(([a], [b]) => (a < b ? 1 : -1)).map(([, item]) => item);
}

/** Whose type the errors of an operation have: their own only where it says something else than the client as a whole. */
export function judgeFailures(
  client: readonly ErrorPlan[],
): (errors: readonly ErrorPlan[]) => OperationPlan["failure"] {
  const text = textOf(client);
  const isSame = isUniform(client);
  return (errors) => {
    if (errors.every(({ outlines }) => outlines === undefined)) return "client";
    return (isSame && isUniform([...client, ...errors])) || textOf(errors) === text ? "client" : "own";
  };
}

function textOf(errors: readonly ErrorPlan[]): string {
  return JSON.stringify(errors.map(({ status, shape }) => [status, shape]));
}

/** True where all failures look alike anyway. */
function isUniform(errors: readonly ErrorPlan[]): boolean {
  const [first, ...others] = errors.map(({ shape }) => shape);
  const text = JSON.stringify(first);
  return others.every((shape) => shape === first || JSON.stringify(shape) === text);
}
