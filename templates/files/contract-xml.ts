import { besideNull } from "../../generator/contract/combine.js";
import type { Content, Contract } from "../../generator/contract/contract.js";
import { flatten, mergeObjects } from "../../generator/contract/flatten.js";
import type {
  ArraySchema,
  ObjectSchema,
  Property,
  Schema,
  SchemaId,
  XmlHint,
} from "../../generator/contract/schema.js";
import { dereference } from "../../generator/contract/walk.js";
import type { Plan } from "../../generator/plan/plan.js";
import type { XmlContent, XmlNode, XmlRoot, XmlShapes } from "../testing/operation-case.js";

/**
 * What the contract says of its documents, for those who judge them: told anew, and not taken from the client's `xml.ts`,
 * or a mistake there would be one of the judges too.
 */
export interface XmlTelling {
  readonly contract: Contract;
  readonly typeNames: Plan["typeNames"];
  /** The schemas by the names of their shapes. */
  readonly named: ReadonlyMap<string, SchemaId>;
  /** What was told already. */
  readonly shapes: Map<string, XmlContent>;
}

/** Nothing is told yet. */
export function startTelling(contract: Contract, { typeNames }: Pick<Plan, "typeNames">): XmlTelling {
  const named = new Map(Object.keys(contract.schemas).map((id) => [typeNames[id] ?? id, id]));
  return { contract, typeNames, named, shapes: new Map() };
}

/** How a body or an answer stands in its document; a body without a name that has one member is that member's element. */
export function tellRoot({ schema, xml }: Content, telling: XmlTelling, side: "sent" | "received"): XmlRoot {
  const { contract } = telling;
  const key = schema.kind === "ref" ? contract.schemas[schema.id]?.key : undefined;
  const flat = flatten(schema, contract);
  const [only, ...more] = flat.kind === "object" ? flat.properties : [];
  const isFrame = side === "sent" && key === undefined && xml?.name === undefined;
  if (isFrame && only !== undefined && more.length === 0) {
    const names = namesOf(only.xml, only.key);
    return { ...names, holds: tellContent(only.schema, telling, { ...names, wrapped: true }), member: only.key };
  }
  const names = namesOf(xml, key ?? "root");
  return { ...names, holds: tellContent(schema, telling, { ...names, wrapped: true }) };
}

type Names = Pick<XmlNode, "name" | "prefix" | "namespace">;

/** A name that is none in XML yields to one that is; a prefix may stand in the name itself. */
function namesOf({ name, prefix, namespace }: XmlHint = {}, key: string): Names {
  const whole = name ?? key;
  const [, own, local = whole] = /^([^:]+):([^:]+)$/.exec(whole) ?? [];
  const isName = /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(local);
  const bound = own ?? prefix;
  return {
    name: isName ? local : `_${local.replaceAll(/[^\p{L}\p{N}_.-]/gu, "_")}`,
    ...(bound !== undefined && { prefix: bound }),
    ...(namespace !== undefined && { namespace }),
  };
}

interface Around extends Names {
  readonly wrapped?: true | undefined;
  /** How many lists and choices it stands in: those that hold themselves have no end. */
  readonly depth?: number;
}

const MOST_LISTS = 10;

function tellContent(schema: Schema, telling: XmlTelling, around: Around): XmlContent {
  const target = withoutNull(dereference(schema, telling.contract), telling);
  if (target.kind === "array") return tellItems(target, telling, around);
  if (schema.kind === "ref" && HOLDING.has(flatten(schema, telling.contract).kind)) {
    return { shape: telling.typeNames[schema.id] ?? schema.id };
  }
  return tellShape(schema, telling, around);
}

/** What may be null besides is written as it is. */
function withoutNull(schema: Schema, telling: XmlTelling, depth = 0): Schema {
  const only = besideNull(schema);
  if (only === undefined || depth > MOST_LISTS) return schema;
  return withoutNull(dereference(only, telling.contract), telling, depth + 1);
}

const HOLDING: ReadonlySet<string> = new Set(["object", "all", "union"]);

