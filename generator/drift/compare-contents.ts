import type { Body, Content } from "../contract/contract.js";
import { compareEncodings } from "./compare-encodings.js";
import { addSchemas, type Exchange, type Part } from "./exchange.js";
import type { Change, Guard } from "./finding.js";
import { takesAnyText } from "./plain-text.js";
import { makeChange, polarityOf } from "./session.js";
import type { Pair } from "./walk.js";

/** Compares what two operations take as their bodies. */
export function compareBodies(exchange: Exchange): void {
  const { old: before, new: after } = exchange.operations;
  const [left, right] = [before.body, after.body];
  const direction = polarityOf(after).request;
  const add = (rule: Parameters<typeof makeChange>[0], guards: readonly Guard[] = []): void => {
    const at = { old: left?.at ?? before.at, new: right?.at ?? after.at };
    exchange.changes.push(makeChange(rule, { element: "body", direction, guards, at }));
  };
  if (left === undefined && right === undefined) return;
  if (left === undefined) return add(right?.required ? "body-required-added" : "body-added");
  if (right === undefined) return add("body-removed");
  if (left.required !== right.required) add(right.required ? "body-became-required" : "body-became-optional");
  const sides: Pair<Body> = { old: left, new: right };
  compareContents(sides, { label: "body", direction, guards: [] }, exchange);
}

/** The client picks the media type of what it sends and asks for the one that it receives: both are judged as sent. */
export function compareContents(sides: Pair<Pick<Body, "contents" | "at">>, part: Part, exchange: Exchange): void {
  const { old: before, new: after } = sides;
  for (const content of before.contents) {
    const other = findContent(after.contents, content);
    if (other !== undefined) compareContent({ old: content, new: other }, part, exchange);
    else
      exchange.changes.push(
        mediaTypeChange("media-type-removed", content, { part, at: { old: content.at, new: after.at } }),
      );
  }
  for (const content of after.contents) {
    if (findContent(before.contents, content) !== undefined) continue;
    exchange.changes.push(
      mediaTypeChange("media-type-added", content, { part, at: { old: before.at, new: content.at } }),
    );
  }
}

function mediaTypeChange(
  rule: "media-type-added" | "media-type-removed",
  { mediaType }: Content,
  { part, at }: { readonly part: Part; readonly at: { readonly old: string; readonly new: string } },
): Change {
  const words = { key: `${part.label} ${mediaType}` };
  return makeChange(rule, { element: `${part.label} ${mediaType}`, direction: "sent", guards: part.guards, words, at });
}

/** By the whole media type, else by what stands before its parameters, else by its syntax. */
function findContent(contents: readonly Content[], { mediaType }: Content): Content | undefined {
  const plain = (type: string): string => type.replaceAll(/\s/g, "").toLowerCase();
  const same = contents.find((other) => plain(other.mediaType) === plain(mediaType));
  if (same !== undefined) return same;
  for (const partOf of [essenceOf, syntaxOf]) {
    const alike = contents.filter((other) => partOf(other.mediaType) === partOf(mediaType));
    if (alike.length === 1) return alike[0];
  }
  return undefined;
}

/** `application/problem+json` is JSON. */
function syntaxOf(mediaType: string): string {
  return /(?:\/|\+)(json|xml)$/.exec(essenceOf(mediaType))?.[1] ?? essenceOf(mediaType);
}

function essenceOf(mediaType: string): string {
  return mediaType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function compareContent({ old: before, new: after }: Pair<Content>, part: Part, exchange: Exchange): void {
  const { label, direction, guards } = part;
  if (before.mediaType !== after.mediaType) {
    const told = { before: before.mediaType, after: after.mediaType };
    const at = { old: before.at, new: after.at };
    exchange.changes.push(
      makeChange("media-type-changed", {
        element: label,
        direction,
        guards,
        at,
        effect: essenceOf(before.mediaType) === essenceOf(after.mediaType) ? "none" : "unknown",
        ...told,
      }),
    );
  }
  const streams = {
    before: before.itemSchema === undefined ? "one value" : "a stream",
    after: after.itemSchema === undefined ? "one value" : "a stream",
  };
  if (streams.before !== streams.after) {
    exchange.changes.push(
      makeChange("stream-changed", {
        element: label,
        direction,
        guards,
        at: { old: before.at, new: after.at },
        ...streams,
      }),
    );
  }
  const nodes = {
    old: { schema: before.schema, at: `${before.at}/schema` },
    new: { schema: after.schema, at: `${after.at}/schema` },
  };
  const isText = !/json/i.test(after.mediaType) && direction === "sent" && takesAnyText(after.schema);
  addSchemas(exchange, direction, { nodes, label, guards: isText ? [...guards, "text"] : guards });
  if (before.itemSchema !== undefined && after.itemSchema !== undefined) {
    const items = {
      old: { schema: before.itemSchema, at: `${before.at}/itemSchema` },
      new: { schema: after.itemSchema, at: `${after.at}/itemSchema` },
    };
    addSchemas(exchange, direction, { nodes: items, label: `${label}[]`, guards });
  }
  compareEncodings({ old: before, new: after }, part, exchange);
}
