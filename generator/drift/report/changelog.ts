import { escapeMarkdown, code } from "./markdown.js";
import type { PlacedFinding } from "./places.js";
import type { Report } from "./report.js";
import { suggestBump } from "../bump.js";

const SECTIONS = ["Removed", "Changed", "Deprecated", "Added"] as const;

type Section = (typeof SECTIONS)[number];

/** What is new, changed, deprecated and gone, for people: by resource, in the words that they type. */
export function renderChangelog({ findings, sides }: Report): string {
  const bump = suggestBump(findings);
  const head = `## ${escapeMarkdown(sides.new.title)} ${escapeMarkdown(sides.new.version)}`;
  const intro = `From ${code(sides.old.version)}. The generated client's next version is a **${bump}** one.`;
  const sections = SECTIONS.flatMap((section) => renderSection(section, findings));
  return `${[head, intro, ...(sections.length === 0 ? ["Nothing changed."] : sections)].join("\n\n")}\n`;
}

function renderSection(section: Section, findings: readonly PlacedFinding[]): string[] {
  const own = findings.filter((finding) => sectionOf(finding) === section);
  if (own.length === 0) return [];
  const resources = new Map<string, PlacedFinding[]>();
  for (const finding of own) {
    const resource = resourceOf(finding);
    const list = resources.get(resource);
    if (list === undefined) resources.set(resource, [finding]);
    else list.push(finding);
  }
  const blocks = [...resources]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([resource, list]) => `**${escapeMarkdown(resource)}**\n\n${list.map(renderItem).join("\n")}`);
  return [`### ${section}`, ...blocks];
}

function sectionOf({ rule, level }: PlacedFinding): Section {
  if (rule.endsWith("-deprecated")) return "Deprecated";
  if (/^(?:operation|property|parameter|body|type|status|header)-removed$/.test(rule)) return "Removed";
  return /(?:^|-)added$/.test(rule) && level === "info" ? "Added" : "Changed";
}

/** `stripe.customers` of `stripe.customers.create`; else what the finding is about. */
function resourceOf({ symbols, element, operations }: PlacedFinding): string {
  const [symbol] = symbols;
  if (symbol === undefined || operations.length > 1) return /^[^ .[]+/.exec(element)?.[0] ?? "contract";
  return symbol.split(".").slice(0, -1).join(".");
}

function renderItem(finding: PlacedFinding): string {
  const { symbols, message, level, operations } = finding;
  const call = symbols[0] === undefined || operations.length > 1 ? "" : `${code(symbols[0])}: `;
  return `- ${level === "breaking" ? "**Breaking:** " : ""}${call}${escapeMarkdown(message)}`;
}
