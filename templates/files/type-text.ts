import { RUNTIME_TYPES } from "../../generator/plan/runtime-names.js";
import type { MemberPlan } from "../../generator/plan/plan.js";
import type { TypeShape } from "../../generator/plan/types/shape.js";
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
  const names = new Set<string>();
  collectNames(shape, names);
  return [...names]
    .filter((name) => !local.has(name) && !name.startsWith("globalThis."))
    .map((name) => type(name, RUNTIME_TYPES.has(name) ? (RUNTIME_HOMES[name] ?? "runtime/v1/core") : "types"));
}

function collectNames(shape: TypeShape, names: Set<string>): void {
  switch (shape.kind) {
    case "name":
      names.add(shape.name);
      break;
    case "array":
      collectNames(shape.items, names);
      break;
    case "tuple":
      for (const item of shape.items) collectNames(item, names);
      if (shape.rest !== undefined) collectNames(shape.rest, names);
      break;
    case "object":
      for (const member of shape.members) collectNames(member.shape, names);
      if (shape.index !== undefined) collectNames(shape.index, names);
      break;
    case "union":
      for (const variant of shape.variants) collectNames(variant, names);
      break;
    case "intersection":
      for (const member of shape.members) collectNames(member, names);
      break;
    case "generic":
      names.add(shape.name);
      for (const arg of shape.args) collectNames(arg, names);
      break;
  }
}
