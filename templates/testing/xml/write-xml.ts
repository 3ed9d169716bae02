import { INSTANCE } from "./scan.js";
import type { XmlContent, XmlNode, XmlRoot, XmlShapes } from "../operation-case.js";

/** Writes a document as the contract says that it is written. */
export function writeXml(value: unknown, root: XmlRoot, shapes: XmlShapes): string {
  const whole = root.member === undefined ? value : membersOf(value)[root.member];
  return `<?xml version="1.0"?>\n${writeElement(whole, root, shapes)}\n`;
}

function membersOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** All elements of a member, each on a line of its own. */
function writeElements(value: unknown, node: XmlNode, shapes: XmlShapes): string[] {
  const holds = resolve(node.holds, shapes);
  if (value === undefined) return [];
  if (typeof holds === "object" && "items" in holds && holds.wrapped !== true && Array.isArray(value)) {
    return value.map((item) => writeElement(item, { ...holds.items, name: holds.items.name || node.name }, shapes));
  }
  if (holds === "any" && Array.isArray(value)) return value.map((item) => writeElement(item, node, shapes));
  return [writeElement(value, node, shapes)];
}

function resolve(holds: XmlContent, shapes: XmlShapes): Exclude<XmlContent, { readonly shape: string }> {
  if (typeof holds === "string" || !("shape" in holds)) return holds;
  return resolve(shapes[holds.shape] ?? "any", shapes);
}

function writeElement(value: unknown, node: XmlNode, shapes: XmlShapes): string {
  const tag = nameOf(node);
  const open = `<${tag}${declare(node)}`;
  if (value === null) return `${open} xmlns:xsi="${INSTANCE}" xsi:nil="true"></${tag}>`;
  const holds = resolve(node.holds, shapes);
  if (typeof value !== "object" || value instanceof Date) return `${open}>${escape(textOf(value))}</${tag}>`;
  if (typeof holds === "object" && "items" in holds) {
    const items = Array.isArray(value) ? value.flatMap((item) => writeElement(item, holds.items, shapes)) : [];
    return `${open}>${onLines(items)}</${tag}>`;
  }
  const { members = {}, others = "any" } = typeof holds === "object" && "members" in holds ? holds : {};
  const parts = Object.entries(value).map(([key, given]: [string, unknown]) => {
    return { given, node: members[key] ?? { name: key, holds: others } };
  });
  const attributes = parts
    .filter((each) => each.node.is === "attribute")
    .map(({ given, node: own }) => {
      return `${declare(own)} ${nameOf(own)}="${escape(textOf(given))}"`;
    });
  const text = parts.find((each) => each.node.is === "text")?.given;
  const elements = parts.filter((each) => each.node.is === undefined);
  const inner = elements.flatMap(({ given, node: own }) => writeElements(given, own, shapes));
  const content = text === undefined ? onLines(inner) : escape(textOf(text)) + inner.join("");
  return `${open}${attributes.join("")}>${content}</${tag}>`;
}

function nameOf({ prefix, name }: XmlNode): string {
  return prefix === undefined ? name : `${prefix}:${name}`;
}

/** A prefix is bound where it stands; an attribute without one is in no namespace. */
function declare({ prefix, namespace, is }: XmlNode): string {
  if (prefix !== undefined) return ` xmlns:${prefix}="${escape(namespace ?? `urn:${prefix}`)}"`;
  return namespace === undefined || is === "attribute" ? "" : ` xmlns="${escape(namespace)}"`;
}

/** Where there is nothing but elements, whitespace between them means nothing. */
function onLines(elements: readonly string[]): string {
  return elements.length === 0 ? "" : `\n${elements.join("\n")}\n`;
}

function textOf(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

const ENTITIES: { readonly [character: string]: string | undefined } = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Quotes and line ends are told by their numbers, as some servers do it. */
function escape(text: string): string {
  return text.replaceAll(/[&<>"\r\n\t]/g, (character) => ENTITIES[character] ?? `&#${character.codePointAt(0)};`);
}
