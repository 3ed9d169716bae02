import type { Checked } from "../check/check.js";
import { showSource } from "../read/source.js";
import type { Paint } from "./paint.js";
import { escapeControls } from "./text.js";

/** More files than this are counted, not listed. */
const MOST_FILES = 5;

const HELP = {
  stale: "run `conn-gen` and commit what it writes",
  edited: "make the change in the contract, the config or a module of your own, then run `conn-gen` to restore them",
  missing: "restore them from version control, or run `conn-gen`",
  extra: "delete them: an earlier run left them, and no lock knows them",
};

/** What a check found of one client, and what to do about it. */
export function renderChecked({ settings, ...found }: Checked, cwd: string, paint: Paint): string {
  const title = `${paint(settings.name, "bold")} ${paint("→", "dim")} ${showSource(settings.output, cwd)}`;
  const { reasons, stale, edited, missing, extra } = found;
  const lines = [
    ...reasons.map((reason) => `  stale: ${escapeControls(reason)}`),
    ...(stale.length > 0 ? [`  \`conn-gen\` would change ${listFiles(stale)}`, sayHelp("stale", paint)] : []),
    ...sayFiles("edited", edited, paint),
    ...sayFiles("missing", missing, paint),
    ...sayFiles("extra", extra, paint),
  ];
  if (lines.length === 0) return `${paint("✓", "green")} ${title}\n`;
  return `${paint("✗", "red")} ${title}\n${lines.join("\n")}\n`;
}

/** A URL serves something else than it did: whether that breaks anything is told beside it. */
export function renderServed({ name, contract, output }: Checked["settings"], paint: Paint): string {
  const said = `${showSource(contract, output)} serves another contract than \`${name}\` was made of`;
  return `${paint("!", "yellow")} ${said}\n    ${paint("help", "bold")}: run \`conn-gen\` to take it\n`;
}

const SAID = { edited: "edited since it was written", missing: "missing", extra: "left over" };

function sayFiles(what: keyof typeof SAID, files: readonly string[], paint: Paint): string[] {
  return files.length === 0 ? [] : [`  ${SAID[what]}: ${listFiles(files)}`, sayHelp(what, paint)];
}

function sayHelp(what: keyof typeof HELP, paint: Paint): string {
  return `    ${paint("help", "bold")}: ${HELP[what]}`;
}

function listFiles(files: readonly string[]): string {
  const shown = files.slice(0, MOST_FILES).map(escapeControls).join(", ");
  return files.length > MOST_FILES ? `${shown} and ${files.length - MOST_FILES} more` : shown;
}
