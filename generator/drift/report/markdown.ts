import type { Level } from "../finding.js";
import type { PlacedFinding } from "./places.js";
import { countLevels, groupFindings, isFailing, type Report, type Traffic } from "./report.js";
import { listSeen, saySeen } from "./seen.js";
import { sayPlace, sayNotes } from "./words.js";

/** By this a bot finds its comment again, to change it instead of adding another one. */
export const MARKER = "<!-- conn-gen drift -->";

/** The same of the comment on traffic, which is another one. */
const TRAFFIC_MARKER = "<!-- conn-gen verify -->";

/** A comment is cut by the host at 65,536 characters; what is longer is left to the other reports. */
const MOST_CHARACTERS = 60_000;

const SIGNS: { readonly [level in Level]: string } = { breaking: "🔴", warning: "🟡", info: "🔵", safe: "⚪" };

/** One comment for a pull request: the counts, what is bad in full, the rest folded. */
export function renderMarkdown(report: Report): string {
  const { findings, sides, traffic } = report;
  const { breaking, warning, info } = countLevels(findings);
  const fails = findings.some((finding) => isFailing(finding, report.failOn));
  const told = traffic === undefined ? "This breaks users of the contract" : "Traffic and contract disagree";
  const head = fails ? `### ${SIGNS.breaking} ${told}` : "### ✅ Nothing breaks";
  const counts = `**${breaking}** breaking, **${warning}** warnings, **${info}** others, from ${code(sides.old.version)} to ${code(sides.new.version)} of ${escapeMarkdown(sides.new.title)}`;
  const bad = findings.filter(({ level }) => level === "breaking" || level === "warning");
  const rest = findings.filter(({ level }) => level === "info");
  const seen = traffic === undefined ? [] : [escapeMarkdown(saySeen(traffic, findings.length)), ...renderSeen(traffic)];
  const marker = traffic === undefined ? MARKER : TRAFFIC_MARKER;
  const blocks = [marker, head, counts, ...seen, ...renderBad(bad), ...renderRest(rest)];
  return `${cut(blocks)}\n`;
}

function renderSeen(traffic: Traffic): string[] {
  const lines = listSeen(traffic).map((line) => `- ${escapeMarkdown(line)}`);
  return lines.length === 0 ? [] : [`<details><summary>What was seen</summary>\n\n${lines.join("\n")}\n\n</details>`];
}

function cut(blocks: readonly string[]): string {
  const kept: string[] = [];
  let left = MOST_CHARACTERS;
  for (const block of blocks) {
    left -= block.length + 2;
    if (left < 0) return [...kept, "_There is more: see the other reports._"].join("\n\n");
    kept.push(block);
  }
  return kept.join("\n\n");
}

function renderBad(findings: readonly PlacedFinding[]): string[] {
  if (findings.length === 0) return [];
  const rows = findings.map(
    ({ level, message, wire, source, symbols, operations }) =>
      `| ${SIGNS[level]} | ${escapeMarkdown(message)} | ${escapeMarkdown(symbols[0] ?? operations[0] ?? "")}${operations.length > 1 ? ` and ${operations.length - 1} more` : ""} | ${wire} | ${source} |`,
  );
  const table = ["| | what | where | wire | source |", "|---|---|---|---|---|", ...rows].join("\n");
  return [table, ...findings.map(renderDetails)];
}

function renderDetails(finding: PlacedFinding): string {
  const { level, message, rule, help, places, fingerprint } = finding;
  const lines = [
    `<details><summary>${SIGNS[level]} ${escapeMarkdown(message)}</summary>`,
    "",
    `- rule ${code(rule)}: \`conn-gen explain ${rule}\``,
    ...sayNotes(finding).map(renderNote),
    ...(places.old === undefined ? [] : [`- before: ${code(sayPlace(places.old))}`]),
    ...(places.new === undefined ? [] : [`- now: ${code(sayPlace(places.new))}`]),
    `- to do: ${escapeMarkdown(help)}`,
    `- fingerprint ${code(fingerprint)}`,
    "",
    "</details>",
  ];
  return lines.join("\n");
}

/** `valid before, rejected now: 200`: the words as words, what they say as code. */
function renderNote(note: string): string {
  const end = note.indexOf(": ");
  return end < 0 ? `- ${note}` : `- ${note.slice(0, end)}: ${code(note.slice(end + 2))}`;
}

function renderRest(findings: readonly PlacedFinding[]): string[] {
  if (findings.length === 0) return [];
  const groups = [...groupFindings(findings)].map(([name, group]) =>
    [`**${escapeMarkdown(name)}**`, ...group.map(({ message }) => `- ${escapeMarkdown(message)}`)].join("\n"),
  );
  return [`<details><summary>${findings.length} more that break nothing</summary>`, ...groups, "</details>"];
}

const ENTITIES: { readonly [sign: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "@": "&#64;",
  "://": "&#58;//",
  "www.": "www&#46;",
};

/** Contracts are not trusted: nothing of theirs may become a link, a mention, an image or HTML. */
export function escapeMarkdown(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ");
  return flat.replaceAll(
    /:\/\/|\bwww\.|[&<>@\\`*_{}[\]()#+!|~]/gi,
    (sign) => ENTITIES[sign.toLowerCase()] ?? `\\${sign}`,
  );
}

/** Code, with as many backquotes around it as it needs. */
export function code(text: string): string {
  const flat = text.replaceAll(/\s+/g, " ");
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${flat}${fence}` : `${fence} ${flat} ${fence}`;
}
