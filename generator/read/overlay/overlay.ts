import { isObject } from "../../contract/json.js";
import type { Json } from "../../contract/schema.js";
import { type Diagnostic, exitCodes, Failure } from "../../diagnostics.js";
import type { Part } from "../document.js";
import { JsonPathError, parseJsonPath, type Query } from "./json-path.js";

/** A file that says how to change a contract (OpenAPI's Overlay 1.0 and 1.1). */
export interface Overlay {
  readonly part: Part;
  /** Lists are added to a list one by one (1.1), or as one entry (1.0). */
  readonly joinsLists: boolean;
  /** The document that it is for, as written. */
  readonly extends?: string;
  readonly actions: readonly Action[];
}

/** One change; with `remove` nothing else counts. */
export interface Action {
  readonly target: Query;
  readonly at: string;
  readonly change:
    | { readonly kind: "remove" }
    | { readonly kind: "update"; readonly value: Json }
    | { readonly kind: "copy"; readonly from: Query };
}

/** Reads an overlay; its author is the user, so a mistake in it ends the run. */
export function readOverlay(part: Part): Overlay {
  const { root } = part;
  const wrong = (pointer: string, message: string, help: string): Failure => fail(part, { pointer, message, help });
  if (!isObject(root) || root["overlay"] === undefined) {
    throw wrong("#", `${part.source.uri} is no overlay: there is no \`overlay\` at its top.`, EXAMPLE);
  }
  const version = String(root["overlay"]);
  if (!/^1\.[01](?:\.\d+)?$/.test(version)) {
    throw wrong("#/overlay", `Overlay ${version} is not supported.`, "Overlay 1.0.0 and 1.1.0 are.");
  }
  const actions = root["actions"];
  if (!Array.isArray(actions)) throw wrong("#/actions", "An overlay has a list of `actions`.", EXAMPLE);
  return {
    part,
    joinsLists: !version.startsWith("1.0"),
    ...(typeof root["extends"] === "string" && { extends: root["extends"] }),
    actions: actions.map((action: Json, index) => readAction(action, `#/actions/${index}`, part)),
  };
}

const EXAMPLE =
  "Begin with `overlay: 1.0.0`, then list `actions`, each with a `target` and an `update` or `remove: true`.";

function readAction(action: Json, at: string, part: Part): Action {
  if (!isObject(action)) throw fail(part, { pointer: at, message: "An action is an object.", help: EXAMPLE });
  const target = readQuery(action["target"], `${at}/target`, part);
  if (action["remove"] === true) return { target, at, change: { kind: "remove" } };
  if (action["copy"] !== undefined && action["update"] === undefined) {
    return { target, at, change: { kind: "copy", from: readQuery(action["copy"], `${at}/copy`, part) } };
  }
  if (action["update"] !== undefined && action["copy"] === undefined) {
    return { target, at, change: { kind: "update", value: action["update"] } };
  }
  throw fail(part, {
    pointer: at,
    message:
      "This action does nothing: it has neither `update` nor `copy` nor `remove: true`, or two that rule each other out.",
    help: EXAMPLE,
  });
}

function readQuery(text: Json | undefined, pointer: string, part: Part): Query {
  const help = "JSONPath is that of RFC 9535: `$.paths['/pets'].get`, `$.paths.*.*[?@.deprecated == true]`.";
  if (typeof text !== "string") throw fail(part, { pointer, message: "A JSONPath is expected here.", help });
  try {
    return parseJsonPath(text);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    const spot = `${text.slice(0, error.offset)}▸${text.slice(error.offset)}`;
    throw fail(part, { pointer, message: `\`${spot}\`: ${error.message}.`, help });
  }
}

function fail(part: Part, { pointer, ...rest }: Pick<Diagnostic, "pointer" | "message" | "help">): Failure {
  const diagnostic = { code: "overlay-invalid", severity: "error", ...rest, pointer: part.name + pointer } as const;
  return new Failure(exitCodes.data, [diagnostic], [part]);
}
