import type { Content, Contract, HttpOperation, Input, PartEncoding } from "../../generator/contract/contract.js";
import { isJson, kindOf } from "../../generator/plan/bodies.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { carriesBytes } from "../../generator/plan/types/directions.js";
import type { ValueTypes } from "../../generator/plan/types/represent.js";
import type { MemberPlan, OperationPlan } from "../../generator/plan/plan.js";
import { isMembers } from "../../generator/plan/samples/check.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample, Sampling } from "../../generator/plan/samples/sample.js";
import { tellRoot } from "./contract-xml.js";
import type { XmlTelling } from "./contract-xml.js";
import { isSayable } from "./xml-sayable.js";
import type {
  BodyFact,
  GivenArguments,
  ParameterFact,
  PropertyFact,
  SampleBody,
  ValueType,
} from "../testing/operation-case.js";

/** An operation as planned, and the contract's own words for it. */
export interface Subject {
  readonly plan: OperationPlan;
  /** What values become that JSON has no types for. */
  readonly values: ValueTypes;
  readonly operation: HttpOperation;
  readonly contract: Contract;
  /** The contract as far as validators check it: what holds nothing but itself, they do not. */
  readonly checked: Contract;
  /** How its documents are written. */
  readonly xml: XmlTelling;
  /** What the samples of other operations cover already. */
  readonly covered: Set<string>;
  /** The bodies that answers of a named type have, by that name: they are drawn once. */
  readonly bodies: Map<string, readonly SampleBody[]>;
}

/** Everything a call can be given, the members of a group apart, each with the place that the contract names. */
export interface PlacedMember {
  readonly member: MemberPlan;
  readonly argument: readonly string[];
  /** Absent = a member of the body, or the whole body. */
  readonly input?: Input;
}

/** The arguments of an operation, in the contract's words. */
export function placeMembers({ plan, operation }: Subject): PlacedMember[] {
  const place = (member: MemberPlan, argument: readonly string[]): PlacedMember[] => {
    const { place: planned } = member;
    if (planned.in === "moved") return planned.members.flatMap((inner) => place(inner, [member.name, inner.name]));
    if (planned.in === "body") return [{ member, argument }];
    const input = operation.inputs.find((each) => each.in === planned.in && each.key === planned.key);
    return input === undefined ? [] : [{ member, argument, input }];
  };
  const members = plan.target === undefined ? plan.members : [plan.target, ...plan.members];
  return members.flatMap((member) => place(member, [member.name]));
}

/** Draws a value for every argument; `undefined` where one that is required has none. */
export function drawArguments(subject: Subject, variant: Sampling["variant"]): GivenArguments | undefined {
  const { plan, operation } = subject;
  const params: { [name: string]: Sample } = {};
  const chosen = chooseMembers(plan, variant);
  // Of what an object spreads in the query, nobody can tell whose it is where another does so too, or is called like it.
  const inQuery = new Set(operation.inputs.flatMap((input) => (input.in === "query" ? [input.key] : [])));
  let isSpread = false;
  for (const placed of placeMembers(subject)) {
    const { member, argument, input } = placed;
    const isChosen = input === undefined && plan.body?.from === "flat" ? chosen.has(member) : variant === "maximal";
    if (!member.required && !isChosen) continue;
    const value = drawValue(placed, subject, variant);
    if (value === undefined && member.required) return undefined;
    if (value === undefined) continue;
    if (input !== undefined && spreads(input) && isMembers(value)) {
      const isUntold = isSpread || Object.keys(value).some((key) => inQuery.has(key));
      if (isUntold && member.required) return undefined;
      if (isUntold) continue;
      isSpread = true;
    }
    const [first = member.name, inner] = argument;
    params[first] = inner === undefined ? value : { ...(params[first] as object | undefined), [inner]: value };
  }
  if (!saysBody(params, subject)) return undefined;
  const { [plan.target?.name ?? ""]: target, ...others } = params;
  return plan.target === undefined ? { name: variant, params } : { name: variant, target, params: others };
}

