import type { Place } from "../../diagnostics.js";
import { type Look, type Paint, paintNothing } from "../../report/paint.js";
import { countOf, escapeControls } from "../../report/text.js";
import type { Level } from "../finding.js";
import { sayNotes } from "./words.js";
import type { PlacedFinding } from "./places.js";
import { countLevels, groupFindings, type Report, type Traffic } from "./report.js";
import { listSeen, saySeen } from "./seen.js";

const LOOKS: { readonly [level in Level]: Look } = { breaking: "red", warning: "yellow", info: "blue", safe: "dim" };

/** More findings of one rule in one group than this are counted, not shown. */
const MOST_OF_A_RULE = 3;

/** More operations and schemas than this in which nothing breaks are not told of one by one. */
const MOST_HARMLESS = 12;

/** Findings for people at a terminal: by operation and schema, the worst first, with the lines of both contracts. */
export function renderText(report: Report, paint: Paint = paintNothing): string {
  const { findings, traffic } = report;
  if (traffic !== undefined) return renderTraffic(report, traffic, paint);
  return findings.length === 0 ? "No differences.\n" : `${renderGroups(report, paint)}\n${renderCounts(report)}\n`;
}

/** What traffic and contract disagree on, what was seen, and a sentence on both. */
function renderTraffic(report: Report, traffic: Traffic, paint: Paint): string {
  const { length } = report.findings;
  const blocks = [
    ...(length === 0 ? [] : [renderGroups(report, paint)]),
    ...(traffic.isCoverageAsked ? [`${listSeen(traffic).map(escapeControls).join("\n")}\n`] : []),
  ];
  return [...blocks, `${saySeen(traffic, length)}\n`].join("\n");
}

function renderGroups({ findings }: Report, paint: Paint): string {
  const groups = [...groupFindings(findings)];
  const harmless = groups.filter(([, group]) => group.every(({ level }) => level === "info"));
  const isMuch = harmless.length > MOST_HARMLESS;
  const shown = isMuch ? groups.filter((group) => !harmless.includes(group)) : groups;
  const blocks = shown.map(([name, group]) => renderGroup(name, group, paint));
  if (isMuch)
    blocks.push(
      renderFolded(
        harmless.flatMap(([, group]) => group),
        paint,
      ),
    );
  return blocks.join("\n");
}

/** By rule, with a few of each: additions come by the hundred. */
function renderFolded(findings: readonly PlacedFinding[], paint: Paint): string {
  const lines = [...new Set(findings.map(({ rule }) => rule))].flatMap((rule) => {
    const own = findings.filter((finding) => finding.rule === rule);
    const few = own.slice(0, MOST_OF_A_RULE).map(({ message }) => `    ${escapeControls(message)}`);
    const more = own.length > few.length ? [paint(`    and ${own.length - few.length} more`, "dim")] : [];
    return [`  ${paint(`info[${rule}]`, "bold", LOOKS.info)}`, ...few, ...more];
  });
  return `${paint("What else is different and breaks nothing", "bold")}\n${lines.join("\n")}\n`;
}

function renderCounts({ findings, sides }: Report): string {
  const { breaking, warning, info } = countLevels(findings);
  const counts = [`${breaking} breaking`, countOf(warning, "warning"), `${info} info`].join(", ");
  return `${counts}: ${sides.old.uri} (${sides.old.version}) -> ${sides.new.uri} (${sides.new.version})`;
}

function renderGroup(name: string, group: readonly PlacedFinding[], paint: Paint): string {
  const lines = [paint(escapeControls(name), "bold")];
  const shown = new Map<string, number>();
  for (const finding of group) {
    const key = `${finding.rule} ${finding.direction ?? ""}`;
    const count = (shown.get(key) ?? 0) + 1;
    shown.set(key, count);
    if (count <= MOST_OF_A_RULE) lines.push(...renderFinding(finding, paint));
  }
  for (const [key, count] of shown) {
    if (count > MOST_OF_A_RULE) lines.push(`  ${paint(`and ${count - MOST_OF_A_RULE} more of ${key.trim()}`, "dim")}`);
  }
  return `${lines.join("\n")}\n`;
}

function renderFinding(finding: PlacedFinding, paint: Paint): string[] {
  const { level, rule, wire, source, help, operations, places } = finding;
  const look = LOOKS[level];
  const verdicts = paint(`(wire ${wire}, source ${source})`, "dim");
  const lines = [
    `  ${paint(`${level}[${rule}]`, "bold", look)}${paint(`: ${escapeControls(finding.message)}`, "bold")} ${verdicts}`,
  ];
  if (finding.direction !== undefined && level !== "info") {
    lines.push(`    in what the client ${finding.direction === "sent" ? "sends" : "receives"}`);
  }
  lines.push(...sayNotes(finding).map((words) => `    ${escapeControls(words)}`));
  if (level !== "info") lines.push(...renderPlaces(places, paint));
  if (operations.length > 1)
    lines.push(`    reached from ${countOf(operations.length, "operation")}: ${sayCalls(finding)}`);
  if (level !== "info") lines.push(`    ${paint("help", "bold")}: ${escapeControls(help)}`);
  return lines;
}

function sayCalls({ symbols, operations }: PlacedFinding): string {
  const names = symbols.length > 0 ? symbols : operations;
  const shown = names.slice(0, 3).map(escapeControls).join(", ");
  return names.length > 3 ? `${shown}, …` : shown;
}

function renderPlaces(places: PlacedFinding["places"], paint: Paint): string[] {
  return [
    ...renderPlace("-", places.old, { paint, look: "red" }),
    ...renderPlace("+", places.new, { paint, look: "green" }),
  ];
}

function renderPlace(
  sign: string,
  place: Place | undefined,
  { paint, look }: { readonly paint: Paint; readonly look: Look },
): string[] {
  if (place === undefined) return [];
  const where = `    ${paint(sign, look)} ${paint(`${place.file}:${place.line}:${place.column}`, "dim")}`;
  const line = place.excerpt.at(-1);
  return [line === undefined ? where : `${where}  ${paint(line.text.trim(), look)}`];
}
