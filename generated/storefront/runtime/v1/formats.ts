// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { integer, read, report, string } from "./check.js";

/** The formats that are checked, each a `string` of its own; apart from `check.ts` so that who has none carries none. */

type Text = Parameters<typeof string>;

/** RFC 3339: a day and a time with its offset. */
export function dateTime(...given: Text): void {
  check(given, isDateTime, "a date and time like 2025-01-31T12:30:00Z");
}

/** RFC 3339: a day of the calendar. */
export function date(...given: Text): void {
  check(given, isDate, "a date like 2025-01-31");
}

/** RFC 3339: a time of day with its offset. */
export function time(...given: Text): void {
  check(given, isTime, "a time like 12:30:00Z");
}

export function uuid(...given: Text): void {
  check(given, isUuid, "a UUID");
}

/** RFC 5321, within ASCII. */
export function email(...given: Text): void {
  check(given, isEmail, "an e-mail address");
}

/** RFC 3986, with a scheme. */
export function uri(...given: Text): void {
  check(given, isUri, "a URI");
}

export function ipv4(...given: Text): void {
  check(given, isIpv4, "an IPv4 address");
}

export function ipv6(...given: Text): void {
  check(given, isIpv6, "an IPv6 address");
}

/** Base64, in one line or several. */
export function byte(...given: Text): void {
  check(given, isBase64, "Base64");
}

/** A whole number of 32 bits. */
export function int32(
  ...[at, value, key, presence, min = -Infinity, max = Infinity]: Parameters<typeof integer>
): void {
  integer(at, value, key, presence, Math.max(min, -(2 ** 31)), Math.min(max, 2 ** 31 - 1));
}

/** Every test takes time in proportion to the text. */
function check(given: Text, test: (text: string) => boolean, what: string): void {
  string(...given);
  const [at, value, key] = given;
  const found = read(value, key);
  if (typeof found === "string" && !test(found)) report(at, key, `must be ${what}`);
}

function isDateTime(text: string): boolean {
  return /^.{10}t/i.test(text) && isDate(text.slice(0, 10)) && isTime(text.slice(11));
}

function isDate(text: string): boolean {
  const [, year = "", month = 0, day = 0] = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text) ?? [];
  // The calendar repeats every 400 years; day 0 is the last of the month before.
  const last = new Date(Date.UTC(2000 + (Number(year) % 400), Number(month), 0)).getUTCDate();
  return year !== "" && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last;
}

function isTime(text: string): boolean {
  const parts = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:z|([+-])([0-9]{2}):([0-9]{2}))$/i.exec(text);
  if (parts === null) return false;
  const [hour = 0, minute = 0, second = 0] = parts.slice(1, 4).map(Number);
  const [hours = 0, minutes = 0] = parts.slice(5).map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 60 || hours > 23 || minutes > 59) return false;
  // A leap second ends a day of UTC.
  const offset = (parts[4] === "-" ? -1 : 1) * (hours * 60 + minutes);
  return second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  const host = text.slice(at + 1);
  const isLocal =
    /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/.test(local) || /^"(?:[ !#-[\]-~]|\\[ -~])*"$/.test(local);
  const literal = /^\[(ipv6:)?(.*)\]$/i.exec(host);
  return isLocal && (literal === null ? isHost(host) : (literal[1] ? isIpv6 : isIpv4)(literal[2] ?? ""));
}

function isHost(text: string): boolean {
  return text.length < 254 && text.split(".").every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

function isUri(text: string): boolean {
  const [, rest] = /^[a-z][a-z0-9+.-]*:([\w!$%&'()*+,./:;=?@[\]~#-]*)$/i.exec(text) ?? [];
  if (rest === undefined || /%(?![0-9a-f]{2})/i.test(rest) || rest.indexOf("#") !== rest.lastIndexOf("#")) return false;
  if (!rest.startsWith("//")) return !/[[\]]/.test(rest);
  const end = rest.slice(2).search(/[/?#]/);
  const authority = end < 0 ? rest.slice(2) : rest.slice(2, end + 2);
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const [, literal] = /^\[(.*)\](?::[0-9]*)?$/.exec(host) ?? [];
  const isHostKnown =
    literal === undefined ? /^[^[\]:]*(?::[0-9]*)?$/.test(host) : isIpv6(literal) || /^v[0-9a-f]+\./i.test(literal);
  return isHostKnown && !/[[\]]/.test(rest.replace(host, ""));
}

function isIpv4(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9][0-9]{0,2})$/.test(part) && Number(part) < 256);
}

function isIpv6(text: string): boolean {
  const [head = "", tail, more] = text.split("::", 3);
  if (more !== undefined) return false;
  const groups = [head, tail].flatMap((half) => (half ? half.split(":") : []));
  const last = groups.at(-1) ?? "";
  const isMixed = last.includes(".");
  // An IPv4 address stands for the last two groups, and nowhere else.
  if (isMixed && (!isIpv4(last) || text.endsWith("::"))) return false;
  const hex = isMixed ? groups.slice(0, -1) : groups;
  const length = groups.length + (isMixed ? 1 : 0);
  return hex.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (tail === undefined ? length === 8 : length < 8);
}

function isBase64(text: string): boolean {
  const line = text.replaceAll(/[\r\n]/g, "");
  return line.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(line);
}
