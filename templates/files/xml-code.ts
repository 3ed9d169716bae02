import type { Contract } from "../../generator/contract/contract.js";
import { flatten } from "../../generator/contract/flatten.js";
import type {
  ArraySchema,
  ObjectSchema,
  Property,
  Schema,
  SchemaId,
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
  const target = dereference(schema, printing.contract);
  // A list is written as who holds it says, so it is no shape of its own.
  if (target.kind === "array") return printList(target, printing, hint);
  const name = schema.kind === "ref" ? printing.nameShape(schema.id) : undefined;
  if (name !== undefined) return code`() => ${name}`;
  return printShape(schema, printing);
}

/** The shape itself, whatever its name. */
export function printShape(schema: Schema, printing: XmlPrinting): Code {
  const flat = flatten(schema, printing.contract);
  switch (flat.kind) {
    case "object":
      return printObject(flat, printing);
    case "array":
      return printList(flat, printing);
    case "union": {
      const [only, ...more] = flat.variants.filter((variant) => variant.kind !== "null");
      return only !== undefined && more.length === 0 ? printXml(only, printing) : code`"any"`;
    }
    case "all": {
      const object = flat.members.find((member) => member.kind === "object");
      return object === undefined ? code`"string"` : printObject(object, printing);
    }
    case "number":
      // Text keeps all digits for the decoder.
      return code`${quote(formOf(flat, printing.values) === undefined ? "number" : "string")}`;
    case "boolean":
      return code`"boolean"`;
    case "enum":
      return code`${quote(flat.values.every((value) => typeof value === "number") ? "number" : "string")}`;
    case "any":
    case "tuple":
      return code`"any"`;
    default:
      return code`"string"`;
  }
}

function printObject({ properties }: ObjectSchema, printing: XmlPrinting): Code {
  if (properties.length === 0) return code`"any"`;
  const members = properties.map((property) => code`${propertyKey(property.key)}: ${printMember(property, printing)},`);
  return code`{\n  members: {\n    ${lines(members)}\n  },\n}`;
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
  return code`{ items: ${printXml(items, printing)}${name}${hint?.wrapped ? ", wrapped: true" : ""} }`;
}

/** The name of an element or attribute; what is none in XML yields to what is. */
export function nameOf(hint: XmlHint | undefined, key: string): string {
  const name = hint?.name ?? key;
  const whole = hint?.prefix === undefined ? name : `${hint.prefix}:${name}`;
  return /^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(whole) ? whole : `_${whole.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_")}`;
}
