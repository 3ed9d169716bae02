import type { ErrorPlan } from "../../generator/plan/plan.js";
import type { Outline } from "../../generator/plan/outlines.js";
import type { TypeShape } from "../../generator/plan/types/shape.js";
import { code, joined, lines, printCode, type } from "../code.js";
import type { Code } from "../code.js";
import { typeText } from "./type-text.js";

const STATUS = "runtime/v1/status";
const API_ERROR = type("ApiError", "runtime/v1/errors");

/** A union of `ApiError`s, one a status; those with the same body as whatever is not listed go without saying. */
export function printErrors(errors: readonly ErrorPlan[]): Code {
  const rest = JSON.stringify(errors.find(({ status }) => status === "other")?.shape);
  const listed = errors.filter(({ status, shape }) => status === "other" || JSON.stringify(shape) !== rest);
  if (listed.every(({ outlines }) => outlines === undefined) && listed.length < 2) return code` ${API_ERROR}`;
  const margin = listed.length < 2 ? "" : "  ";
  const variants = listed.map(({ status, shape }) => printError(printStatus(status, listed), shape, margin));
  if (variants.length < 2) return code` ${joined(variants, "")}`;
  return code`\n  ${lines(variants.map((variant) => code`| ${variant}`))}`;
}

/** One `ApiError`, broken where it would make a long line. */
function printError(status: Code, shape: TypeShape, margin: "" | "  "): Code {
  const body = typeText(shape);
  const text = printCode(status) + printCode(body);
  if (text.length < 96 && !text.includes("\n")) return code`${API_ERROR}<${status}, ${body}>`;
  const variants = shape.kind === "union" ? shape.variants.map((variant) => code`| ${typeText(variant)}`) : [body];
  return code`${API_ERROR}<\n${margin}  ${status},\n${margin}  ${lines(variants)}\n${margin}>`;
}

/** `404`, `ClientErrorStatus<404>`, `OtherStatus<402 | 404>`. */
function printStatus(status: ErrorPlan["status"], listed: readonly ErrorPlan[]): Code {
  if (typeof status === "number") return code`${String(status)}`;
  const name = { "4XX": "ClientErrorStatus", "5XX": "ServerErrorStatus", other: "OtherStatus" }[status];
  const others = listed.flatMap((error) => {
    if (error.status === status) return [];
    if (status === "other") return [printStatus(error.status, [])];
    return String(error.status).charAt(0) === status.charAt(0) ? [printStatus(error.status, [])] : [];
  });
  if (others.length > 0) return code`${type(name, STATUS)}<${joined(others, " | ")}>`;
  return status === "other" && listed.length > 0 ? code`number` : code`${type(name, STATUS)}`;
}

/** What tells whether an error's body may be read as its type says, by status; `default` where nothing else is said. */
export function listOutlines(errors: readonly ErrorPlan[]): readonly (readonly [string, readonly Outline[]])[] {
  const rest = errors.find(({ status }) => status === "other")?.outlines;
  const isRest = JSON.stringify(rest);
  return errors.flatMap(({ status, outlines }) => {
    if (status === "other") return rest === undefined ? [] : [["default", rest] as const];
    return JSON.stringify(outlines) === isRest ? [] : [[String(status), outlines ?? []] as const];
  });
}
