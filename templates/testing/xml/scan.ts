/** What marks an element as null. */
export const INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

/** An element as it stands in a document; names are without their prefixes. */
export interface XmlElement {
  readonly name: string;
  /** Absent = in none. */
  readonly namespace?: string | undefined;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly value: string;
}

/** Reads a document to its outermost element; throws where it is no XML, or brings a document type, which data never needs. */
export function scanDocument(text: string): XmlElement {
  const scanner: Scanner = { text: text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n"), at: 0 };
  skipMisc(scanner);
  const root = take(scanner, OPENING);
  if (root === undefined) throw notXml(scanner, "has no element");
  const element = readElement(scanner, root, new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]));
  skipMisc(scanner);
  if (scanner.at < scanner.text.length) throw notXml(scanner, "goes on after its element");
  return element;
}

interface Scanner {
  readonly text: string;
  at: number;
}

/** The namespaces that prefixes stand for, `""` for what has none. */
type Scope = ReadonlyMap<string, string>;

const NAME = String.raw`[\p{L}_:][\p{L}\p{N}\p{M}_:.\-·]*`;
const OPENING = new RegExp(`<(${NAME})`, "uy");
const ATTRIBUTE = new RegExp(String.raw`\s+(${NAME})\s*=\s*(?:"([^<"]*)"|'([^<']*)')`, "uy");
const ENDING = new RegExp(String.raw`</(${NAME})\s*>`, "uy");
const CLOSING = /\s*(\/?)>/y;
const MISC = /\s+|<\?.*?\?>|<!--.*?-->/sy;
const REMARK = /<\?.*?\?>|<!--.*?-->/sy;
const CDATA = /<!\[CDATA\[(.*?)\]\]>/sy;
const TEXT = /[^<]+/y;

function take(scanner: Scanner, pattern: RegExp): RegExpExecArray | undefined {
  pattern.lastIndex = scanner.at;
  const found = pattern.exec(scanner.text);
  if (found === null) return undefined;
  scanner.at = pattern.lastIndex;
  return found;
}

function skipMisc(scanner: Scanner): void {
  while (take(scanner, MISC) !== undefined);
}

function readElement(scanner: Scanner, [, tag = ""]: RegExpExecArray, outer: Scope): XmlElement {
  const written = readAttributes(scanner);
  const declared = written.flatMap(({ name, value }): [string, string][] => {
    const [, prefix] = /^xmlns(?::(.+))?$/.exec(name) ?? [undefined, undefined];
    return name === "xmlns" || prefix !== undefined ? [[prefix ?? "", value]] : [];
  });
  const scope = declared.length === 0 ? outer : new Map([...outer, ...declared]);
  const closing = take(scanner, CLOSING);
  if (closing === undefined) throw notXml(scanner, `has no end of <${tag}`);
  const attributes = written
    .filter(({ name }) => !/^xmlns(?::|$)/.test(name))
    // Without a prefix, an attribute is in no namespace.
    .map(({ name, value }) => ({ ...splitName(name, name.includes(":") ? scope : new Map()), value }));
  const children = closing[1] === "/" ? [] : readChildren(scanner, tag, scope);
  return { ...splitName(tag, scope), attributes, children };
}

function readAttributes(scanner: Scanner): { readonly name: string; readonly value: string }[] {
  const attributes: { readonly name: string; readonly value: string }[] = [];
  for (let found = take(scanner, ATTRIBUTE); found !== undefined; found = take(scanner, ATTRIBUTE)) {
    const [, name = "", double, single = ""] = found;
    if (attributes.some((each) => each.name === name)) throw notXml(scanner, `has the attribute ${name} twice`);
    attributes.push({ name, value: resolveText((double ?? single).replaceAll(/[\n\t]/g, " "), scanner) });
  }
  return attributes;
}

function readChildren(scanner: Scanner, tag: string, scope: Scope): (XmlElement | string)[] {
  const children: (XmlElement | string)[] = [];
  for (;;) {
    const ending = take(scanner, ENDING);
    if (ending !== undefined && ending[1] === tag) return children;
    if (ending !== undefined) throw notXml(scanner, `has </${ending[1]}> where <${tag}> is open`);
    if (take(scanner, REMARK) !== undefined) continue;
    const opening = take(scanner, OPENING);
    if (opening !== undefined) children.push(readElement(scanner, opening, scope));
    else children.push(readText(scanner, tag));
  }
}

function readText(scanner: Scanner, tag: string): string {
  const data = take(scanner, CDATA);
  if (data !== undefined) return data[1] ?? "";
  const text = take(scanner, TEXT);
  if (text === undefined) throw notXml(scanner, `does not end <${tag}>`);
  return resolveText(text[0], scanner);
}

const ENTITIES: { readonly [name: string]: string | undefined } = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** No document of data may bring entities of its own. */
function resolveText(text: string, scanner: Scanner): string {
  return text.replaceAll(/&(?:(#x?)?(\w+);)?/g, (whole, mark?: string, name = "") => {
    const point = mark === "#x" ? Number.parseInt(name, 16) : Number(name);
    const character =
      mark === undefined ? ENTITIES[name] : Number.isNaN(point) ? undefined : String.fromCodePoint(point);
    if (character === undefined) throw notXml(scanner, `has ${whole}, which stands for nothing`);
    return character;
  });
}

/** A prefix that nobody binds is left out all the same: some contracts name one and no namespace. */
function splitName(whole: string, scope: Scope): { readonly name: string; readonly namespace: string | undefined } {
  const at = whole.indexOf(":");
  return { name: whole.slice(at + 1), namespace: scope.get(whole.slice(0, Math.max(at, 0))) || undefined };
}

function notXml({ text, at }: Scanner, what: string): SyntaxError {
  return new SyntaxError(`the document ${what}, at character ${at}: ${text.slice(Math.max(0, at - 20), at + 20)}`);
}
