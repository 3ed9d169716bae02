import type { Body, EncodeBody } from "../operation.js";
import { simplify, writeText } from "../styles/text.js";
import { resolve, type XmlMember, type XmlRoot } from "./shape.js";

/** A body in XML; members that no shape tells of are not sent. */
export function xmlBody(root: XmlRoot): EncodeBody {
  return (value: unknown, { type = "application/xml" }: Body) => ({
    content: `<?xml version="1.0" encoding="UTF-8"?>${writeElements(root.as, root.member === undefined ? value : own(value as object, root.member), root)}`,
    type,
    replayable: true,
  });
}

/** One element, or one for each item of a list; nothing for what is not there. */
function writeElements(name: string, value: unknown, member: XmlMember): string {
  if (value === undefined) return "";
  const xml = resolve(member.of);
  if (typeof xml === "object" && "items" in xml && Array.isArray(value)) {
    const own = xml.as ?? name;
    const items = value.map((item) => writeElements(own, item, { ...member, of: xml.items })).join("");
    return xml.wrapped ? writeElement(name, items, namespaceOf(name, member)) : items;
  }
  const namespace = namespaceOf(name, member);
  if (value === null)
    return writeElement(name, "", `${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"`);
  const simple = simplify(value);
  if (typeof xml !== "object" || typeof simple !== "object" || simple === null) {
    return writeElement(name, escape(writeText(simple)), namespace);
  }
  if ("items" in xml) return "";
  const parts = Object.entries(xml.members).map(([key, inner]) => ({ key, inner, given: own(simple, key) }));
  const attributes = parts
    .filter(({ inner, given }) => inner.is === "attribute" && given !== undefined && given !== null)
    .map(
      ({ key, inner, given }) =>
        `${namespaceOf(inner.as ?? key, inner)} ${inner.as ?? key}="${escape(writeText(simplify(given)))}"`,
    );
  const children = parts.map(({ key, inner, given }) => writeChild(key, given, inner));
  return writeElement(name, children.join(""), namespace + attributes.join(""));
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as { readonly [key: string]: unknown })[key] : undefined;
}

function writeChild(key: string, given: unknown, member: XmlMember): string {
  if (member.is === "attribute" || given === undefined) return "";
  return member.is === "text"
    ? escape(writeText(simplify(given) ?? ""))
    : writeElements(member.as ?? key, given, member);
}

function writeElement(name: string, content: string, attributes: string): string {
  return content ? `<${name}${attributes}>${content}</${name}>` : `<${name}${attributes}/>`;
}

function namespaceOf(name: string, { namespace }: Pick<XmlMember, "namespace">): string {
  if (namespace === undefined) return "";
  const at = name.indexOf(":");
  return ` xmlns${at < 0 ? "" : `:${name.slice(0, at)}`}="${escape(namespace)}"`;
}

const ENTITIES: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Line ends and tabs are kept by their numbers; what XML cannot say at all is not sent. */
function escape(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new TypeError("XML cannot hold control characters");
  return text.replace(/[&<>"\r\n\t]/g, (character) => ENTITIES[character] ?? `&#${character.charCodeAt(0)};`);
}
