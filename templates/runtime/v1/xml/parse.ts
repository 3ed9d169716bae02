/** The only place that knows `fast-xml-parser`, which is loaded with the first answer in XML. */

/** An element: its text, or its attributes (`@name`), children and text (`#`). */
export type XmlNode = string | { readonly [name: string]: XmlNode | readonly XmlNode[] };

/** Parses a document; throws a `SyntaxError` where it is none, or where it brings entities of its own, which could be bombs. */
export async function parseXml(text: string): Promise<XmlNode> {
  const { XMLParser, XMLValidator } = await import("fast-xml-parser");
  const refuse = (): never => {
    throw new SyntaxError("the body is not XML", { cause: { text } });
  };
  if (/<!DOCTYPE/i.test(text) || XMLValidator.validate(text) !== true) return refuse();
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    textNodeName: "#",
    parseTagValue: false,
    parseAttributeValue: false,
    removeNSPrefix: true,
    ignoreDeclaration: true,
    ignorePiTags: true,
    trimValues: false,
    // Without it, characters that are written as numbers stay as they are written.
    htmlEntities: true,
    maxNestedTags: 200,
  });
  try {
    return parser.parse(text) as XmlNode;
  } catch {
    return refuse();
  }
}
