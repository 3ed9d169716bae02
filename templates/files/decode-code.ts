import type { ObjectSchema, Schema, TupleSchema, UnionSchema } from "../../generator/contract/schema.js";
import { toRegExp } from "../../generator/contract/pattern.js";
import { codecOf, formOf, withoutPlain } from "../../generator/plan/types/represent.js";
import type { Form } from "../../generator/plan/types/represent.js";
import { travels } from "../../generator/plan/types/shapes.js";
import { findTag } from "../../generator/plan/types/tags.js";
import type { TaggedVariant, TagPlan } from "../../generator/plan/types/tags.js";
import { code, lines, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { propertyKey, quote } from "../text.js";
import { printFunction } from "./check-code.js";
import { list, printRegExp } from "./check-scalars.js";
import type { Checking } from "./check-scalars.js";

/** What printing a decoder needs to know. */
export interface Decoding {
  /** How the validators that decide between variants are printed. */
  readonly checking: Checking;
  /** Schema id -> the name of its decoder in the module that is printed. */
  readonly names: ReadonlyMap<string, string>;
  /** Hears of each schema whose validator decides. */
  readonly note: (schema: Schema) => void;
}

const MODULES: { readonly [name: string]: string } = {
  ...Object.fromEntries(["tuple", "matching", "byTag", "choose", "chooseSent"].map((name) => [name, "rare"])),
  ...Object.fromEntries(["toBigint", "toDigits", "fromDigits"].map((name) => [name, "int64"])),
  ...Object.fromEntries(["decodeBy", "encodeBy"].map((name) => [name, "codec"])),
  toDate: "date",
};

function helper(name: string): Import {
  return value(name, `runtime/v1/decode/${MODULES[name] ?? "decode"}`);
}

/** What decodes a schema's values, as an expression; `undefined` where they stay what they are in JSON. */
export function printDecoder(schema: Schema, decoding: Decoding): Code | undefined {
  switch (schema.kind) {
    case "ref": {
      const name = decoding.names.get(schema.id);
      return name === undefined ? undefined : code`${name}`;
    }
    case "string":
    case "number":
      return printLeaf(schema, decoding);
    case "any":
      return printCodec(schema, decoding);
    case "array": {
      const items = printDecoder(schema.items, decoding);
      return items && code`${helper("list")}(${items})`;
    }
    case "tuple":
      return printTuple(schema, decoding);
    case "object":
      return printObject(schema, decoding);
    case "union":
      return printUnion(schema, decoding);
    case "all":
      return inTurn(
        printAll(withoutPlain(schema.members, decoding.checking.contract, decoding.checking.values), decoding),
      );
    case "residue":
      return printDecoder(schema.base, decoding);
    default:
      return undefined;
  }
}

const LEAVES: { readonly [form in Form]: string } = { date: "toDate", bigint: "toBigint", digits: "toDigits" };

/** Of what is sent, only digits must change: dates and bigints know what they are on the wire. */
function printLeaf(schema: Schema, { checking }: Decoding): Code | undefined {
  const form = formOf(schema, checking.values);
  if (checking.direction === "sent") return form === "digits" ? code`${helper("fromDigits")}` : undefined;
  return form && code`${helper(LEAVES[form])}`;
}

/** What the user's own code makes of a value, or of what is sent for it. */
function printCodec(schema: Schema, { checking }: Decoding): Code | undefined {
  const codec = codecOf(schema, checking.values);
  const by = helper(checking.direction === "sent" ? "encodeBy" : "decodeBy");
  return codec && code`${by}(${value(codec.name, codec.module)})`;
}

function printAll(schemas: readonly Schema[], decoding: Decoding): Code[] {
  return schemas.flatMap((schema) => printDecoder(schema, decoding) ?? []);
}

function inTurn(decoders: readonly Code[]): Code | undefined {
  const distinct = [...new Map(decoders.map((decoder) => [JSON.stringify(decoder), decoder])).values()];
  return distinct.length < 2
    ? distinct[0]
    : code`${helper("inTurn")}(\n  ${lines(distinct.map((decoder) => code`${decoder},`))}\n)`;
}

function printTuple(schema: TupleSchema, decoding: Decoding): Code | undefined {
  const items = schema.items.map((item) => printDecoder(item, decoding));
  const rest = printDecoder(schema.rest, decoding);
  if (rest === undefined && items.every((item) => item === undefined)) return undefined;
  const last = rest === undefined ? code`` : code`, ${rest}`;
  return code`${helper("tuple")}([${list(items.map((item) => item ?? "undefined"))}]${last})`;
}

/** Declared members, then those whose names match a pattern, then all others: what none of them names stays. */
function printObject(schema: ObjectSchema, decoding: Decoding): Code | undefined {
  const known = schema.properties
    .filter((property) => travels(property, decoding.checking.direction))
    .flatMap((property): Code[] => {
      const decoder = printDecoder(property.schema, decoding);
      return decoder === undefined ? [] : [code`${propertyKey(property.key)}: ${decoder}`];
    });
  const others = schema.additional && printDecoder(schema.additional, decoding);
  return inTurn([
    ...(known.length === 0 ? [] : [code`${helper("members")}(${printTable(known)})`]),
    ...(schema.patterns ?? []).flatMap(({ pattern, schema: inner }) => printPattern(pattern, inner, decoding)),
    ...(others === undefined ? [] : [printOthers(schema, others)]),
  ]);
}

/** An object literal on one line where it has one member. */
function printTable(members: readonly Code[]): Code {
  const [only] = members;
  if (only !== undefined && members.length === 1) return code`{ ${only} }`;
  return code`{\n  ${lines(members.map((member) => code`${member},`))}\n}`;
}

function printPattern(pattern: string, schema: Schema, decoding: Decoding): Code[] {
  const usable = toRegExp(pattern);
  const decoder = printDecoder(schema, decoding);
  if (usable === undefined || decoder === undefined) return [];
  return [code`${helper("matching")}(${printRegExp(usable)}, ${decoder})`];
}

function printOthers({ properties, patterns = [] }: ObjectSchema, decoder: Code): Code {
  const known = properties.map((property) => quote(property.key));
  const usable = patterns.flatMap(({ pattern }) => toRegExp(pattern) ?? []).map(printRegExp);
  const except = usable.length === 0 ? [] : [`[${usable.join(", ")}]`];
  const names = known.length === 0 && except.length === 0 ? [] : [`[${known.join(", ")}]`];
  return code`${helper("others")}(${list([decoder, ...names, ...except])})`;
}

function printUnion(schema: UnionSchema, decoding: Decoding): Code | undefined {
  const variants = schema.variants.filter((variant) => variant.kind !== "null");
  const tag = findTag(schema, decoding.checking.contract);
  const decoder = tag === undefined ? printChoice(variants, decoding) : printTagged(tag, decoding);
  const takesNull = decoder !== undefined && variants.length < schema.variants.length;
  return takesNull ? code`${helper("orNull")}(${decoder})` : decoder;
}

/** Whatever tells variants apart: the first that accepts a value is what it is. */
function printChoice(variants: readonly Schema[], decoding: Decoding): Code | undefined {
  const decoders = variants.map((variant) => printDecoder(variant, decoding));
  const [only] = decoders;
  if (variants.length < 2 || decoders.every((decoder) => decoder === undefined)) return only;
  const { checking } = decoding;
  const pairs = variants.map((variant, index) => {
    const check = printFunction(variant, checking);
    decoding.note(variant);
    return code`[${list([decoders[index] ?? "undefined", check ?? "undefined"])}],`;
  });
  const choice = helper(checking.direction === "sent" ? "chooseSent" : "choose");
  return code`${choice}(\n  ${lines(pairs)}\n)`;
}

function printTagged({ key, variants }: TagPlan, decoding: Decoding): Code | undefined {
  const owners = new Map<string, TaggedVariant[]>();
  for (const variant of variants) {
    for (const label of variant.values) owners.set(label, [...(owners.get(label) ?? []), variant]);
  }
  const cases = [...owners].flatMap(([label, sharing]): Code[] => {
    const decoder = printChoice(
      sharing.map((variant) => variant.schema),
      decoding,
    );
    return decoder === undefined ? [] : [code`${propertyKey(label)}: ${decoder}`];
  });
  if (cases.length === 0) return undefined;
  const untagged = variants.filter((variant) => variant.optional).map((variant) => variant.schema);
  const otherwise = printChoice(untagged, decoding);
  return code`${helper("byTag")}(${quote(key)}, ${printTable(cases)}${otherwise === undefined ? "" : code`, ${otherwise}`})`;
}