function tellShape(schema: Schema, telling: XmlTelling, around: Around): XmlContent {
  const flat = flatten(schema, telling.contract);
  switch (flat.kind) {
    case "object":
      return tellMembers(flat, telling);
    case "array":
      return tellItems(flat, telling, around);
    case "union":
      return tellChoice(flat.variants, telling, around);
    case "all": {
      const object = flat.members.find((member) => member.kind === "object");
      const telltale = object ?? flat.members.find((member) => member.kind !== "any");
      return telltale === undefined ? "any" : tellShape(telltale, telling, around);
    }
    case "number":
    case "boolean":
      return flat.kind;
    case "enum":
      return tellWords(flat.values.filter((value) => value !== null).map((value) => typeof value));
    case "any":
    case "tuple":
      return "any";
    default:
      return "string";
  }
}

function tellWords([kind = "string", ...others]: readonly string[]): XmlContent {
  const isOne = others.every((other) => other === kind);
  return isOne && (kind === "number" || kind === "boolean") ? kind : "string";
}

/** Of what may be several things, what all of them are; objects have the members of all. */
function tellChoice(variants: readonly Schema[], telling: XmlTelling, around: Around): XmlContent {
  const inner = { ...around, depth: (around.depth ?? 0) + 1 };
  if (inner.depth > MOST_LISTS) return "any";
  const kept = variants.filter((variant) => variant.kind !== "null");
  const [only, ...more] = kept;
  if (only !== undefined && more.length === 0) return tellContent(only, telling, inner);
  const flat = kept.map((variant) => flatten(variant, telling.contract));
  const objects = flat.filter((variant) => variant.kind === "object");
  if (objects.length === flat.length) return tellMembers(mergeObjects(objects), telling);
  const [first, ...others] = flat.map((variant) =>
    variant.kind === "array" || HOLDING.has(variant.kind) ? "any" : tellShape(variant, telling, inner),
  );
  return typeof first === "string" && others.every((other) => other === first) ? first : "any";
}

function tellMembers({ properties, additional }: ObjectSchema, telling: XmlTelling): XmlContent {
  const isOpen = additional === undefined || additional.kind === "any" || additional.kind === "never";
  if (properties.length === 0 && isOpen) return "any";
  return {
    members: Object.fromEntries(properties.map((property) => [property.key, tellMember(property, telling)])),
    // The items of a list in a map are called like the list: what that is, is not known before.
    others: isOpen ? "any" : tellContent(additional, telling, { name: "" }),
  };
}

function tellMember({ key, schema, xml, required }: Property, telling: XmlTelling): XmlNode {
  const names = namesOf(xml, key);
  const holds = tellContent(schema, telling, { ...names, wrapped: xml?.wrapped });
  const is = xml?.attribute ? "attribute" : xml?.text ? "text" : undefined;
  const mayBeNothing = is === "text" || (typeof holds === "object" && "items" in holds);
  return { ...names, ...(is && { is }), holds, ...(required && mayBeNothing && { required }) };
}

/** Items are called as they say, or like their list; a list that is an item stands in an element of its own. */
function tellItems({ items, itemXml }: ArraySchema, telling: XmlTelling, around: Around): XmlContent {
  const { wrapped, depth = 0, ...listNames } = around;
  if (depth === MOST_LISTS) return "any";
  const names = itemXml?.name === undefined ? listNames : namesOf(itemXml, itemXml.name);
  const holds = tellContent(items, telling, { ...names, wrapped: true, depth: depth + 1 });
  return { items: { ...names, holds }, ...(wrapped && { wrapped }) };
}

/** What a shape is. */
export function tellNamed(name: string, telling: XmlTelling): XmlContent {
  const { contract, named, shapes } = telling;
  const schema = contract.schemas[named.get(name) ?? ""]?.schema ?? { kind: "any" };
  const shape = shapes.get(name) ?? tellShape(schema, telling, { name: "" });
  shapes.set(name, shape);
  return shape;
}

/** The shapes that these documents are made of, and whatever those are made of in turn. */
export function tellShapes(roots: readonly XmlRoot[], telling: XmlTelling): XmlShapes {
  const shapes = new Map<string, XmlContent>();
  const gather = (content: XmlContent): void => {
    if (typeof content === "string") return;
    if ("items" in content) return gather(content.items.holds);
    if ("members" in content) {
      for (const { holds } of Object.values(content.members)) gather(holds);
      return gather(content.others);
    }
    if (shapes.has(content.shape)) return;
    shapes.set(content.shape, tellNamed(content.shape, telling));
    gather(tellNamed(content.shape, telling));
  };
  for (const { holds } of roots) gather(holds);
  return Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
}
