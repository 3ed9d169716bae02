import type {
  BatchPlan,
  BodyPlan,
  ClientPlan,
  CommonBody,
  DecodersPlan,
  EncoderPlan,
  MemberPlan,
  OperationPlan,
  PagesPlan,
  PartPlan,
  Plan,
} from "../../generator/plan/plan.js";
import { xmlErrorsOf } from "../../generator/plan/results.js";
import { code, lines, nothing, value } from "../code.js";
import type { Code } from "../code.js";
import { literal, propertyKey, quote } from "../text.js";
import { hasParamsCheck, paramsCheckName } from "./validators-files.js";
import { xmlErrorName, xmlNames } from "./xml-file.js";

/** The members of an operation's descriptor, as the runtime reads them. */
export function printDescriptor(operation: OperationPlan, plan: Pick<Plan, "client" | "decoders" | "typeNames">): Code {
  const { names, body, pages, batch } = operation;
  const { security } = plan.client;
  return printObject([
    ["call", quote(operation.call.join("."))],
    ["method", quote(operation.method)],
    ["path", quote(operation.path)],
    ["params", printParameters(operation)],
    ["place", printPlacing(operation)],
    ["target", operation.target === undefined ? nothing : quote(operation.target.name)],
    ["body", body === undefined ? nothing : printBody(body, operation)],
    ["accept", operation.accept === undefined ? nothing : quote(operation.accept)],
    ["start", printStart(operation)],
    ["read", printReader(operation)],
    ...decodingEntries(operation, plan),
    ["auth", literal(operation.auth) === literal(security) ? nothing : literal(operation.auth)],
    ["idempotencyHeader", operation.idempotencyHeader === undefined ? nothing : quote(operation.idempotencyHeader)],
    ["server", operation.server === undefined ? nothing : quote(operation.server)],
    [
      "check",
      hasParamsCheck(operation)
        ? code`${value(paramsCheckName({ ...operation, names }), "validators/requests")}`
        : nothing,
    ],
    ["replies", printReplies(operation)],
    ["pages", pages === undefined ? nothing : printPages(pages)],
    ["batch", batch === undefined ? nothing : printBatch(batch)],
  ]);
}

/** How bodies become what JSON has no types for, where an answer holds such values, and how errors in XML are read. */
function decodingEntries(operation: OperationPlan, plan: Pick<Plan, "decoders" | "typeNames">): Entry[] {
  const decoders = operation.replies.flatMap(({ status, decode }): Entry[] =>
    decode === undefined ? [] : [[status, code`${value(decode, "decoders/responses")}`]],
  );
  const parse = decoders.length === 0 ? nothing : printParser(plan.decoders);
  const errors = xmlErrorsOf(operation).map((error): Entry => [
    error.status,
    code`${value(xmlErrorName(error, operation, plan), "xml")}`,
  ]);
  return [
    ["parse", errors.length === 0 ? parse : printErrorParser(errors, parse)],
    ["decoders", decoders.length === 0 ? nothing : printInline(decoders)],
  ];
}

function printParser({ values }: DecodersPlan): Code {
  return values.int64 === "number"
    ? code`${value("decoded", "runtime/v1/decode/parse")}`
    : code`${value("exactlyDecoded", "runtime/v1/decode/exact")}`;
}

function printErrorParser(errors: readonly Entry[], parse: Code): Code {
  const rest = parse === nothing ? nothing : code`, ${parse}`;
  return code`/* @__PURE__ */ ${value("xmlErrors", "runtime/v1/xml/errors")}(${printInline(errors)}${rest})`;
}

function printReplies({ replies }: OperationPlan): Code | string {
  const checks = new Map(replies.map(({ status, check = "" }) => [status, quote(check)]));
  if (checks.size === 0) return "{}";
  const line = `{ ${[...checks].map(([status, check]) => `${propertyKey(status)}: ${check}`).join(", ")} }`;
  return line.length > 100 ? printObject([...checks]) : line;
}

/** Most calls begin like all others of the client. */
function printStart({ streams, batch }: OperationPlan): Code {
  if (streams !== undefined) return code`${value("callStream", "runtime/v1/stream-call")}`;
  return batch === undefined ? nothing : code`${value("callBatched", "runtime/v1/batch/call-batched")}`;
}

/** JSON and text are read by their content type; only the others need a reader of their own. */
function printReader(operation: OperationPlan): Code {
  const { reads, streams } = operation;
  if (streams !== undefined) return code`${value("jsonOrStream", "runtime/v1/read/json-or-stream")}`;
  if (reads === "xml") {
    const reply = value(xmlNames(operation).reply, "xml");
    return code`/* @__PURE__ */ ${value("xmlReply", "runtime/v1/xml/read")}(${reply})`;
  }
  return reads === "bytes" || reads === "none" ? code`${value(reads, `runtime/v1/read/${reads}`)}` : nothing;
}

