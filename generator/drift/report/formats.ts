import { type Paint, paintNothing } from "../../report/paint.js";
import { renderChangelog } from "./changelog.js";
import { renderGithub } from "./github.js";
import { renderGitlab } from "./gitlab.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import { renderMarkdown } from "./markdown.js";
import type { Report } from "./report.js";
import { renderSarif } from "./sarif.js";
import { renderText } from "./text.js";

const RENDERERS = {
  text: renderText,
  json: renderJson,
  markdown: renderMarkdown,
  github: renderGithub,
  sarif: renderSarif,
  junit: renderJunit,
  gitlab: renderGitlab,
  changelog: renderChangelog,
} satisfies { readonly [format: string]: (report: Report, paint: Paint) => string };

/** A form that a report can take. */
export type Format = keyof typeof RENDERERS;

/** Every form that a report can take. */
export const FORMATS = Object.keys(RENDERERS) as readonly Format[];

export function isFormat(name: string): name is Format {
  return Object.hasOwn(RENDERERS, name);
}

/** A report in one of its forms. */
export function renderReport(format: Format, report: Report, paint: Paint = paintNothing): string {
  return RENDERERS[format](report, paint);
}
