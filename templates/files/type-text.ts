import { RUNTIME_TYPES } from "../../generator/plan/runtime-names.js";
import type { MemberPlan } from "../../generator/plan/plan.js";
import type { TypeShape } from "../../generator/plan/shape.js";
import { code, mentioning, type } from "../code.js";
import type { Code, Import } from "../code.js";
import { printDeclaration, printType } from "./print-type.js";

const RUNTIME_HOMES: { readonly [name: string]: string } = {
  Unrecognized: "runtime/v1/unrecognized",
  Uploadable: "runtime/v1/body/upload",
  BinaryBody: "runtime/v1/read/bytes",
};

/** A type in the text of a module that imports what it names; `local` names are the module's own. */
export function typeText(shape: TypeShape, local: ReadonlySet<string> = new Set()): Code {
  return mentioning(printType(shape), importsOf(shape, local));
}

/** A declared type: an interface where it can be one. */
export function declaration(
  name: string,
  shape: TypeShape,
  options: { readonly doc?: string | undefined; readonly local?: ReadonlySet<string> } = {},
): Code {
  return mentioning(printDeclaration(name, shape, options.doc), importsOf(shape, options.local ?? new Set()));
}

/** The parameters object of an operation. */
export function paramsShape(members: readonly MemberPlan[]): TypeShape {
  return {
    kind: "object",
    members: members.map((member) => ({
      key: member.name,
      // Every object has a `constructor`: an optional one must take what `{}` has.
      shape: !member.required && member.name in {} ? { kind: "keyword", keyword: "unknown" } : member.shape,
      optional: !member.required,
      ...(!member.required && { undefinable: true }),
      ...(member.doc !== undefined && { doc: member.doc }),
    })),
  };
}

/** A pointer at a type by its name alone. */
export function typeReference(name: string, from: string): Code {
  return code`${type(name, from)}`;
}

function importsOf(shape: TypeShape, local: ReadonlySet<string>): Import[] {
  return [...new Set(namesIn(shape))]
    .filter((name) => !local.has(name) && !name.startsWith("globalThis."))
    .map((name) => type(name, RUNTIME_TYPES.has(name) ? (RUNTIME_HOMES[name] ?? "runtime/v1/core") : "types"));
}

function namesIn(shape: TypeShape): string[] {
  switch (shape.kind) {
    case "name":
      return [shape.name];
    case "array":
      return namesIn(shape.items);
    case "tuple":
      return [...shape.items, ...(shape.rest === undefined ? [] : [shape.rest])].flatMap(namesIn);
    case "object":
      return [
        ...shape.members.map((member) => member.shape),
        ...(shape.index === undefined ? [] : [shape.index]),
      ].flatMap(namesIn);
    case "union":
      return shape.variants.flatMap(namesIn);
    case "intersection":
      return shape.members.flatMap(namesIn);
    case "generic":
      return [shape.name, ...shape.args.flatMap(namesIn)];
    default:
      return [];
  }
}
