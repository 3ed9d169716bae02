import { describeFindings, guardFinding, sortFindings } from "../../drift/describe.js";
import type { Finding, Guard } from "../../drift/finding.js";
import { makeChange } from "../../drift/session.js";
import { sortPlaces } from "../uses.js";
import type { DocumentUse } from "./document-use.js";
import type { Mention } from "./mentions.js";
import type { Refusal, Spot } from "./refusals.js";

/** Findings with the documents that they touch; what the new schema refuses fails, whatever was announced. */
export function applyDocuments(findings: readonly Finding[], use: DocumentUse): readonly Finding[] {
  const judged = findings.map((finding) => judgeFinding(finding, use));
  const touched = judged.flatMap((each) => each.mentions);
  const others = use.refusals.filter(({ spots }) => !spots.some((spot) => touched.some((each) => covers(each, spot))));
  return sortFindings([...judged.map(({ finding }) => finding), ...describeRefusals(others, use)]);
}

interface Judged {
  readonly finding: Finding;
  /** The parts of documents that it hurts. */
  readonly mentions: readonly Mention[];
}

function judgeFinding(finding: Finding, use: DocumentUse): Judged {
  const named = findNamed(finding, use);
  if (named === undefined) return { finding, mentions: [] };
  if (named.length === 0) {
    const isNew = finding.level === "info" && finding.rule.endsWith("-added");
    return { finding: isNew ? finding : guardFinding(finding, "uncalled"), mentions: [] };
  }
  const spots = use.refusals.flatMap((refusal) => refusal.spots);
  const refused = named.filter((mention) => spots.some((spot) => covers(mention, spot)));
  const mentions = isDecided(finding)
    ? named.filter((mention) => mention.way === "open" || refused.includes(mention))
    : named;
  const guard: Guard | undefined = refused.length > 0 ? "refused" : mentions.length === 0 ? "valid" : undefined;
  const guarded = guard === undefined ? finding : guardFinding(finding, guard);
  return { finding: mentions.length === 0 ? guarded : withPlaces(guarded, mentions, use), mentions };
}

/** What a document gives where nothing, or something else, has to be given now. */
const OF_ITS_PARENT =
  /^(?:argument-(?:required-)?added|argument-became-\w+|input-field-(?:required-)?added|default-\w+)$/;

/** The parts of documents that name what a finding is about; `undefined` for what is no part of a schema. */
function findNamed({ rule, element, direction, words, old }: Finding, { mentions }: DocumentUse) {
  if (!/^#\/(?:types|directives|roots)\b/.test(old?.pointer ?? "")) return undefined;
  const find = (name: string): readonly Mention[] => mentions.get(name) ?? [];
  const value = words["value"] ?? "";
  if (OF_ITS_PARENT.test(rule)) return find(element.slice(0, element.lastIndexOf(".")));
  if (direction === "received" && !element.includes(".")) return find(element).filter(({ way }) => way === "received");
  switch (rule) {
    case "enum-value-added":
    case "enum-value-removed":
      return [...find(`${element}.${value}`), ...find(element).filter(({ way }) => way === "open")];
    case "member-removed":
      return find(`${element} > ${value}`);
    case "interface-removed":
      return [...find(`${element} > ${value}`), ...find(`${value} > ${element}`)];
    default:
      return find(element);
  }
}

/** Whether the new schema's word on documents is the last one; of other types it only knows that they exist. */
function isDecided({ rule, direction, effect }: Finding): boolean {
  if (direction !== "sent" || rule === "kind-changed" || rule === "root-type-changed") return false;
  if (rule === "field-type-changed" || rule.startsWith("default-")) return false;
  return !rule.endsWith("-type-changed") || effect === "narrows";
}

function covers({ source, start, end }: Mention, spot: Spot): boolean {
  return source === spot.source && start <= spot.offset && spot.offset < Math.max(end, start + 1);
}

function withPlaces(finding: Finding, mentions: readonly Mention[], use: DocumentUse): Finding {
  const spots = mentions.map(({ source, start }) => ({ source, offset: start }));
  return { ...finding, ...describeSpots(spots, use) };
}

function describeSpots(spots: readonly Spot[], { definitions, place, callOf }: DocumentUse) {
  const holders = definitions.filter(({ holds }) => spots.some(holds));
  const operations = [...new Set(holders.flatMap((holder) => holder.operations))];
  const symbols = operations.map(callOf).filter((call) => call !== undefined);
  return { uses: sortPlaces(spots.map(place)), operations, symbols };
}

/** What is refused and no finding accounts for: mostly what was wrong before. */
function describeRefusals(refusals: readonly Refusal[], use: DocumentUse): Finding[] {
  const groups = new Map<string, { readonly key: string; readonly message: string; readonly spots: Spot[] }>();
  for (const { message, spots } of refusals) {
    const [spot] = spots;
    const key = use.definitions.find(({ holds }) => spot !== undefined && holds(spot))?.title ?? spot?.source ?? "";
    const group = groups.get(`${key}\n${message}`);
    if (group === undefined) groups.set(`${key}\n${message}`, { key, message, spots: spots.slice(0, 1) });
    else group.spots.push(...spots.slice(0, 1));
  }
  const all = [...groups.values()];
  const collected = all.map(({ key, message }) => ({
    change: makeChange("document-refused", { element: key, direction: "sent", words: { message }, at: {} }),
    operations: [],
  }));
  return describeFindings(collected, { old: {}, new: {} }).map((finding, index) => ({
    ...finding,
    ...describeSpots(all[index]?.spots ?? [], use),
  }));
}
