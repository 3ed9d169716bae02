import { keysOf } from "../../contract/pointer.js";
import type { Diagnostic, Mend } from "../../diagnostics.js";

/** An action as an overlay writes it. */
export type PrintedAction =
  | { readonly target: string; readonly remove: true }
  | { readonly target: string; readonly update: { readonly [key: string]: unknown } };

/** The actions that mend what a diagnostic tells of, in its own document. */
export function actionsOf({ mend = [] }: Diagnostic): PrintedAction[] {
  return mend.map(toAction);
}

function toAction(mend: Mend): PrintedAction {
  const target = toJsonPath(mend.at);
  return "remove" in mend ? { target, remove: true } : { target, update: mend.update };
}

/** The keywords that hold lists: a number elsewhere is a name, as that of a status. */
const LISTS = new Set(
  "parameters security servers tags enum required type allOf anyOf oneOf prefixItems items examples".split(" "),
);

/** A pointer as a JSONPath: `$.paths['/pets'].get`. */
function toJsonPath(pointer: string): string {
  const steps = keysOf(pointer).map((key, index, keys) => {
    if (/^[A-Za-z_]\w*$/.test(key)) return `.${key}`;
    if (/^\d+$/.test(key) && LISTS.has(keys[index - 1] ?? "")) return `[${key}]`;
    return `[${quote(key)}]`;
  });
  return `$${steps.join("")}`;
}

function quote(key: string): string {
  const escaped = JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped}'`;
}
