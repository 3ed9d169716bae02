import { besideNull } from "../../generator/contract/combine.js";
import type { Contract } from "../../generator/contract/contract.js";
import { flatten, mergeObjects } from "../../generator/contract/flatten.js";
import type {
  ArraySchema,
  EnumSchema,
  ObjectSchema,
  Property,
  Schema,
  SchemaId,
  UnionSchema,
  XmlHint,
} from "../../generator/contract/schema.js";
import { dereference } from "../../generator/contract/walk.js";
import { formOf } from "../../generator/plan/types/represent.js";
import type { ValueTypes } from "../../generator/plan/types/represent.js";
import { code, lines } from "../code.js";
import type { Code } from "../code.js";
import { propertyKey, quote } from "../text.js";

/** What printing a shape needs to know. */
export interface XmlPrinting {
  readonly values: ValueTypes;
  readonly contract: Contract;
  /** The name of a schema's shape in the module that is printed, where it has one; whoever asks needs it there. */
  readonly nameShape: (id: SchemaId) => string | undefined;
  /** How many lists this stands in. */
  readonly depth?: number;
}

/** Lists in lists in lists: those that hold themselves have no end. */
const MOST_LISTS = 10;

/** How a schema's values are written in XML, as an expression; `hint` is what stands beside it. */
export function printXml(schema: Schema, printing: XmlPrinting, hint?: XmlHint): Code {
  const list = findList(schema, printing.contract);
  // A list is written as who holds it says, so it is no shape of its own.
  if (list !== undefined) return printList(list, printing, hint);
  const name = schema.kind === "ref" ? printing.nameShape(schema.id) : undefined;
  if (name !== undefined) return code`() => ${name}`;
  return printShape(schema, printing);
}

/** The list that a schema is, be it that null may stand in its place. */
function findList(schema: Schema, contract: Contract, depth = 0): ArraySchema | undefined {
  const target = dereference(schema, contract);
  if (target.kind === "array") return target;
  const only = besideNull(target);
  return only === undefined || depth > MOST_LISTS ? undefined : findList(only, contract, depth + 1);
}

/** The shape itself, whatever its name. */
export function printShape(schema: Schema, printing: XmlPrinting): Code {
  const flat = flatten(schema, printing.contract);
  switch (flat.kind) {
    case "object":
      return printObject(flat, printing);
    case "array":
      return printList(flat, printing);
    case "union":
      return printUnion(flat, printing);
    case "all": {
      const object = flat.members.find((member) => member.kind === "object");
      const telling = object ?? flat.members.find((member) => member.kind !== "any");
      return telling === undefined ? code`"any"` : printShape(telling, printing);
    }
    default:
      return code`${quote(wordOf(flat, printing))}`;
  }
}

/** What a text stands for. */
function wordOf(schema: Schema, { values }: XmlPrinting): "string" | "number" | "boolean" | "any" {
  switch (schema.kind) {
    case "number":
      // Text keeps all digits for the decoder.
      return formOf(schema, values) === undefined ? "number" : "string";
    case "boolean":
      return "boolean";
    case "enum":
      return kindOfValues(schema);
    case "string":
    case "bytes":
    case "null":
    case "never":
      return "string";
    default:
      return "any";
  }
}

/** What may be one of several objects has the members of all. */
function printUnion({ variants }: UnionSchema, printing: XmlPrinting): Code {
  const kept = variants.filter((variant) => variant.kind !== "null");
  const [only, ...more] = kept;
  if (only !== undefined && more.length === 0) return printXml(only, printing);
  const flat = kept.map((variant) => flatten(variant, printing.contract));
  const objects = flat.filter((variant) => variant.kind === "object");
  if (objects.length === flat.length) return printObject(mergeObjects(objects), printing);
  const words = new Set(flat.map((variant) => wordOf(variant, printing)));
  const [word, ...others] = words;
  return code`${quote(word === undefined || others.length > 0 ? "any" : word)}`;
}

/** Words where the values are not all of one kind. */
function kindOfValues({ values }: EnumSchema): "string" | "number" | "boolean" {
  const [kind, ...more] = new Set(values.filter((value) => value !== null).map((value) => typeof value));
  return more.length === 0 && (kind === "number" || kind === "boolean") ? kind : "string";
}

function printObject({ properties, additional }: ObjectSchema, printing: XmlPrinting): Code {
  const isOpen = additional === undefined || additional.kind === "any" || additional.kind === "never";
  if (properties.length === 0 && isOpen) return code`"any"`;
  const members = properties.map((property) => code`${propertyKey(property.key)}: ${printMember(property, printing)},`);
  const rows = [
    members.length === 0 ? code`members: {},` : code`members: {\n  ${lines(members)}\n},`,
    ...(isOpen ? [] : [code`others: ${printXml(additional, printing)},`]),
  ];
  return code`{\n  ${lines(rows)}\n}`;
}

function printMember({ key, schema, xml, required }: Property, printing: XmlPrinting): Code {
  const name = nameOf(xml, key);
  const is = xml?.attribute ? "attribute" : xml?.text ? "text" : undefined;
  const facts = [
    ...(name === key ? [] : [`as: ${quote(name)}`]),
    ...(xml?.namespace === undefined ? [] : [`namespace: ${quote(xml.namespace)}`]),
    ...(is === undefined ? [] : [`is: ${quote(is)}`]),
    ...(required ? ["required: true"] : []),
  ];
  const rest = facts.map((fact) => `, ${fact}`).join("");
  return code`{ of: ${printXml(schema, printing, xml)}${rest} }`;
}

/** Without a name of their own, the items of a list are called like the list. */
function printList({ items, itemXml }: ArraySchema, around: XmlPrinting, hint?: XmlHint): Code {
  const depth = (around.depth ?? 0) + 1;
  if (depth > MOST_LISTS) return code`"any"`;
  const printing = { ...around, depth };
  const name = itemXml?.name === undefined ? "" : `, as: ${quote(nameOf(itemXml, ""))}`;
  const space =
    itemXml?.name === undefined || itemXml.namespace === undefined ? "" : `, namespace: ${quote(itemXml.namespace)}`;
  // A list that is an item stands in an element of its own, or nobody could tell where the next one begins.
  const inner = printXml(items, printing, { ...itemXml, wrapped: true });
  return code`{ items: ${inner}${name}${space}${hint?.wrapped ? ", wrapped: true" : ""} }`;
}

/** The name of an element or attribute; what is none in XML yields to what is. */
export function nameOf(hint: XmlHint | undefined, key: string): string {
  const name = hint?.name ?? key;
  const whole = hint?.prefix === undefined ? name : `${hint.prefix}:${name}`;
  return /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(whole) ? whole : `_${whole.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_")}`;
}
