import type { XmlContent, XmlMembers, XmlNode, XmlRoot } from "../testing/operation-case.js";
import { tellNamed } from "./contract-xml.js";
import type { XmlTelling } from "./contract-xml.js";

/** Whether XML has words for a value. For some it has none: an empty list, null in an attribute, the number 7 where texts are. */
export function isSayable(value: unknown, root: XmlRoot, telling: XmlTelling): boolean {
  const whole = root.member === undefined ? value : memberOf(value, root.member);
  return whole === undefined || saysElement(whole, root.holds, telling);
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as { readonly [key: string]: unknown })[key] : undefined;
}

function saysMember(value: unknown, node: XmlNode, telling: XmlTelling): boolean {
  if (value === undefined) return true;
  // An attribute of this name binds a namespace, and is none.
  if (node.is === "attribute" && node.name === "xmlns") return false;
  const holds = resolve(node.holds, telling);
  if (node.is !== undefined)
    return saysText(value, holds) && (node.is === "attribute" || value !== "" || node.required === true);
  if (typeof holds !== "object" || !("items" in holds) || holds.wrapped) return saysElement(value, holds, telling);
  // Without an element of its own, a list of nothing is nothing, and nobody can say that there is none.
  if (!Array.isArray(value)) return false;
  return (value.length > 0 || node.required === true) && saysItems(value, holds.items, telling);
}

function saysItems(items: readonly unknown[], node: XmlNode, telling: XmlTelling): boolean {
  return items.every((item) => saysElement(item, node.holds, telling));
}

function saysElement(value: unknown, content: XmlContent, telling: XmlTelling): boolean {
  const holds = resolve(content, telling);
  if (value === undefined) return false;
  if (value === null) return true;
  if (holds === "any") return saysAny(value);
  if (typeof holds === "string") return saysText(value, holds);
  if ("items" in holds) return Array.isArray(value) && saysItems(value, holds.items, telling);
  if (typeof value !== "object" || Array.isArray(value) || value instanceof Uint8Array) return false;
  const { members, others } = holds;
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  if (!canTell(members, new Set(given.map(([key]) => key)))) return false;
  return given.every(([key, member]: [string, unknown]) => {
    const node = Object.hasOwn(members, key) ? members[key] : undefined;
    if (node !== undefined) return saysMember(member, node, telling);
    return NAME.test(key) && !isTaken(key, members) && saysMember(member, { name: key, holds: others }, telling);
  });
}

function resolve(content: XmlContent, telling: XmlTelling): Exclude<XmlContent, { readonly shape: string }> {
  if (typeof content === "string" || !("shape" in content)) return content;
  return resolve(tellNamed(content.shape, telling), telling);
}

/** A list that must be there is there when nothing is; and what two members are called alike in a document belongs to both. */
function canTell(members: XmlMembers["members"], given: ReadonlySet<string>): boolean {
  const nodes = Object.entries(members);
  if (nodes.some(([key, { required }]) => required && !given.has(key))) return false;
  const uses = new Map<string, number>();
  for (const [, node] of nodes) uses.set(elementNameOf(node), (uses.get(elementNameOf(node)) ?? 0) + 1);
  return nodes.every(([key, node]) => node.is !== undefined || !given.has(key) || uses.get(elementNameOf(node)) === 1);
}

/** Nothing for what is no element. */
function elementNameOf({ name, holds, is }: XmlNode): string {
  if (is !== undefined) return "";
  return typeof holds === "object" && "items" in holds && !holds.wrapped ? holds.items.name : name;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;

/** Whether the elements of a member are called so. */
function isTaken(name: string, members: XmlMembers["members"]): boolean {
  return Object.values(members).some((node) => elementNameOf(node) === name);
}

/** Nobody tells of it what is a number, and one is no list. */
function saysAny(value: unknown): boolean {
  if (typeof value === "string") return saysText(value, "string");
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array) return false;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return (
    members.length > 0 &&
    members.every(([key, member]) => {
      if (!Array.isArray(member)) return NAME.test(key) && saysAny(member);
      return NAME.test(key) && member.length > 1 && member.every(saysAny);
    })
  );
}

const NUMBER = /^\s*[+-]?[\d.]/;

function saysText(value: unknown, holds: XmlContent): boolean {
  if (typeof value === "string") {
    const isOther =
      (holds === "number" && NUMBER.test(value)) || (holds === "boolean" && /^(?:true|false|0|1)$/.test(value));
    return !isOther && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u.test(value);
  }
  return typeof value === holds;
}
