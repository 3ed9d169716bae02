import { decodeBody } from "../decode/parse.js";
import type { ReadBody } from "../operation.js";
import { readText } from "../read.js";
import { pickByStatus } from "../status.js";
import { parseXml, type XmlNode } from "./parse.js";
import { resolve, type Xml, type XmlList, type XmlMember, type XmlObject, withoutPrefix } from "./shape.js";

/** Reads a body in XML into what its shape says; whatever its outermost element is called. */
export function xmlReply(of: Xml): ReadBody {
  return async (response, { decoders = {} }) => {
    const text = await readText(response);
    if (!text) return undefined;
    const document = await parseXml(text);
    const [root = ""] =
      typeof document === "string"
        ? [document]
        : Object.values(document)
            .flat()
            .filter((node) => node !== "\n");
    const { status } = response;
    return decodeBody(readNode(root, of), { text, status, decode: pickByStatus(decoders, status) });
  };
}

function readNode(node: XmlNode, of: Xml): unknown {
  const xml = resolve(of);
  if (isNil(node)) return null;
  if (typeof xml === "string") return readScalar(textOf(node), xml, node);
  return "items" in xml ? readItems(node, xml) : readMembers(node, xml);
}

function isNil(node: XmlNode): boolean {
  return typeof node === "object" && node["@nil"] === "true";
}

/** What is no number or boolean stays text: the checks will say so. */
function readScalar(text: string, kind: "string" | "number" | "boolean" | "any", node: XmlNode): unknown {
  if (kind === "any") return typeof node === "string" ? node : plain(node);
  if (kind === "number") return /^[+-]?(\d|\.\d)/.test(text.trim()) ? Number(text) : text;
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

/** The items of a list that is a whole document: its children, whatever they are called. */
function readItems(node: XmlNode, { items, as }: XmlList): unknown[] {
  if (as !== undefined) return childrenOf(node, as).map((item) => readNode(item, items));
  if (typeof node === "string") return [];
  const children = Object.entries(node).filter(([name]) => name !== "#" && !name.startsWith("@"));
  return children.flatMap(([, inner]) => inner).map((item) => readNode(item as XmlNode, items));
}

function readMembers(node: XmlNode, { members }: XmlObject): unknown {
  const read = Object.entries(members).map(([key, member]) => [key, readMember(node, key, member)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function readMember(node: XmlNode, key: string, { of, as = key, is, required }: XmlMember): unknown {
  if (is === "text") return readNode(textOf(node), of);
  if (is === "attribute") {
    const [found] = childrenOf(node, `@${withoutPrefix(as)}`);
    return found === undefined ? undefined : readNode(found, of);
  }
  const xml = resolve(of);
  const [first, ...more] = childrenOf(node, as);
  if (typeof xml === "object" && "items" in xml) return readList(node, as, { xml, required });
  return first === undefined ? undefined : readNode(more.at(-1) ?? first, of);
}

function readList(node: XmlNode, as: string, { xml, required }: { xml: XmlList; required: true | undefined }): unknown {
  if (xml.wrapped) {
    const [wrapper] = childrenOf(node, as);
    return wrapper === undefined
      ? required
        ? []
        : undefined
      : childrenOf(wrapper, xml.as ?? as).map((item) => readNode(item, xml.items));
  }
  const items = childrenOf(node, xml.as ?? as);
  return items.length === 0 && !required ? undefined : items.map((item) => readNode(item, xml.items));
}