/** Draws a value for an argument, as far as its place has words for one. */
function drawValue(
  { member, input }: PlacedMember,
  subject: Subject,
  variant: Sampling["variant"],
): Sample | undefined {
  const { plan, contract } = subject;
  // A real name in a path has nothing to escape; what does, is what goes wrong there.
  const name = input?.in === "path" && variant === "maximal" ? "" : (input?.key ?? member.name);
  const uploads = input === undefined && plan.body !== undefined && carriesBytes(plan.body.kind);
  const plain = input === undefined ? isJoinedPart(member, subject) : isDelicate(input);
  const filled = input === undefined ? plan.body?.kind !== "json" : input.mediaType === undefined;
  const judging = judgeClosely({ contract, direction: "sent" });
  const wish = { ...judging, seed: plan.id, name, uploads, plain, filled } as const;
  // A path has no room for nothing, so where the least is nothing, it takes more.
  const variants = input?.in === "path" ? ([variant, "maximal"] as const) : [variant];
  const values = variants.map((each) => sample(member.schema, { ...wish, variant: each }));
  return values.find((each) => each !== undefined && (input?.in !== "path" || isSendable(each)));
}

/** Whether there are words for the body that these arguments make: JSON has some for everything, XML has not. */
export function saysBody(all: { readonly [name: string]: Sample }, subject: Subject): boolean {
  const { body } = subject.plan;
  const content = subject.operation.body?.contents.find((each) => each.mediaType === body?.mediaType);
  if (body?.kind !== "xml" || content === undefined) return true;
  const own = placeMembers(subject).flatMap(({ member, input }) => (input === undefined ? [member.name] : []));
  const members = Object.fromEntries(own.flatMap((name) => (name in all ? [[name, all[name]]] : [])));
  const whole = body.from === "whole" ? all["body"] : members;
  return whole === undefined || isSayable(whole, tellRoot(content, subject.xml, "sent"), subject.xml);
}

/** Optional members of a flat body: as many as there must be, or may. */
function chooseMembers({ members, body }: OperationPlan, variant: Sampling["variant"]): ReadonlySet<MemberPlan> {
  const { min = 0, max = Infinity } = body?.limits ?? {};
  const own = members.filter(({ place }) => place.in === "body");
  const optional = own.filter(({ required }) => !required);
  const asked = own.length - optional.length;
  return new Set(optional.slice(0, Math.max(0, (variant === "minimal" ? min : max) - asked)));
}

/** All arguments in one object, the positional one under its name. */
export function gatherArguments(
  { target, params }: Pick<GivenArguments, "target" | "params">,
  plan: OperationPlan,
): { readonly [name: string]: Sample } {
  const name = plan.target?.name;
  return { ...params, ...(name !== undefined && { [name]: target }) } as { readonly [name: string]: Sample };
}

/** Places where some characters cannot be sent, or mean something by themselves. */
function isDelicate(input: Input): boolean {
  const delimits = input.style === "spaceDelimited" || input.style === "pipeDelimited" || input.style === "label";
  return input.in === "header" || input.in === "cookie" || input.allowReserved === true || delimits;
}

function spreads({ in: place, style, explode, mediaType }: Input): boolean {
  return place === "query" && style === "form" && explode && mediaType === undefined;
}

/** A part of a multipart body holds its items as they are, whatever joins them. */
function isJoinedPart({ name }: MemberPlan, { plan: { body } }: Subject): boolean {
  return body?.kind === "multipart" && (body.parts[name] ?? body.each)?.explode === false;
}

