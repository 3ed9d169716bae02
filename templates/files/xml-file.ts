import type { Contract } from "../../generator/contract/contract.js";
import { flatten } from "../../generator/contract/flatten.js";
import type { Schema } from "../../generator/contract/schema.js";
import { reach } from "../../generator/contract/walk.js";
import type { OperationPlan } from "../../generator/plan/plan.js";
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
  const schemas = speaking.flatMap((operation) => [...bodiesOf(operation), ...repliesOf(operation)]);
  const ids = [...reach(schemas, contract)].filter((id) => hasShapeOfItsOwn(contract.schemas[id]?.schema, contract));
  const named = ids
    .map((id) => ({ id, name: `xml${plan.typeNames[id] ?? ""}` }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const printing: XmlPrinting = {
    contract,
    values: plan.decoders.values,
    names: new Map(named.map(({ id, name }) => [id, name])),
  };
  if (speaking.length === 0) return [];
  const xml = type("Xml", "runtime/v1/xml/shape");
  const shapes = named.map(({ id, name }) => {
    const schema = contract.schemas[id]?.schema ?? { kind: "any" };
    return code`const ${name}: ${xml} = ${printShape(schema, printing)};`;
  });
  const roots = speaking.flatMap((operation) => printRoots(operation, emission, printing));
  const declares = [...named.map(({ name }) => name), ...speaking.flatMap(rootNames)];
  return [printFile(emission, { path: "xml", body: blocks([...shapes, ...roots]), declares })];
}

/** Lists are written as who holds them says, and scalars are words. */
function hasShapeOfItsOwn(schema: Schema | undefined, contract: Contract): boolean {
  return schema !== undefined && ["object", "all", "union"].includes(flatten(schema, contract).kind);
}

export function speaksXml({ body, reads }: OperationPlan): boolean {
  return body?.kind === "xml" || reads === "xml";
}

/** What an operation's descriptor imports: how its body and its answer are written. */
export function xmlNames({ names }: OperationPlan): { readonly body: string; readonly reply: string } {
  return { body: `xml${names.params}Body`, reply: `xml${names.result}Reply` };
}

function rootNames(operation: OperationPlan): string[] {
  const { body, reply } = xmlNames(operation);
  return [...bodiesOf(operation).map(() => body), ...repliesOf(operation).map(() => reply)];
}

function bodiesOf({ body }: OperationPlan): Schema[] {
  return body?.kind === "xml" ? [body.schema] : [];
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
      (schema) => code`export const ${names.body}: ${root} = ${printRoot(schema, emission, printing)};`,
    ),
    ...repliesOf(operation).map((schema) => code`export const ${names.reply}: ${xml} = ${printXml(schema, printing)};`),
  ];
}

/** A schema without a name that has one member is the document's frame: the member is the outermost element. */
function printRoot(schema: Schema, { contract }: Emission, printing: XmlPrinting): Code {
  const named = schema.kind === "ref" ? contract.schemas[schema.id] : undefined;
  const flat = flatten(schema, contract);
  const [only, ...more] = flat.kind === "object" ? flat.properties : [];
  const isFrame = named === undefined && only !== undefined && more.length === 0;
  const xml = isFrame ? only.xml : named?.xml;
  const name = nameOf(xml, isFrame ? only.key : (named?.key ?? "root"));
  const facts = [
    ...(xml?.namespace === undefined ? [] : [`, namespace: ${quote(xml.namespace)}`]),
    ...(isFrame ? [`, member: ${quote(only.key)}`] : []),
  ];
  return code`{ of: ${printXml(isFrame ? only.schema : schema, printing, xml)}, as: ${quote(name)}${facts.join("")} }`;
}
