import type { Diagnostic, Locator, Place, Severity } from "../diagnostics.js";
import { actionsOf, type PrintedAction } from "../read/overlay/actions.js";
import { paintNothing, type Look, type Paint } from "./paint.js";
import { escapeControls, toSentence } from "./text.js";

/** How diagnostics are shown. */
export interface RenderOptions {
  readonly paint?: Paint;
  /** How many of one code are shown in full; the rest is counted. */
  readonly fold?: number;
}

/** A diagnostic as `--json` prints it. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
  /** The actions of an overlay that mends it. */
  readonly overlay?: readonly PrintedAction[];
}

const ORDER: readonly Severity[] = ["note", "warning", "repair", "skip", "error"];

const LOOKS: { readonly [severity in Severity]: Look } = {
  error: "red",
  skip: "magenta",
  repair: "yellow",
  warning: "yellow",
  note: "blue",
};

const WORDS: { readonly [severity in Severity]: string } = {
  error: "error",
  skip: "skipped",
  repair: "repaired",
  warning: "warning",
  note: "note",
};

/** Diagnostics as a good compiler shows them: the worst last, where the eye is; many of one code are folded. */
export function render(
  diagnostics: readonly Diagnostic[],
  documents: readonly Locator[],
  options: RenderOptions = {},
): string {
  const paint = options.paint ?? paintNothing;
  const fold = options.fold ?? 3;
  const blocks: string[] = [];
  for (const group of groupByCode(diagnostics)) {
    const shown = group.length > fold + 1 ? group.slice(0, fold) : group;
    const texts = shown.map((diagnostic) => renderOne(diagnostic, documents, paint));
    const [first] = group;
    if (first && shown.length < group.length) texts.push(renderFolded(first, group.length - shown.length, paint));
    if (first?.severity === "note") blocks.push(texts.join("\n"));
    else blocks.push(...texts);
  }
  return blocks.map((block) => `${block}\n`).join("\n");
}

/** Diagnostics as data, each with its place. */
export function diagnosticsToJson(diagnostics: readonly Diagnostic[], documents: readonly Locator[]): DiagnosticJson[] {
  return diagnostics.map((diagnostic) => {
    const { place: _place, mend: _mend, message, help, ...others } = diagnostic;
    const said = { message: toSentence(message), ...(help !== undefined && { help: toSentence(help) }) };
    const overlay = actionsOf(diagnostic);
    const rest = { ...others, ...said, ...(overlay.length > 0 && { overlay }) };
    const place = findPlace(diagnostic, documents);
    return place ? { ...rest, file: place.file, line: place.line, column: place.column } : rest;
  });
}

function groupByCode(diagnostics: readonly Diagnostic[]): Diagnostic[][] {
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.severity} ${diagnostic.code}`;
    const group = groups.get(key);
    if (group) group.push(diagnostic);
    else groups.set(key, [diagnostic]);
  }
  const rank = ([first]: Diagnostic[]): number => ORDER.indexOf(first?.severity ?? "note");
  return [...groups.values()].sort((left, right) => rank(left) - rank(right));
}

function renderOne(diagnostic: Diagnostic, documents: readonly Locator[], paint: Paint): string {
  const place = findPlace(diagnostic, documents);
  const gutter = place ? String(place.line).length : 1;
  const head = `${label(diagnostic, paint)}${paint(`: ${escapeControls(toSentence(diagnostic.message))}`, "bold")}`;
  // What is only to be known takes a line: nobody has to go there.
  const isNote = diagnostic.severity === "note";
  if (isNote && place) return `${head} ${paint(`(${place.file}:${place.line}:${place.column})`, "dim")}`;
  const lines = [head, ...(place ? renderPlace(place, LOOKS[diagnostic.severity], paint) : [])];
  if (diagnostic.help !== undefined) {
    lines.push(
      `${" ".repeat(gutter + 1)}${paint("=", "blue")} ${paint("help", "bold")}: ${escapeControls(toSentence(diagnostic.help))}`,
    );
  }
  for (const action of describeMend(diagnostic)) {
    lines.push(`${" ".repeat(gutter + 1)}${paint("=", "blue")} ${paint("overlay", "bold")}: ${escapeControls(action)}`);
  }
  return lines.join("\n");
}

/** The actions of the overlay that mends it; where they are too long to be read, what writes them. */
function describeMend(diagnostic: Diagnostic): string[] {
  const actions = actionsOf(diagnostic).map((action) => `- ${JSON.stringify(action)}`);
  return actions.join("").length > 400 ? ["too long to be shown; `--fix FILE` writes it"] : actions;
}

function label(diagnostic: Diagnostic, paint: Paint): string {
  return paint(`${WORDS[diagnostic.severity]}[${diagnostic.code}]`, "bold", LOOKS[diagnostic.severity]);
}

function renderPlace(place: Place, look: Look, paint: Paint): string[] {
  const width = String(place.line).length;
  const gutter = (text: string): string => paint(`${text.padStart(width)} |`, "blue");
  const caret = " ".repeat(place.caret.start) + paint("^".repeat(place.caret.length), "bold", look);
  return [
    `${" ".repeat(width)}${paint("-->", "blue")} ${place.file}:${place.line}:${place.column}`,
    ...place.excerpt.map((line) => `${gutter(String(line.line))} ${line.text}`.trimEnd()),
    `${gutter("")} ${caret}`,
  ];
}

function renderFolded(first: Diagnostic, count: number, paint: Paint): string {
  return `${label(first, paint)}${paint(`: and ${count} more of this kind`, "dim")} (--json lists all)`;
}

function findPlace(diagnostic: Diagnostic, documents: readonly Locator[]): Place | undefined {
  if (diagnostic.place) return diagnostic.place;
  if (diagnostic.pointer === undefined) return undefined;
  const start = diagnostic.pointer.indexOf("#");
  const name = diagnostic.pointer.slice(0, Math.max(0, start));
  return documents.find((document) => document.name === name)?.locate(diagnostic.pointer.slice(Math.max(0, start)));
}
