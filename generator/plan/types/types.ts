import type { Contract } from "../../contract/contract.js";
import { keysOf } from "../../contract/pointer.js";
import type { Diagnostic, Mend, Stage } from "../../diagnostics.js";
import type { SchemaId } from "../../contract/schema.js";
import { findAbsences } from "./absences.js";
import { findCircles } from "./circles.js";
import { sentId } from "./directions.js";
import type { Directions } from "./directions.js";
import type { TypePlan } from "../plan.js";
import type { MemberShape, TypeShape } from "./shape.js";
import { docOf, toShape } from "./shapes.js";
import type { Lowering } from "./shapes.js";

/** The type of every named schema; two where what is sent differs from what is received. */
export function planTypes(
  contract: Contract,
  directions: Directions,
  names: Pick<Lowering, "typeNames" | "values">,
): Stage<TypePlan[]> {
  const absences = findAbsences(contract);
  const { typeNames } = names;
  const plans = Object.values(contract.schemas).flatMap((named): TypePlan[] => {
    const name = typeNames[named.id] ?? named.key;
    const doc = docOf(named);
    const words = doc === undefined ? {} : { doc };
    const sent = directions.sent.has(named.id);
    const twin = typeNames[sentId(named.id)];
    const base = { contract, ...names };
    const received: Lowering = {
      ...base,
      direction: "received",
      undefinable: sent && twin === undefined,
      uploads: false,
    };
    const shape = addAbsences(toShape(named.schema, received), absences.get(named.id), typeNames);
    const plan = { id: named.id, name, shape, ...words };
    if (twin === undefined) return [plan];
    const input: Lowering = {
      ...base,
      direction: "sent",
      undefinable: true,
      uploads: directions.uploads.has(named.id),
    };
    return [plan, { id: named.id, name: twin, shape: toShape(named.schema, input), ...words }];
  });
  return breakCircles(plans.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

/** Says what a type is known by not to have. */
function addAbsences(
  shape: TypeShape,
  absent: ReadonlyMap<string, SchemaId> | undefined,
  typeNames: Lowering["typeNames"],
): TypeShape {
  if (absent === undefined || shape.kind !== "object") return shape;
  const members = [...absent].map(([key, owner]): MemberShape => ({
    key,
    shape: { kind: "keyword", keyword: "undefined" },
    optional: true,
    doc: `Never there: only a {@link ${typeNames[owner]}} has it.`,
  }));
  return { ...shape, members: [...shape.members, ...members] };
}

/** A type that is nothing but itself (`type A = B; type B = A | null`) means nothing to TypeScript: it becomes unknown. */
function breakCircles(plans: readonly TypePlan[]): Stage<TypePlan[]> {
  const circles = findCircles(new Map(plans.map((plan) => [plan.name, outerNames(plan.shape)])));
  const diagnostics: Diagnostic[] = [];
  const value = plans.map((plan) => {
    if (!circles.has(plan.name)) return plan;
    diagnostics.push({
      code: "schema-contains-itself",
      severity: "repair",
      message: `\`${plan.name}\` is defined by nothing but itself; it is read as a schema that accepts everything.`,
      pointer: plan.id,
      mend: makeOpen(plan.id),
    });
    return { ...plan, shape: { kind: "keyword", keyword: "unknown" } as const };
  });
  return { value, diagnostics };
}

/** What an overlay does so that the schema accepts everything. */
function makeOpen(id: string): Mend[] {
  const key = keysOf(id).at(-1) ?? "";
  const update = { [key]: {} };
  return [
    { at: id, remove: true },
    { at: id.slice(0, id.lastIndexOf("/")), update },
  ];
}

/** The names that a type is made of directly: not inside members or items, where recursion is fine. */
function outerNames(shape: TypeShape): string[] {
  switch (shape.kind) {
    case "name":
      return [shape.name];
    case "union":
      return shape.variants.flatMap(outerNames);
    case "intersection":
      return shape.members.flatMap(outerNames);
    default:
      return [];
  }
}
