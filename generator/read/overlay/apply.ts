import { child, keysOf } from "../../contract/pointer.js";
import type { Json } from "../../contract/schema.js";
import { type Diagnostic, exitCodes, Failure } from "../../diagnostics.js";
import type { Part } from "../document.js";
import { checkNodes, MAX_DEPTH } from "../yaml-nodes.js";
import { append, createEdit, type Edit, remove, settle, trace, update, type Written } from "./edit.js";
import type { Action, Overlay } from "./overlay.js";
import { type Found, select } from "./select.js";

/** A document after its overlays, which knows what is written down where, and what the overlays could not do. */
export interface Overlaid {
  readonly part: Part;
  readonly diagnostics: readonly Diagnostic[];
}

/** Nodes that one action may look at: those of the largest contract, several times. */
const MOST_NODES = 20_000_000;

/** Applies overlays to a document, action by action, in their order. */
export function applyOverlays(part: Part, overlays: readonly Overlay[], most = MOST_NODES): Overlaid {
  let left = most;
  const spend = (): void => {
    if (left-- <= 0) throw new RangeError("overlay budget");
  };
  const edit = createEdit(part, spend);
  const diagnostics: Diagnostic[] = [];
  for (const overlay of overlays) {
    for (const action of overlay.actions) {
      left = most;
      const problem = tryAction({ action, overlay, edit });
      if (problem !== undefined) diagnostics.push({ ...problem, pointer: overlay.part.name + (problem.pointer ?? "") });
    }
  }
  const { root } = edit;
  return { part: { ...part, root, isOverlaid: true, locate: locateIn(edit) }, diagnostics };
}

interface Job {
  readonly action: Action;
  readonly overlay: Overlay;
  readonly edit: Edit;
}

function tryAction(job: Job): Diagnostic | undefined {
  const { action, overlay, edit } = job;
  try {
    const problem = runAction(job);
    // A copy can put a document into itself, again and again.
    const wrong = action.change.kind === "copy" ? checkNodes(edit.root) : undefined;
    if (wrong === undefined) return problem;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const diagnostic = {
    code: "overlay-too-much",
    severity: "error",
    message: `This action, with those before it, asks for a contract of millions of nodes, or one nested more than ${MAX_DEPTH} levels deep.`,
    pointer: overlay.part.name + action.at,
    help: "Select less, or copy smaller parts.",
  } as const;
  throw new Failure(exitCodes.data, [diagnostic], [overlay.part]);
}

function runAction({ action, overlay, edit }: Job): Diagnostic | undefined {
  const { target, at, change } = action;
  const found = select(target, edit.root, edit);
  if (found.length === 0) {
    return warn("overlay-matches-nothing", `${at}/target`, "This target matches nothing in the contract.");
  }
  if (change.kind === "remove") {
    if (found.some(({ path }) => path.length === 0))
      return warn("overlay-removes-all", at, "The whole contract cannot be removed.");
    remove(
      edit,
      found.map(({ path }) => path),
    );
    return undefined;
  }
  const value = change.kind === "update" ? change.value : findSource(select(change.from, edit.root, edit));
  if (value === undefined) {
    return warn(
      "overlay-copy-source",
      `${at}/copy`,
      "A copy is made of exactly one node; this matches none, or several.",
    );
  }
  settle(edit);
  const from = { part: overlay.part, pointer: `${at}/${change.kind}` };
  const done = found.map((each) => updateOne(each, { value, from }, { edit, joinsLists: overlay.joinsLists }));
  if (done.every(Boolean)) return undefined;
  return warn(
    "overlay-mismatch",
    from.pointer,
    "Objects are updated with objects, lists with what is added to them, other values with such; nothing was changed where that is not so.",
  );
}

function findSource(found: readonly Found[]): Json | undefined {
  return found.length === 1 ? found[0]?.value : undefined;
}

function updateOne(
  { path, value: target }: Found,
  { value, from }: Written,
  { edit, joinsLists }: { readonly edit: Edit; readonly joinsLists: boolean },
): boolean {
  if (!Array.isArray(target)) return update(edit, path, { value, from });
  if (!joinsLists || !Array.isArray(value)) return append(edit, path, [{ value, from }]);
  const items: readonly Json[] = value;
  const written = items.map((item, index) => ({ value: item, from: { ...from, pointer: child(from.pointer, index) } }));
  return append(edit, path, written);
}

function locateIn(edit: Edit): Part["locate"] {
  return (pointer) => {
    const origin = trace(edit, keysOf(pointer));
    return origin.part.locate(origin.pointer);
  };
}

function warn(code: string, pointer: string, message: string): Diagnostic {
  const help = "Correct the overlay, or remove the action if the contract has changed.";
  return { code, severity: "warning", message, pointer, help };
}
