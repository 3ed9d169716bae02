import type { Contract, HttpOperation, Input } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { Property } from "../contract/schema.js";
import type { ArrayFormat, ChosenBody } from "./bodies.js";
import { isJson, kindOf, planEncoding, styleName } from "./bodies.js";
import { numberName } from "./names.js";
import type { BodyPlan, EncoderPlan, MemberPlan } from "./plan.js";
import { isSingle } from "./single-values.js";
import { docOf, toShape, travels } from "./types/shapes.js";
import type { Lowering } from "./types/shapes.js";

/** What a call takes: one path parameter by position, the rest as members of one flat object. */
export interface Arguments {
  readonly target?: MemberPlan;
  readonly members: readonly MemberPlan[];
  readonly from?: BodyPlan["from"];
}

interface Question {
  readonly operation: HttpOperation;
  readonly body: ChosenBody | undefined;
  readonly pinned: BodyPlan["from"] | undefined;
  readonly hidden: ReadonlySet<string>;
  readonly arrays: ArrayFormat;
}

/** Lays out an operation's inputs and body as arguments of a function. */
export function planArguments(question: Question, lowering: Lowering): Arguments {
  const { operation, body } = question;
  const inputs = operation.inputs.filter((input) => !question.hidden.has(`${input.in} ${input.key.toLowerCase()}`));
  const members = inputs.map((input) => inputMember(input, question.arrays, lowering));
  const inOrder = inPathOrder(members, operation.binding.path);
  const from = body === undefined ? undefined : chooseLayout(question, inOrder);
  const ordered = distinguish(inOrder, from === "flat" ? bodyKeys(body) : from === "whole" ? ["body"] : []);
  const bodyMembers = body === undefined ? [] : planBodyMembers(body, from ?? "whole", lowering);
  const target = ordered.filter((member) => member.place.in === "path").at(-1);
  const others = ordered.filter((member) => member !== target);
  return {
    ...(target !== undefined && { target }),
    members: settle(others, bodyMembers, target),
    ...(from !== undefined && { from }),
  };
}

/** Path parameters first, in the order of the template. */
function inPathOrder(members: readonly MemberPlan[], path: string): MemberPlan[] {
  const inPath = members.filter((member) => member.place.in === "path");
  const position = (member: MemberPlan): number => path.indexOf(`{${member.name}}`);
  return [
    ...inPath.sort((a, b) => position(a) - position(b)),
    ...members.filter((member) => member.place.in !== "path"),
  ];
}

function bodyKeys(body: ChosenBody | undefined): string[] {
  return (body?.members?.properties ?? []).map((property) => property.key);
}

/** Beside the query's, names are made distinct: a header that is called like a path parameter says that it is one. */
function distinguish(members: readonly MemberPlan[], reserved: readonly string[]): MemberPlan[] {
  const counts = new Map<string, number>();
  for (const name of [...reserved, ...members.map((member) => member.name)]) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const movesQuery = members.some(({ name, place }) => place.in === "query" && (counts.get(name) ?? 0) > 1);
  const taken = new Set([...reserved, ...(movesQuery ? ["query"] : [])]);
  return members.map((member) => {
    const { name, place } = member;
    if (place.in === "query") return member;
    const free = taken.has(name) ? numberName(`${name}_${place.in}`, (each) => counts.has(each), new Map()) : name;
    taken.add(free);
    return free === name ? member : { ...member, name: free };
  });
}

/** Flat, unless the body has no members to lay out or one of them has the name of a path, header or cookie parameter. */
function chooseLayout(question: Question, inputs: readonly MemberPlan[]): BodyPlan["from"] {
  const { body, pinned } = question;
  if (body?.members === undefined || pinned === "whole") return "whole";
  const fixed = new Set(inputs.filter((input) => input.place.in !== "query").map((input) => input.name));
  const keys = body.members.properties.filter((property) => travels(property, "sent")).map((property) => property.key);
  const movesQuery = inputs.some((input) => input.place.in === "query" && keys.includes(input.name));
  const clashes = keys.some((key) => fixed.has(key)) || (movesQuery && keys.includes("query"));
  return clashes ? "whole" : "flat";
}

function inputMember(input: Input, arrays: ArrayFormat, lowering: Lowering): MemberPlan {
  const doc = docOf(input);
  const encode = encoderOf(input, arrays, lowering.contract);
  return {
    name: input.key,
    shape: toShape(input.schema, lowering),
    schema: input.schema,
    required: input.required,
    ...(doc !== undefined && { doc }),
    ...(input.default !== undefined && { default: input.default }),
    place: { in: input.in, key: input.key, ...(encode !== undefined && { encode }) },
  };
}

