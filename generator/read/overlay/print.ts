import { jsYaml } from "../js-yaml.js";
import type { PrintedAction } from "./actions.js";

/** What an overlay is for, and what it does about which diagnostics. */
export interface PrintedOverlay {
  readonly title: string;
  /** The document that it changes, relative to the overlay. */
  readonly extends: string;
  readonly repairs: readonly Repair[];
}

/** Actions that belong together, and why they are there. */
export interface Repair {
  readonly why: string;
  readonly actions: readonly PrintedAction[];
}

/** What every overlay of ours begins with. */
export const OVERLAY_MARK = "# Written by conn-gen --fix";

/** The text of an Overlay 1.0 document, with a comment before whatever belongs together. */
export function printOverlay({ title, extends: target, repairs }: PrintedOverlay): string {
  const head = printYaml({ overlay: "1.0.0", info: { title, version: "1.0.0" }, extends: target });
  const actions = repairs.map((repair) => {
    const items = repair.actions.map((action) => printYaml([action]).replace(/^(?=.)/gm, "  "));
    return `  # ${commentOf(repair.why)}\n${items.join("")}`;
  });
  return `${OVERLAY_MARK}\n${head}actions:${actions.length === 0 ? " []" : ""}\n${actions.join("")}`;
}

function printYaml(value: unknown): string {
  return jsYaml().dump(value, { lineWidth: 116, noRefs: true });
}

/** Contract text must not end a comment: whatever a reader may take for a line break goes. */
function commentOf(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, " ").trim();
}