type Entry = readonly [key: string, value: Code | string];

/** An object literal, one member a line; members that say nothing are left out. */
function printObject(entries: readonly Entry[]): Code {
  const members = present(entries).map(([key, member]) => code`  ${propertyKey(key)}: ${member},\n`);
  return { kind: "code", parts: ["{\n", ...members, "}"] };
}

/** An object literal on one line. */
function printInline(entries: readonly Entry[]): Code {
  const members = present(entries).flatMap(([key, member], index): (Code | string)[] => [
    index === 0 ? " " : ", ",
    code`${propertyKey(key)}: ${member}`,
  ]);
  return members.length === 0 ? code`{}` : { kind: "code", parts: ["{", ...members, " }"] };
}

function present(entries: readonly Entry[]): Entry[] {
  return entries.filter(([, member]) => (typeof member === "string" ? member !== "" : member.parts.length > 0));
}

/** What puts parameters where they go, and knows no more places than the operation has. */
function printPlacing({ path, target, members, body }: OperationPlan): Code {
  const places = new Set(members.map(({ place }) => (place.in === "moved" ? "query" : place.in)));
  if (target !== undefined || !/^[\w/-]*$/.test(path)) places.add("path");
  // What has no place of its own goes into the query, where there is no flat body.
  if (body?.from !== "flat") places.add("query");
  if (places.has("header") || places.has("cookie")) return code`${value("placeParams", "runtime/v1/place/params")}`;
  if (places.has("query")) return code`${value("placeUrl", "runtime/v1/place/url")}`;
  return places.has("path") ? code`${value("placePath", "runtime/v1/place/path")}` : nothing;
}

/** Where each parameter goes that does not go where the runtime puts it by itself. */
function printParameters(operation: OperationPlan): Code {
  const members = [...(operation.target === undefined ? [] : [operation.target]), ...operation.members];
  const hasFlatBody = operation.body?.from === "flat";
  const entries = members.flatMap((member): Entry[] => {
    const printed = printParameter(member, hasFlatBody);
    return printed === undefined ? [] : [[member.name, printed]];
  });
  return entries.length === 0 ? nothing : printObject(entries);
}

function printParameter(member: MemberPlan, hasFlatBody: boolean): Code | undefined {
  const { place } = member;
  if (place.in === "body") return undefined;
  if (place.in === "moved") return printMoved(place.members);
  const byItself = place.in === "path" || (place.in === "query" && !hasFlatBody);
  const isRenamed = place.key !== member.name;
  if (byItself && place.encode === undefined && !isRenamed) return undefined;
  const key: Entry[] = isRenamed ? [["key", quote(place.key)]] : [];
  return printEntry(member.name, [["in", quote(place.in)], ...key, ...encoderEntries(place.encode)]);
}

/** Of a key that every object has, TypeScript would take the object's own type as context. */
function printEntry(name: string, entries: readonly Entry[]): Code {
  const printed = printInline(entries);
  return name in {} ? code`${printed} as const` : printed;
}

function printMoved(members: readonly MemberPlan[]): Code {
  const entries = members.flatMap((member): Entry[] => {
    const { place } = member;
    if (place.in !== "query" || place.encode === undefined) return [];
    return [[member.name, printEntry(member.name, [["in", quote("query")], ...encoderEntries(place.encode)])]];
  });
  return printInline([
    ["in", quote("query")],
    ["encode", code`${value("group", "runtime/v1/styles/group")}`],
    ["members", entries.length === 0 ? nothing : printInline(entries)],
  ]);
}

const STYLE_MODULES: { readonly [style: string]: string } = {
  deepObject: "deep-object",
  deepObjectBrackets: "deep-object",
  deepObjectRepeat: "deep-object",
  spaceDelimited: "delimited",
  pipeDelimited: "delimited",
  wholeForm: "whole",
  wholeJson: "whole",
  wholeText: "whole",
};

function encoderEntries(encoder: EncoderPlan | undefined): Entry[] {
  if (encoder === undefined) return [];
  const { style, explode, allowReserved, members = {} } = encoder;
  const entries = Object.entries(members).map(([name, member]): Entry => [
    name,
    printEntry(name, [["in", quote("query")], ...encoderEntries(member)]),
  ]);
  return [
    [
      "encode",
      style === undefined ? nothing : code`${value(style, `runtime/v1/styles/${STYLE_MODULES[style] ?? style}`)}`,
    ],
    ["explode", explode === undefined ? nothing : String(explode)],
    ["escape", allowReserved ? code`${value("keepReserved", "runtime/v1/styles/reserved")}` : nothing],
    ["members", entries.length === 0 ? nothing : printInline(entries)],
  ];
}

