import { INSTANCE, scanDocument } from "./scan.js";
import type { XmlElement } from "./scan.js";
import type { XmlContent, XmlItems, XmlMembers, XmlNode, XmlRoot, XmlShapes, XmlWords } from "../operation-case.js";

type Text = "string" | "number" | "boolean";

interface Reading {
  readonly shapes: XmlShapes;
  /** Names that the contract does not know. */
  readonly unknown: string[];
}

/** Reads a document as the contract says that it is written. */
export function readXml(text: string, root: XmlRoot, shapes: XmlShapes): ReturnType<XmlWords["read"]> {
  const reading: Reading = { shapes, unknown: [] };
  const element = scanDocument(text);
  if (element.name !== root.name) throw new Error(`the document is a <${element.name}>, not a <${root.name}>`);
  expectNamespace(element, root);
  const value = readElement(element, root.holds, reading);
  return { value: root.member === undefined ? value : { [root.member]: value }, unknown: reading.unknown };
}

function expectNamespace({ name, namespace }: Pick<XmlElement, "name" | "namespace">, node: XmlNode): void {
  if (node.namespace === undefined || node.namespace === namespace) return;
  throw new Error(`"${name}" is in the namespace ${namespace ?? "of nobody"}, the contract says ${node.namespace}`);
}

function readElement(element: XmlElement, holds: XmlContent, reading: Reading): unknown {
  const content = resolve(holds, reading);
  if (element.attributes.some(isNil)) return null;
  if (content === "any") return readAny(element);
  if (typeof content === "object" && "members" in content) return readMembers(element, content, reading);
  reading.unknown.push(...element.attributes.filter(({ namespace }) => namespace !== INSTANCE).map(({ name }) => name));
  if (typeof content === "object") return readItems(element, content, reading);
  if (elementsOf(element).length > 0) throw new Error(`<${element.name}> holds elements, the contract says a text`);
  return readText(textOf(element), content);
}

function resolve(holds: XmlContent, { shapes }: Reading): Exclude<XmlContent, { readonly shape: string }> {
  if (typeof holds === "string" || !("shape" in holds)) return holds;
  const shape = shapes[holds.shape];
  return shape === undefined ? "any" : resolve(shape, { shapes, unknown: [] });
}

function isNil({ name, namespace, value }: XmlElement["attributes"][number]): boolean {
  return name === "nil" && namespace === INSTANCE && (value === "true" || value === "1");
}

/** What is no number or boolean stays text: the checks will say so. */
function readText(text: string, content: Text): unknown {
  if (content === "number" && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (content === "boolean" && /^(?:true|false|0|1)$/.test(text)) return text === "true" || text === "1";
  return text;
}

function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== "string");
}

function textOf({ children }: XmlElement): string {
  return children.filter((child) => typeof child === "string").join("");
}

/** Of what nobody tells: a text, or elements by their names. */
function readAny(element: XmlElement): unknown {
  const elements = elementsOf(element);
  if (elements.length === 0) return textOf(element);
  const groups = [...groupByName(elements)].map(([name, group]) => [name, group.map(readAny)] as const);
  return Object.fromEntries(groups.map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

function groupByName(elements: readonly XmlElement[]): Map<string, XmlElement[]> {
  const groups = new Map(elements.map(({ name }) => [name, [] as XmlElement[]]));
  for (const element of elements) groups.get(element.name)?.push(element);
  return groups;
}

/** The items of a list that stand in an element of its own. */
function readItems(element: XmlElement, { items }: XmlItems, reading: Reading): unknown[] {
  expectNoText(element);
  return elementsOf(element).map((each) => {
    if (each.name !== items.name) throw new Error(`<${element.name}> holds <${each.name}>, not <${items.name}>`);
    expectNamespace(each, items);
    return readElement(each, items.holds, reading);
  });
}

function readMembers(element: XmlElement, content: XmlMembers, reading: Reading): unknown {
  const nodes = Object.values(content.members);
  if (!nodes.some(({ is }) => is === "text")) expectNoText(element);
  expectAttributes(element, nodes, reading);
  const elements = elementsOf(element);
  const own = nodes.map((node) => elements.filter((each) => fits(each, nodeOfElements(node, reading))));
  const known = Object.entries(content.members).map(([key, node], index) => {
    return [key, readMember(element, node, { own: own[index] ?? [], reading })] as const;
  });
  const taken = new Set(own.flat());
  const strangers = elements.filter((each) => !taken.has(each));
  const all = [...known, ...readStrangers(strangers, content, reading)];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** Elements of no member. What is called like one, and is not how that is written, has no place. */
function readStrangers(
  strangers: readonly XmlElement[],
  { members, others }: XmlMembers,
  reading: Reading,
): (readonly [name: string, value: unknown])[] {
  for (const node of Object.values(members)) {
    const named = nodeOfElements(node, reading);
    for (const each of strangers) if (named?.name === each.name) expectNamespace(each, named);
  }
  return [...groupByName(strangers)].flatMap(([name, group]) => {
    if (!Object.hasOwn(members, name)) return [[name, readGroup(group, { name, holds: others }, reading)] as const];
    reading.unknown.push(name);
    return [];
  });
}

function expectNoText(element: XmlElement): void {
  const text = textOf(element).trim();
  if (text !== "") throw new Error(`<${element.name}> holds the text "${text}", the contract says elements`);
}

function expectAttributes({ attributes }: XmlElement, nodes: readonly XmlNode[], { unknown }: Reading): void {
  for (const attribute of attributes) {
    const node = nodes.find(({ is, name }) => is === "attribute" && name === attribute.name);
    if (node !== undefined) expectNamespace(attribute, node);
    else if (attribute.namespace !== INSTANCE) unknown.push(attribute.name);
  }
}

/** What the elements of a member are: those of a list are its items, unless they are wrapped. */
function nodeOfElements(node: XmlNode, reading: Reading): XmlNode | undefined {
  if (node.is !== undefined) return undefined;
  const content = resolve(node.holds, reading);
  const isOpen = typeof content === "object" && "items" in content && content.wrapped !== true;
  return isOpen ? content.items : node;
}

function fits({ name, namespace }: XmlElement, node: XmlNode | undefined): boolean {
  if (node === undefined || node.name !== name) return false;
  return node.namespace === undefined || node.namespace === namespace;
}

function readMember(
  element: XmlElement,
  node: XmlNode,
  { own, reading }: { readonly own: readonly XmlElement[]; readonly reading: Reading },
): unknown {
  if (node.is === undefined) return readGroup(own, node, reading);
  const content = resolve(node.holds, reading);
  const kind = typeof content === "string" && content !== "any" ? content : "string";
  if (node.is === "attribute") {
    const found = element.attributes.find(({ name }) => name === node.name);
    return found === undefined ? undefined : readText(found.value, kind);
  }
  const text = textOf(element);
  return text === "" && !node.required ? undefined : readText(text, kind);
}

/** The elements of one name in an element. */
function readGroup(group: readonly XmlElement[], node: XmlNode, reading: Reading): unknown {
  const content = resolve(node.holds, reading);
  if (typeof content === "object" && "items" in content && content.wrapped !== true) {
    if (group.length === 0) return node.required ? [] : undefined;
    return group.map((each) => readElement(each, content.items.holds, reading));
  }
  const [first, second] = group;
  if (second !== undefined && content !== "any") throw new Error(`<${node.name}> is there ${group.length} times`);
  if (second !== undefined) return group.map(readAny);
  return first && readElement(first, content, reading);
}
