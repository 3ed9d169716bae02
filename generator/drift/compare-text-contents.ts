import type { Schema, TextContent } from "../contract/schema.js";
import type { Effect } from "./finding.js";
import { note, type Site } from "./walk.js";
import { isWithin, pairUp } from "./within.js";

/** Compares what texts hold; no validator looks into them, but whoever reads them does. */
export function compareTextContents(site: Site, before: TextContent, after: TextContent): void {
  compareWord(site, "contentMediaType", [before.mediaType, after.mediaType]);
  compareWord(site, "contentEncoding", [before.encoding, after.encoding]);
  compareContentSchemas(site, before.schema, after.schema);
}

function compareWord(
  site: Site,
  keyword: string,
  [before, after]: readonly [string | undefined, string | undefined],
): void {
  if (before === after) return;
  const remark = { before, after, words: { keyword } };
  if (before === undefined) return note(site, "keyword-added", { ...remark, effect: "narrows" });
  if (after === undefined) return note(site, "keyword-removed", { ...remark, effect: "widens" });
  note(site, "keyword-changed", { ...remark, effect: "incomparable" });
}

function compareContentSchemas(site: Site, before: Schema | undefined, after: Schema | undefined): void {
  const words = { keyword: "contentSchema" };
  if (before === undefined && after === undefined) return;
  if (before === undefined) return note(site, "keyword-added", { words, effect: "narrows" });
  if (after === undefined) return note(site, "keyword-removed", { words, effect: "widens" });
  const { old: left, new: right } = site.walk.judging;
  const isTighter = isWithin(after, before, pairUp(right, left)) === "yes";
  const isLooser = isWithin(before, after, pairUp(left, right)) === "yes";
  if (isTighter && isLooser) return;
  const effect: Effect = isTighter ? "narrows" : isLooser ? "widens" : "unknown";
  note(site, "keyword-changed", { words, effect });
}
