import { decodeBody } from "../decode/parse.js";
import type { AnyOperation, ReadBody } from "../operation.js";
import { readText } from "../read.js";
import { pickByStatus } from "../status.js";
import { parseXml, type XmlNode } from "./parse.js";
import { isList, resolve, type Xml, type XmlList, type XmlMember, type XmlObject, withoutPrefix } from "./shape.js";

/** Reads a body in XML into what its shape says. */
export function xmlReply(of: Xml): ReadBody {
  return async (response, operation) => {
    const text = await readText(response);
    return text ? readDocument(text, of, { ...operation, status: response.status }) : undefined;
  };
}

/** Reads a document into what its shape says, whatever its outermost element is called. */
export async function readDocument(
  text: string,
  of: Xml,
  { status, decoders = {} }: Pick<AnyOperation, "decoders"> & { readonly status: number },
): Promise<unknown> {
  const document = await parseXml(text);
  const [root = ""] = namesIn(document).flatMap((name) => childrenOf(document, name));
  return decodeBody(readNode(root, of), { text, status, decode: pickByStatus(decoders, status) });
}

function readNode(node: XmlNode, of: Xml): unknown {
  const xml = resolve(of);
  if (isNil(node)) return null;
  if (typeof xml === "string") return readScalar(textOf(node), xml, node);
  return isList(xml) ? readItems(node, xml) : readMembers(node, xml);
}

function isNil(node: XmlNode): boolean {
  return typeof node === "object" && /^(true|1)$/.test(String(node["@nil"]));
}

/** What is no number or boolean stays text: the checks will say so. */
function readScalar(text: string, kind: "string" | "number" | "boolean" | "any", node: XmlNode): unknown {
  if (kind === "any") return typeof node === "string" ? node : plain(node);
  if (kind === "number") return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text;
  if (kind === "boolean") return /^(true|1)$/.test(text.trim()) || (/^(false|0)$/.test(text.trim()) ? false : text);
  return text;
}

/** What nobody tells the shape of: elements by their names. */
function plain(node: XmlNode | readonly XmlNode[]): unknown {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return (node as readonly XmlNode[]).map(plain);
  const members = Object.entries(node).filter(([name]) => name !== "#" && !name.startsWith("@"));
  if (members.length === 0) return textOf(node as XmlNode);
  return Object.fromEntries(members.map(([name, inner]) => [name, plain(inner)]));
}

function textOf(node: XmlNode): string {
  if (typeof node === "string") return node;
  return Object.hasOwn(node, "#") && typeof node["#"] === "string" ? node["#"] : "";
}

function childrenOf(node: XmlNode, name: string): readonly XmlNode[] {
  const local = withoutPrefix(name);
  if (typeof node === "string" || !Object.hasOwn(node, local)) return [];
  const found = node[local] as XmlNode | readonly XmlNode[];
  return Array.isArray(found) ? (found as readonly XmlNode[]) : [found as XmlNode];
}

/** The items in an element of the list's own: its children, whatever they are called where nobody says. */
function readItems(node: XmlNode, { items, as }: XmlList): unknown[] {
  const names = as === undefined ? namesIn(node) : [as];
  return names.flatMap((name) => childrenOf(node, name)).map((item) => readNode(item, items));
}

function namesIn(node: XmlNode): string[] {
  return typeof node === "string" ? [] : Object.keys(node).filter((name) => name !== "#" && !name.startsWith("@"));
}

function readMembers(node: XmlNode, { members, others = "any" }: XmlObject): unknown {
  // What is called like a member, and is not how that is written, has no place.
  const names = new Set(
    Object.entries(members).flatMap(([key, member]) => [key, withoutPrefix(elementName(key, member))]),
  );
  const read = [
    ...Object.entries(members).map(([key, member]) => [key, readMember(node, key, member)] as const),
    ...namesIn(node)
      .filter((name) => !names.has(name))
      .map((name) => [name, readMember(node, name, { of: others })] as const),
  ];
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** The name of a member's elements: those of a list are its items, unless they are wrapped. */
function elementName(key: string, { of, as = key, is }: XmlMember): string {
  const xml = resolve(of);
  if (is !== undefined) return "";
  return isList(xml) && !xml.wrapped ? (xml.as ?? as) : as;
}

function readMember(node: XmlNode, key: string, member: XmlMember): unknown {
  const { of, as = key, is, required } = member;
  const text = textOf(node);
  if (is === "text") return text || required ? readNode(text, of) : undefined;
  if (is === "attribute") {
    const [found] = childrenOf(node, `@${withoutPrefix(as)}`);
    return found === undefined ? undefined : readNode(found, of);
  }
  const xml = resolve(of);
  const all = childrenOf(node, elementName(key, member));
  const [first, second] = all;
  if (isList(xml) && !xml.wrapped)
    return all.length > 0 || required ? all.map((item) => readNode(item, xml.items)) : undefined;
  if (first === undefined) return isList(xml) && required ? [] : undefined;
  if (xml === "any" && second !== undefined) return plain(all);
  return readNode(all.at(-1) ?? first, isList(xml) ? { as, ...xml } : xml);
}
