/** How a value is written in XML. */
export type Xml = "string" | "number" | "boolean" | "any" | XmlObject | XmlList | (() => Xml);

/** An element with members: child elements, attributes, or the text itself. */
export interface XmlObject {
  readonly members: { readonly [key: string]: XmlMember };
  /** What elements of other names hold; absent = anything. */
  readonly others?: Xml;
}

export interface XmlMember {
  readonly of: Xml;
  /** The name of the element or attribute, where it is not the member's; a prefix stands before it. */
  readonly as?: string;
  readonly namespace?: string | undefined;
  readonly is?: "attribute" | "text";
  /** A list that must be there is empty where there is no element of it. */
  readonly required?: true;
}

/** Several elements of one name; wrapped, they stand in an element of the list's own. */
export interface XmlList {
  readonly items: Xml;
  readonly as?: string;
  readonly namespace?: string;
  readonly wrapped?: true;
}

/** The document: its outermost element. */
export interface XmlRoot {
  readonly of: Xml;
  readonly as: string;
  readonly namespace?: string;
  /** The only member of the body, where that is the document. */
  readonly member?: string;
}

export function isList(xml: Xml): xml is XmlList {
  return typeof xml === "object" && "items" in xml;
}

export function resolve(xml: Xml): Exclude<Xml, () => Xml> {
  let found = xml;
  while (typeof found === "function") found = found();
  return found;
}

/** A name without its prefix, which whoever wrote a document may choose. */
export function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