const DEFAULT_STYLE = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;

/** Only what differs from what the runtime does by itself, which in paths and queries is to write single values. */
function encoderOf(input: Input, arrays: ArrayFormat, contract: Contract): EncoderPlan | undefined {
  if (input.whole !== undefined) return wholeEncoder(input, input.whole, { arrays, contract });
  if (input.mediaType !== undefined && isJson(input.mediaType)) return { style: "json" };
  const explodes = input.style === "form" || input.style === "deepObject" || input.style === "cookie";
  const isInUrl = input.in === "path" || input.in === "query";
  const isUsual = input.style === DEFAULT_STYLE[input.in] && (!isInUrl || isSingle(input.schema, contract));
  const encoder = {
    ...(!isUsual && { style: styleName(input.style, arrays) }),
    ...(input.explode !== explodes && input.style !== "deepObject" && { explode: input.explode }),
    ...(input.allowReserved && { allowReserved: true as const }),
  };
  return Object.keys(encoder).length === 0 ? undefined : encoder;
}

/** A whole query is written as a body of its media type would be, and percent-encoded. */
function wholeEncoder(
  { mediaType = "", schema }: Input,
  encoding: NonNullable<Input["whole"]>,
  { arrays, contract }: { readonly arrays: ArrayFormat; readonly contract: Contract },
): EncoderPlan {
  if (kindOf(mediaType) !== "form") return { style: isJson(mediaType) ? "wholeJson" : "wholeText" };
  const flat = flatten(schema, contract);
  const question = { members: flat.kind === "object" ? flat : undefined, arrays, contract };
  const members = Object.entries(planEncoding(encoding, question)).filter(([, part]) => Object.keys(part).length > 0);
  return { style: "wholeForm", ...(members.length > 0 && { members: Object.fromEntries(members) }) };
}

function planBodyMembers(body: ChosenBody, from: BodyPlan["from"], lowering: Lowering): MemberPlan[] {
  if (from === "flat" && body.members !== undefined) {
    return body.members.properties
      .filter((property) => travels(property, "sent"))
      .map((property) => bodyMember(property, lowering));
  }
  const { plan } = body;
  return [
    {
      name: "body",
      shape: toShape(plan.schema, lowering),
      schema: plan.schema,
      required: plan.required,
      place: { in: "body" },
    },
  ];
}

function bodyMember(property: Property, lowering: Lowering): MemberPlan {
  const doc = docOf(property);
  return {
    name: property.key,
    shape: toShape(property.schema, lowering),
    schema: property.schema,
    required: property.required,
    ...(doc !== undefined && { doc }),
    ...(property.default !== undefined && { default: property.default }),
    place: { in: "body", key: property.key },
  };
}

/** On a collision the query side moves, under `query`. */
function settle(
  inputs: readonly MemberPlan[],
  body: readonly MemberPlan[],
  target: MemberPlan | undefined,
): MemberPlan[] {
  const taken = new Set([
    ...body.map((member) => member.name),
    ...inputs.filter((input) => input.place.in !== "query").map((input) => input.name),
    ...(target === undefined ? [] : [target.name]),
  ]);
  const clashing = inputs.filter((input) => input.place.in === "query" && taken.has(input.name));
  const moves = (input: MemberPlan): boolean =>
    clashing.includes(input) || (clashing.length > 0 && input.place.in === "query" && input.name === "query");
  const moved = inputs.filter(moves);
  const staying = inputs.filter((input) => !moved.includes(input));
  // Required members first, as a reader looks for them; otherwise the contract's order.
  const all = [...staying, ...body, ...(moved.length > 0 ? [movedMember(moved)] : [])];
  return [...all.filter((member) => member.required), ...all.filter((member) => !member.required)];
}

function movedMember(members: readonly MemberPlan[]): MemberPlan {
  return {
    name: "query",
    doc: "Query parameters that have the name of another parameter.",
    required: members.some((member) => member.required),
    place: { in: "moved", members },
    shape: {
      kind: "object",
      members: members.map((member) => ({
        key: member.name,
        shape: member.shape,
        optional: !member.required,
        ...(!member.required && { undefinable: true }),
        ...(member.doc !== undefined && { doc: member.doc }),
      })),
    },
    schema: {
      kind: "object",
      properties: members.map((member) => ({ key: member.name, schema: member.schema, required: member.required })),
    },
  };
}
