import { isObject, type JsonObject } from "../contract/json.js";
import { child } from "../contract/pointer.js";
import { METHODS } from "./http/methods.js";
import { addition, removal } from "./mends.js";
import type { Node, Reading } from "./reading.js";

/** What JSON has. */
type Kind = "text" | "number" | "flag" | "list" | "object" | "null";

/** Which values keywords have. */
export type Kinds = ReadonlyMap<string, readonly Kind[]>;

function kindsOf(words: string, ...kinds: Kind[]): [string, readonly Kind[]][] {
  return words.split(" ").map((word) => [word, kinds]);
}

/** Those of schemas that change what they mean. */
export const SCHEMA_KINDS: Kinds = new Map([
  ...kindsOf("properties patternProperties dependentSchemas", "object"),
  ...kindsOf("required enum allOf anyOf oneOf prefixItems", "list"),
  ...kindsOf("items", "object", "flag", "list"),
  ...kindsOf("additionalProperties not if then else contains propertyNames", "object", "flag"),
  ...kindsOf("minLength maxLength minItems maxItems minProperties maxProperties", "number"),
  ...kindsOf("minimum maximum multipleOf", "number"),
  ...kindsOf("exclusiveMinimum exclusiveMaximum", "number", "flag"),
  ...kindsOf("uniqueItems nullable readOnly writeOnly", "flag"),
  ...kindsOf("pattern format", "text"),
  ...kindsOf("discriminator", "object", "text"),
]);

/** Of operations and what stands around them. */
export const OPERATION_KINDS: Kinds = new Map([
  ...kindsOf("parameters tags security servers", "list"),
  ...kindsOf("requestBody responses callbacks additionalOperations", "object"),
  ...kindsOf(METHODS.join(" "), "object"),
  ...kindsOf("operationId", "text"),
]);

export const DOCUMENT_KINDS: Kinds = new Map([
  ...kindsOf("paths webhooks components info definitions securityDefinitions", "object"),
  ...kindsOf("servers security tags schemes", "list"),
  ...kindsOf("host basePath", "text"),
]);

export const CONTENT_KINDS: Kinds = new Map(kindsOf("content headers", "object"));

/** A node whose keywords have values that they may have: numbers and flags in quotes are meant, anything else is told and goes. */
export function withKinds<Value extends JsonObject>(
  node: Node & { readonly value: Value },
  kinds: Kinds,
  reading: Reading,
): Node & { readonly value: JsonObject } {
  if (isFitting(node.value, kinds)) return node;
  const wrong = Object.keys(node.value).filter((key) => !fits(node.value[key], kinds.get(key)));
  const { ...value }: { [key: string]: unknown } = node.value;
  for (const key of wrong) {
    const meant = meantBy(node.value[key], kinds.get(key) ?? []);
    report(node, { key, meant, kinds: kinds.get(key) ?? [] }, reading);
    if (meant === undefined) delete value[key];
    else value[key] = meant;
  }
  return { ...node, value };
}

/** A part that the contract names, which is an object; what is not is told and left out. */
export function partOf({ key, value, at }: Node & { readonly key: string }, reading: Reading): JsonObject | undefined {
  if (isObject(value)) return value;
  reading.report({
    code: "part-not-an-object",
    severity: "repair",
    message: `\`${key}\` is ${WORDS[kindOf(value)]}, and an object belongs here; it is left out.`,
    pointer: at,
    help: "Write an object, or remove it.",
    mend: removal(at),
  });
  return undefined;
}

/** Almost every object is, and there are very many: so it is asked without a list of the keys. */
function isFitting(value: JsonObject, kinds: Kinds): boolean {
  for (const key in value) if (!fits(value[key], kinds.get(key))) return false;
  return true;
}

function fits(value: unknown, kinds: readonly Kind[] | undefined): boolean {
  return kinds === undefined || value === undefined || kinds.includes(kindOf(value));
}

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  return typeof value === "boolean" ? "flag" : typeof value === "number" ? "number" : "object";
}

function meantBy(value: unknown, kinds: readonly Kind[]): number | boolean | undefined {
  if (typeof value !== "string") return undefined;
  if (kinds.includes("number") && String(Number(value)) === value) return Number(value);
  return kinds.includes("flag") && (value === "true" || value === "false") ? value === "true" : undefined;
}

interface Wrong {
  readonly key: string;
  readonly meant: number | boolean | undefined;
  readonly kinds: readonly Kind[];
}

const WORDS: { readonly [kind in Kind]: string } = {
  text: "a text",
  number: "a number",
  flag: "true or false",
  list: "a list",
  object: "an object",
  null: "null",
};

function report(
  { value, at }: Node & { readonly value: JsonObject },
  { key, meant, kinds }: Wrong,
  reading: Reading,
): void {
  const wanted = kinds.map((kind) => WORDS[kind]).join(" or ");
  const outcome = meant === undefined ? "it is left out" : `it is read as ${meant}`;
  reading.report({
    code: "keyword-of-another-kind",
    severity: "repair",
    message: `\`${key}\` is ${wanted}, and ${WORDS[kindOf(value[key])]} stands here; ${outcome}.`,
    pointer: child(at, key),
    help: meant === undefined ? `Write ${wanted}, or remove it.` : "Take the quotes away.",
    mend: meant === undefined ? removal(child(at, key)) : addition(at, { [key]: meant }),
  });
}
