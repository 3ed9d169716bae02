import type { Body, EncodeBody } from "../operation.js";
import { simplify, writeText } from "../styles/text.js";
import { isList, resolve, type XmlList, type XmlMember, type XmlRoot } from "./shape.js";

/** A body in XML: what the shape tells of in its order, and then what else there is. */
export function xmlBody(root: XmlRoot): EncodeBody {
  return (value: unknown, { type = "application/xml" }: Body) => {
    const content = writeElements(root.as, root.member === undefined ? value : own(value as object, root.member), root);
    if (!content) return undefined;
    return { content: `<?xml version="1.0" encoding="UTF-8"?>${content}`, type, replayable: true };
  };
}

/** One element, or one for each item of a list; nothing for what is not there. */
function writeElements(name: string, value: unknown, member: XmlMember): string {
  if (value === undefined) return "";
  const xml = resolve(member.of);
  if (Array.isArray(value)) return writeList(name, value, { member, xml });
  const namespace = namespaceOf(name, member);
  if (value === null)
    return writeElement(name, "", `${namespace} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"`);
  const simple = simplify(value);
  if (typeof simple !== "object" || simple === null) return writeElement(name, escape(writeText(simple)), namespace);
  const { members, others } = typeof xml === "object" && "members" in xml ? xml : { members: {} };
  const parts = Object.entries(members).map(([key, inner]) => ({ key, inner, given: own(simple, key) }));
  const attributes = parts
    .filter(({ inner, given }) => inner.is === "attribute" && given !== undefined && given !== null)
    .map(
      ({ key, inner, given }) =>
        `${namespaceOf(inner.as ?? key, inner)} ${inner.as ?? key}="${escape(writeText(simplify(given)))}"`,
    );
  const strangers = Object.entries(simple).filter(([key]) => !Object.hasOwn(members, key));
  const children = [
    ...parts.map(({ key, inner, given }) => writeChild(key, given, inner)),
    ...strangers.map(([key, given]) => writeElements(expectName(key), given, { of: others ?? "any" })),
  ];
  return writeElement(name, children.join(""), namespace + attributes.join(""));
}

function writeList(
  name: string,
  value: readonly unknown[],
  { member, xml }: { readonly member: XmlMember; readonly xml: ReturnType<typeof resolve> },
): string {
  const { items, as, namespace, wrapped }: Partial<XmlList> = isList(xml) ? xml : {};
  const inner = { of: items ?? "any", namespace: as === undefined ? member.namespace : namespace };
  const content = value.map((item) => writeElements(as ?? name, item, inner)).join("");
  return wrapped ? writeElement(name, content, namespaceOf(name, member)) : content;
}

/** The name of what no shape tells of becomes one of an element as it is, or not at all. */
function expectName(key: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(key)) throw new TypeError(`XML cannot have an element "${key}"`);
  return key;
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

function namespaceOf(name: string, { namespace }: { readonly namespace?: string | undefined }): string {
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