const DEFAULT_TYPES: { readonly [kind in BodyPlan["kind"]]: string } = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  multipart: "multipart/form-data",
  xml: "application/xml",
  text: "text/plain",
  binary: "application/octet-stream",
};

function printEncoder({ kind, decode }: BodyPlan, operation: OperationPlan): Code {
  if (kind === "xml") {
    const root = value(xmlNames(operation).body, "xml");
    return code`/* @__PURE__ */ ${value("xmlBody", "runtime/v1/xml/write")}(${root})`;
  }
  const encode = code`${value(kind, `runtime/v1/body/${kind}`)}`;
  if (decode === undefined) return encode;
  return code`/* @__PURE__ */ ${value("encoded", "runtime/v1/body/encoded")}(${encode}, ${value(decode, "decoders/requests")})`;
}

function printBody(body: BodyPlan, operation: OperationPlan): Code {
  const parts = Object.entries(body.parts).map(([key, part]): Entry => [key, printPart(sayStyle(part, body.kind))]);
  const telling = parts.filter(([, part]) => typeof part !== "string" && part.parts.length > 1);
  const each = sayStyle(body.each, body.kind);
  const entries: Entry[] = [
    ["encode", printEncoder(body, operation)],
    ["type", body.mediaType === DEFAULT_TYPES[body.kind] ? nothing : quote(body.mediaType)],
    ["from", quote(body.from)],
    ["each", each === undefined ? nothing : printPart(each)],
    ["parts", telling.length === 0 ? nothing : printObject(telling)],
  ];
  return telling.length === 0 ? printInline(entries) : printObject(entries);
}

/** Properties of forms have a style in any case, so that forms which all have another hold no more than that. */
function sayStyle<Part extends EncoderPlan | undefined>(part: Part, kind: BodyPlan["kind"]): Part | EncoderPlan {
  return kind === "form" ? { style: "plain", ...part } : part;
}

function printPart(part: PartPlan): Code {
  const { mediaType, headers } = part;
  return printInline([
    ...encoderEntries(part),
    ["type", mediaType === undefined ? nothing : quote(mediaType)],
    ["headers", headers === undefined ? nothing : literal(headers)],
  ]);
}

const PAGE_MODULES: { readonly [by in PagesPlan["by"]]: string } = {
  afterLast: "after-last",
  cursor: "cursor",
  pageNumber: "page-number",
  offset: "offset",
  linkHeader: "link-header",
  nextUrl: "next-url",
};

/** How most operations of a client write their bodies and name their idempotency key. */
export function printCommon({ body, idempotencyHeader }: ClientPlan["common"]): Code {
  return code`{
  ${lines([
    body === undefined ? nothing : code`body: ${printCommonBody(body)},`,
    idempotencyHeader === undefined ? nothing : `idempotencyHeader: ${quote(idempotencyHeader)},`,
  ])}
}`;
}

function printCommonBody({ kind, mediaType, each: style }: CommonBody): Code {
  const each = sayStyle(style, kind);
  return printInline([
    ["encode", code`${value(kind, `runtime/v1/body/${kind}`)}`],
    ["type", quote(mediaType)],
    ["from", quote("whole")],
    ["each", each === undefined ? nothing : printInline(encoderEntries(each))],
  ]);
}

function printPages(pages: PagesPlan): Code {
  const { by, items, cursor, more, param, before, size, sizeMax, sizeDefault, key, first } = pages;
  const isCounted = by === "offset" || by === "pageNumber";
  const sizes = isCounted ? { size, sizeMax, sizeDefault } : {};
  const settings = Object.entries({ items, cursor, more, param, before, ...sizes, key, first });
  return printInline([
    ["next", code`${value(by, `runtime/v1/pages/${PAGE_MODULES[by]}`)}`],
    ...settings.map(([name, setting]): Entry => [name, setting === undefined ? nothing : literal(setting)]),
  ]);
}

/** The list may be declared below: it is named when it is needed. */
function printBatch({ list, ...settings }: BatchPlan): Code {
  const { ids, separator, items, key, size, shared, max, wait } = settings;
  return printInline([
    ["list", `() => ${list}`],
    ...Object.entries({ ids, separator, items, key, size, shared, max, wait }).map(([name, setting]): Entry => [
      name,
      setting === undefined ? nothing : literal(setting),
    ]),
  ]);
}
