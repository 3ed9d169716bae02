import type { PlacedFinding } from "./places.js";
import { isFailing, type Report } from "./report.js";
import { sayNotes } from "./words.js";

/** GitHub shows no more of one kind in one step. */
const MOST_OF_A_KIND = 10;

/** Annotations as GitHub's runner reads them from stdout; what it would not show stands in the step's summary. */
export function renderGithub({ findings, failOn }: Report): string {
  const shown = new Map<string, number>();
  const lines = findings.flatMap((finding) => {
    const kind = kindOf(finding, isFailing(finding, failOn));
    const count = (shown.get(kind) ?? 0) + 1;
    shown.set(kind, count);
    return count > MOST_OF_A_KIND ? [] : [renderAnnotation(kind, finding)];
  });
  const left = findings.length - lines.length;
  if (left > 0) lines.push(`::notice title=conn-gen::${left} more findings are in the step summary`);
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function kindOf({ level }: PlacedFinding, fails: boolean): "error" | "warning" | "notice" {
  if (fails) return "error";
  return level === "breaking" || level === "warning" ? "warning" : "notice";
}

function renderAnnotation(kind: string, finding: PlacedFinding): string {
  const place = finding.places.new ?? finding.places.old ?? finding.uses?.[0];
  const where =
    place === undefined ? [] : [`file=${property(place.file)}`, `line=${place.line}`, `col=${place.column}`];
  const properties = [...where, `title=${property(`${finding.level}: ${finding.rule}`)}`].join(",");
  const text = [finding.message, ...sayNotes(finding), finding.help].join("\n");
  return `::${kind} ${properties}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