/** Whether there is anything to put into a path. */
export function isSendable(value: Sample): boolean {
  if (value === null || value === "") return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** What the contract says about where each parameter goes. */
export function parameterFacts(subject: Subject, given: readonly GivenArguments[]): ParameterFact[] {
  return placeMembers(subject).flatMap(({ argument, input }): ParameterFact[] => {
    if (input === undefined) return [];
    const { key, in: place, style, explode, mediaType } = input;
    const value = findValue(given, argument, subject);
    const whole = wholeFact(input, value);
    const isNamedElsewhere = argument.length > 1 || argument[0] !== key;
    return [
      {
        in: place,
        key,
        ...(isNamedElsewhere && { argument }),
        style,
        explode,
        type: typeOf(value),
        ...(mediaType !== undefined && isJson(mediaType) && { mediaType }),
        ...(whole !== undefined && { whole }),
      },
    ];
  });
}

function wholeFact({ whole, mediaType = "" }: Input, value: unknown): ParameterFact["whole"] {
  if (whole === undefined) return undefined;
  const kind = kindOf(mediaType);
  const members = new Map(Object.entries(typeOf(value) === "object" ? (value as object) : {}));
  if (kind === "form") return { kind, properties: propertyFacts(whole, members) };
  return { kind: kind === "json" ? kind : "text", properties: {} };
}

function findValue(given: readonly GivenArguments[], argument: readonly string[], { plan }: Subject): unknown {
  const [name = "", inner] = argument;
  const values = given.map(({ target, params }) => {
    const value = name === plan.target?.name ? target : params[name];
    return inner === undefined ? value : (value as { readonly [key: string]: unknown } | undefined)?.[inner];
  });
  return values.findLast((value) => value !== undefined);
}

function typeOf(value: unknown): ValueType {
  if (value instanceof Uint8Array) return "bytes";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" && value !== null ? "object" : "scalar";
}

/** What the contract says about how the body is written. */
export function bodyFact(subject: Subject, given: readonly GivenArguments[]): BodyFact | undefined {
  const { body } = subject.plan;
  const content = subject.operation.body?.contents.find((each) => each.mediaType === body?.mediaType);
  if (body === undefined || content === undefined) return undefined;
  const { from, kind, mediaType } = body;
  if (kind === "xml") return { from, kind, mediaType, properties: {}, root: tellRoot(content, subject.xml, "sent") };
  const isParted = kind === "form" || kind === "multipart";
  const items = given.map(({ params }) => params["body"]).findLast(Array.isArray) as readonly unknown[] | undefined;
  if (kind === "multipart" && items !== undefined) return { from, kind, mediaType, ...listFacts(content, items) };
  const properties = isParted ? propertyFacts(content.encoding, membersOfBody(subject, given)) : {};
  return { from, kind, mediaType, properties };
}

function listFacts(
  { prefixEncoding = [], itemEncoding }: Content,
  items: readonly unknown[],
): Pick<BodyFact, "isList" | "properties"> {
  const encodings = items.map((_, index): [string, PartEncoding] => [
    String(index),
    prefixEncoding[index] ?? itemEncoding ?? {},
  ]);
  const members = new Map(items.map((item, index) => [String(index), item]));
  return { isList: true, properties: propertyFacts(Object.fromEntries(encodings), members) };
}

/** Every member that a sample of the body has. */
function membersOfBody(subject: Subject, given: readonly GivenArguments[]): Map<string, unknown> {
  const members = new Map<string, unknown>();
  for (const { params } of given) {
    const whole = params["body"] as Sample | undefined;
    if (subject.plan.body?.from === "whole") {
      if (isMembers(whole)) for (const [key, value] of Object.entries(whole)) members.set(key, value);
      continue;
    }
    for (const { member, input } of placeMembers(subject)) {
      if (input === undefined && member.name in params) members.set(member.name, params[member.name]);
    }
  }
  return members;
}

function propertyFacts(
  encoding: Content["encoding"],
  members: ReadonlyMap<string, unknown>,
): { [key: string]: PropertyFact } {
  return Object.fromEntries(
    [...members].map(([key, value]) => {
      const { style, explode, mediaType, headers = [] } = encoding[key] ?? {};
      const fixed = headers.flatMap(({ key: name, schema }): [string, string][] =>
        schema.kind === "enum" && schema.values.length === 1 ? [[name, String(schema.values[0])]] : [],
      );
      // By the specification, either keyword means that the value is written in a style.
      const chosen = style ?? (explode === undefined ? undefined : ("form" as const));
      return [
        key,
        {
          type: typeOf(value),
          ...(chosen !== undefined && { style: chosen, explode: explode ?? chosen === "form" }),
          ...(mediaType !== undefined && { mediaType }),
          ...(fixed.length > 0 && { headers: Object.fromEntries(fixed) }),
        },
      ];
    }),
  );
}
