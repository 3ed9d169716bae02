import type { Body, Content, Contract, PartEncoding } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { ObjectSchema, Schema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import { holds } from "./types/represent.js";
import type { BodyLimits, BodyPlan, PartPlan } from "./plan.js";

/** How arrays are written inside a deepObject, which OpenAPI leaves open. */
export type ArrayFormat = "indices" | "brackets" | "repeat";

/** A chosen request body, and the object whose properties are its members where it can be laid flat. */
export interface ChosenBody {
  readonly plan: Omit<BodyPlan, "from">;
  readonly members?: ObjectSchema;
  readonly limits?: BodyLimits;
  readonly content: Content;
}

/** Chooses the media type to send; `undefined` where the declared body can hold nothing. */
export function chooseBody(body: Body, contract: Contract, arrays: ArrayFormat): ChosenBody | undefined {
  const content = chooseContent(body.contents, contract);
  if (content === undefined) return undefined;
  const kind = bodyKind(content, contract);
  const schema = schemaOf(kind, content);
  const flat = flatten(schema, contract);
  if (kind !== "text" && flat.kind === "object" && isEmpty(flat)) return undefined;
  const isWhole = kind === "text" || kind === "binary" || !canLieFlat(flat) || hasRules(schema, contract);
  const members = isWhole ? undefined : withRequired(flat);
  const plan = {
    kind,
    mediaType: content.mediaType,
    required: body.required || (members?.properties.some((property) => property.required) ?? false),
    schema,
    ...(content.xml !== undefined && { xml: content.xml }),
    ...planParts(content, kind, { members, arrays, contract }),
  };
  return { plan, content, ...(members !== undefined && { members, limits: limitsOf(members) }) };
}

/** What its members cannot be asked one by one. */
function limitsOf({ minProperties: min, maxProperties: max, additional, properties }: ObjectSchema): BodyLimits {
  const hidden = properties.filter(({ readOnly }) => readOnly === true).map(({ key }) => key);
  return {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(additional?.kind === "never" && { hidden }),
  };
}

/** XML and other texts are sent as the caller wrote them; what is no text is bytes. */
function schemaOf(kind: BodyPlan["kind"], content: Content): Schema {
  if (kind === "text") return { kind: "string" };
  if (kind === "multipart" && content.itemSchema !== undefined) return { kind: "array", items: content.itemSchema };
  return kind === "binary" ? { kind: "bytes", mediaType: content.mediaType } : content.schema;
}

const PREFERENCE: readonly BodyPlan["kind"][] = ["json", "form", "multipart", "xml", "text", "binary"];

/** JSON before forms before text before bytes; a body with bytes among its members is multipart where it may be. */
export function chooseContent(contents: readonly Content[], contract: Contract): Content | undefined {
  const multipart = contents.find((content) => kindOf(content.mediaType) === "multipart");
  if (multipart !== undefined && contents.length > 1 && hasBytes(multipart.schema, contract)) return multipart;
  const rank = (content: Content): number => PREFERENCE.indexOf(bodyKind(content, contract));
  return [...contents].sort((a, b) => rank(a) - rank(b))[0];
}

function hasBytes(schema: Schema, contract: Contract): boolean {
  return holds(flatten(schema, contract), (inner) => inner.kind === "bytes");
}

/** How a body is made: XML is written by us where its schema says what is in it, and parts where it says which. */
function bodyKind({ mediaType, schema, itemSchema }: Content, contract: Contract): BodyPlan["kind"] {
  if (isXml(mediaType) && hasParts(schema)) return "xml";
  const isList = itemSchema !== undefined || ["array", "tuple"].includes(flatten(schema, contract).kind);
  return isList && mediaType.startsWith("multipart/") ? "multipart" : kindOf(mediaType);
}

export function isXml(mediaType: string): boolean {
  return /^(?:application|text)\/xml\s*(?:;|$)|^[^;]*\+xml\s*(?:;|$)/.test(mediaType);
}

/** True for a schema that says more of a body than that it is a text. */
export function hasParts(schema: Schema): boolean {
  return ["ref", "object", "array", "all", "union"].includes(schema.kind);
}

export function kindOf(mediaType: string): BodyPlan["kind"] {
  const [type = ""] = mediaType.split(";");
  const name = type.trim();
  if (isJson(name)) return "json";
  if (name === "application/x-www-form-urlencoded") return "form";
  if (name === "multipart/form-data") return "multipart";
  if (name.startsWith("text/") || name.endsWith("+xml") || name === "application/xml") return "text";
  return "binary";
}

export function isJson(mediaType: string): boolean {
  const [type = ""] = mediaType.split(";");
  const name = type.trim();
  return name === "application/json" || name.endsWith("+json") || name === "*/*" || name === "text/json";
}

function isEmpty(object: ObjectSchema): boolean {
  return object.properties.length === 0 && object.patterns === undefined && object.additional?.kind === "never";
}

/** Only an object with known members can share one flat object with the parameters. */
function canLieFlat(schema: Schema): schema is ObjectSchema {
  if (schema.kind !== "object" || schema.properties.length === 0) return false;
  const open = schema.additional !== undefined && schema.additional.kind !== "never";
  return !open && schema.patterns === undefined;
}

/** What is required though nobody describes it is a member too: there is no other way to send it. */
function withRequired(object: ObjectSchema): ObjectSchema {
  const { alsoRequired = [], ...rest } = object;
  const added = alsoRequired.map((key) => ({ key, schema: { kind: "any" } as const, required: true }));
  return added.length === 0 ? object : { ...rest, properties: [...object.properties, ...added] };
}

/** True where a body is asked for more than its members: among parameters that could not be checked. */
function hasRules(schema: Schema, contract: Contract, depth = 0): boolean {
  const target = dereference(schema, contract);
  if (target.kind === "residue") return true;
  return (
    target.kind === "all" && depth < MOST_DEPTH && target.members.some((each) => hasRules(each, contract, depth + 1))
  );
}

/** More members inside of members than any contract has. */
const MOST_DEPTH = 20;

interface PartsQuestion {
  readonly members: ObjectSchema | undefined;
  readonly arrays: ArrayFormat;
  readonly contract: Contract;
}

/** How the properties are written; said once where all that hold more than a scalar are written alike. */
function planParts(
  content: Content,
  kind: BodyPlan["kind"],
  question: PartsQuestion,
): Pick<BodyPlan, "parts" | "each"> {
  const { prefixEncoding = [], itemEncoding } = content;
  if (prefixEncoding.length > 0 || itemEncoding !== undefined) {
    const first = prefixEncoding.map((part, index) => [index, planPart(part, question)]);
    return { parts: Object.fromEntries(first), ...(itemEncoding && { each: planPart(itemEncoding, question) }) };
  }
  const parts = planEncoding(content.encoding, question, kind === "multipart");
  const styles = new Set(Object.values(parts).map((part) => JSON.stringify(part)));
  const nested = (question.members?.properties ?? []).filter((property) =>
    isNested(property.schema, question.contract),
  );
  const [each] = Object.values(parts);
  const isUniform = styles.size === 1 && each?.style !== undefined && !each.mediaType && !each.headers;
  const isComplete = nested.length > 0 && nested.every((property) => parts[property.key] !== undefined);
  return isUniform && isComplete ? { parts: {}, each } : { parts };
}

/** The parts of a multipart body repeat their key, those of a form are written in the form style by themselves. */
export function planEncoding(
  encoding: Content["encoding"],
  question: PartsQuestion,
  isMultipart = false,
): BodyPlan["parts"] {
  const parts = Object.entries(encoding).map(([key, part]): [string, PartPlan] => {
    const isOwn = isObjectMember(key, question) || (isMultipart && part.explode === false);
    const named = part.style === "form" && isOwn;
    return [key, { ...planPart(part, question), ...(named && { style: "form" }) }];
  });
  return Object.fromEntries(parts);
}

/** An object is written as JSON unless its encoding names the form style, which spreads its members. */
function isObjectMember(key: string, { members, contract }: PartsQuestion): boolean {
  const property = members?.properties.find((each) => each.key === key);
  return property !== undefined && flatten(property.schema, contract).kind === "object";
}

/** Unions in unions beyond any contract's; those that hold themselves have no end. */
const DEEPEST = 8;

/** True for what does not fit into one `key=value`. */
function isNested(schema: Schema, contract: Contract, depth = 0): boolean {
  const flat = flatten(schema, contract);
  if (depth > DEEPEST) return false;
  if (flat.kind === "union") return flat.variants.some((variant) => isNested(variant, contract, depth + 1));
  if (flat.kind === "all") return flat.members.some((member) => isNested(member, contract, depth + 1));
  return flat.kind === "object" || flat.kind === "array" || flat.kind === "tuple" || flat.kind === "any";
}

function planPart(encoding: PartEncoding, { arrays, contract }: PartsQuestion): PartPlan {
  const headers = (encoding.headers ?? []).flatMap((header): [string, string][] => {
    const flat = flatten(header.schema, contract);
    const [only, ...more] = flat.kind === "enum" ? flat.values : [];
    const isFixed = only !== undefined && only !== null && typeof only !== "object" && more.length === 0;
    return isFixed ? [[header.key, String(only)]] : [];
  });
  return {
    ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
    ...(encoding.mediaType !== undefined && { mediaType: encoding.mediaType }),
    ...(encoding.style !== undefined && encoding.style !== "form" && { style: styleName(encoding.style, arrays) }),
    ...(encoding.explode === false && encoding.style !== "deepObject" && { explode: false }),
    ...(encoding.allowReserved && { allowReserved: true as const }),
  };
}

/** The runtime's name for a style. */
export function styleName(style: string, arrays: ArrayFormat): string {
  if (style !== "deepObject" || arrays === "indices") return style;
  return arrays === "brackets" ? "deepObjectBrackets" : "deepObjectRepeat";
}
