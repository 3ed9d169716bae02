import type { Contract } from "../../generator/contract/contract.js";
import { flatten } from "../../generator/contract/flatten.js";
import type { Schema, SchemaId } from "../../generator/contract/schema.js";
import type { BodyPlan, OperationPlan, Plan } from "../../generator/plan/plan.js";
import { readsXml, type XmlError, xmlErrorsOf } from "../../generator/plan/results.js";
import { blocks, code, type } from "../code.js";
import type { Code } from "../code.js";
import { quote } from "../text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { nameOf, printShape, printXml } from "./xml-code.js";
import type { XmlPrinting } from "./xml-code.js";

/** `xml.ts`: how the bodies of operations that speak XML are written in it. */
export function printXmlFile(emission: Emission): OutputFile[] {
  const { plan, contract } = emission;
  const speaking = plan.operations.filter(speaksXml);
  if (speaking.length === 0) return [];
  const errors = speaking.flatMap(xmlErrorsOf);
  const exported = new Set(errors.flatMap(({ schema }) => (schema.kind === "ref" ? [schema.id] : [])));
  const needed = new Set(exported);
  const printing: XmlPrinting = {
    contract,
    values: plan.decoders.values,
    nameShape: (id) => {
      if (!hasShapeOfItsOwn(contract.schemas[id]?.schema, contract)) return undefined;
      needed.add(id);
      return shapeName(id, plan);
    },
  };
  const roots = speaking.flatMap((operation) => printRoots(operation, emission, printing));
  const shapes = printShapes(needed, emission, { ...printing, exported });
  const declares = [...shapes.map(({ name }) => name), ...speaking.flatMap((operation) => rootNames(operation, plan))];
  return [
    printFile(emission, { path: "xml", body: blocks([...shapes.map((shape) => shape.text), ...roots]), declares }),
  ];
}

/** The shapes that are needed, by name. A Set is walked in order of insertion: what a shape needs itself is printed too. */
function printShapes(
  needed: ReadonlySet<SchemaId>,
  emission: Emission,
  { exported, ...printing }: XmlPrinting & { readonly exported: ReadonlySet<SchemaId> },
) {
  const xml = type("Xml", "runtime/v1/xml/shape");
  const shapes: { readonly name: string; readonly text: Code }[] = [];
  for (const id of needed) {
    const name = shapeName(id, emission.plan);
    const shape = printShape(emission.contract.schemas[id]?.schema ?? { kind: "any" }, printing);
    const word = exported.has(id) ? "export const" : "const";
    shapes.push({ name, text: code`${word} ${name}: ${xml} = ${shape};` });
  }
  return shapes.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What knows the names of types. */
type Names = Pick<Plan, "typeNames">;

function shapeName(id: SchemaId, { typeNames }: Names): string {
  return `xml${typeNames[id] ?? ""}`;
}

/** Lists are written as who holds them says, and scalars are words. */
function hasShapeOfItsOwn(schema: Schema | undefined, contract: Contract): boolean {
  return schema !== undefined && ["object", "all", "union"].includes(flatten(schema, contract).kind);
}

function speaksXml(operation: OperationPlan): boolean {
  return operation.body?.kind === "xml" || readsXml(operation);
}

/** What an operation's descriptor imports: how its body and its answer are written. */
export function xmlNames({ names }: OperationPlan): { readonly body: string; readonly reply: string } {
  return { body: `xml${names.params}Body`, reply: `xml${names.result}Reply` };
}

/** What it imports for an error: the shape of its schema, or one of its own where that has no name. */
export function xmlErrorName({ schema, status }: XmlError, { names }: OperationPlan, plan: Names): string {
  return schema.kind === "ref"
    ? shapeName(schema.id, plan)
    : `xml${names.error}${status.charAt(0).toUpperCase()}${status.slice(1)}`;
}

function rootNames(operation: OperationPlan, plan: Names): string[] {
  const { body, reply } = xmlNames(operation);
  return [
    ...bodiesOf(operation).map(() => body),
    ...repliesOf(operation).map(() => reply),
    ...namelessErrorsOf(operation).map((error) => xmlErrorName(error, operation, plan)),
  ];
}

function namelessErrorsOf(operation: OperationPlan): XmlError[] {
  return xmlErrorsOf(operation).filter(({ schema }) => schema.kind !== "ref");
}

function bodiesOf({ body }: OperationPlan): BodyPlan[] {
  return body?.kind === "xml" ? [body] : [];
}

function repliesOf({ reads, result }: OperationPlan): Schema[] {
  return reads === "xml" && result.schema !== undefined ? [result.schema] : [];
}

function printRoots(operation: OperationPlan, emission: Emission, printing: XmlPrinting): Code[] {
  const names = xmlNames(operation);
  const xml = type("Xml", "runtime/v1/xml/shape");
  const root = type("XmlRoot", "runtime/v1/xml/shape");
  return [
    ...bodiesOf(operation).map(
      (body) => code`export const ${names.body}: ${root} = ${printRoot(body, emission, printing)};`,
    ),
    ...repliesOf(operation).map((schema) => code`export const ${names.reply}: ${xml} = ${printXml(schema, printing)};`),
    ...namelessErrorsOf(operation).map(
      (error) =>
        code`export const ${xmlErrorName(error, operation, emission.plan)}: ${xml} = ${printXml(error.schema, printing)};`,
    ),
  ];
}

/** A schema without a name that has one member is the document's frame: the member is the outermost element. */
function printRoot({ schema, xml: hint }: BodyPlan, { contract }: Emission, printing: XmlPrinting): Code {
  const named = schema.kind === "ref" ? contract.schemas[schema.id] : undefined;
  const flat = flatten(schema, contract);
  const [only, ...more] = flat.kind === "object" ? flat.properties : [];
  const isFrame = named === undefined && hint?.name === undefined && only !== undefined && more.length === 0;
  const xml = isFrame ? only.xml : hint;
  const name = nameOf(xml, isFrame ? only.key : (named?.key ?? "root"));
  const facts = [
    ...(xml?.namespace === undefined ? [] : [`, namespace: ${quote(xml.namespace)}`]),
    ...(isFrame ? [`, member: ${quote(only.key)}`] : []),
  ];
  // There is one outermost element, also around the items of a list.
  const around = { ...xml, wrapped: true } as const;
  return code`{ of: ${printXml(isFrame ? only.schema : schema, printing, around)}, as: ${quote(name)}${facts.join("")} }`;
}
