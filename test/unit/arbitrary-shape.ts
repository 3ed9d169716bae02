import * as fc from "fast-check";
import type { MemberShape, TypeShape } from "../../generator/plan/types/shape.js";

/** Texts that try to leave the key, literal or comment that holds them, or that a careless printer loses. */
export const hostile = [
  "*/ export const x = 1; /*",
  '"; export const x = 1; "',
  "`${x}`",
  "\\",
  "\\u0022",
  "a\u2028b\u2029c\rd\ne",
  "\ud800 and \udfff",
  "\u202eright to left",
  "\0\u007f\u0085\ufeff",
  "__proto__",
  "constructor",
  "#/50%",
  "a/b~c%zz",
  "-1",
  "1e21",
  "",
];

const strings = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary" }));
const names = fc.constantFrom(
  "Customer",
  "File",
  "Record",
  "Date",
  "globalThis.Date",
  "Unrecognized",
  "Größe_$1",
  "type",
);
const keywords = ["string", "number", "boolean", "bigint", "null", "undefined", "unknown", "never"] as const;

/** Any shape, a few levels deep. */
export const { shapes } = fc.letrec<{ shapes: TypeShape; members: MemberShape }>((tie) => ({
  shapes: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    names.map((name): TypeShape => ({ kind: "name", name })),
    fc.constantFrom(...keywords).map((keyword): TypeShape => ({ kind: "keyword", keyword })),
    fc
      .oneof(strings, fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.constant(null))
      .map((value): TypeShape => ({ kind: "literal", value })),
    tie("shapes").map((items): TypeShape => ({ kind: "array", items })),
    fc.array(tie("shapes"), { minLength: 1, maxLength: 4 }).map((variants): TypeShape => ({ kind: "union", variants })),
    fc
      .array(tie("shapes"), { minLength: 1, maxLength: 3 })
      .map((members): TypeShape => ({ kind: "intersection", members })),
    fc.record(
      { kind: fc.constant("tuple"), items: fc.array(tie("shapes"), { maxLength: 3 }), rest: tie("shapes") },
      { requiredKeys: ["kind", "items"] },
    ),
    fc.record({
      kind: fc.constant("tuple"),
      items: fc.array(tie("shapes"), { minLength: 2, maxLength: 3 }),
      least: fc.integer({ min: 0, max: 1 }),
    }),
    fc.record({
      kind: fc.constant("generic"),
      name: names,
      args: fc.array(tie("shapes"), { minLength: 1, maxLength: 2 }),
    }),
    fc.record(
      {
        kind: fc.constant("object"),
        members: fc.uniqueArray(tie("members"), { maxLength: 4, selector: ({ key }) => key }),
        index: tie("shapes"),
      },
      { requiredKeys: ["kind", "members"] },
    ),
  ),
  members: fc.record(
    { key: strings, shape: tie("shapes"), optional: fc.boolean(), undefinable: fc.boolean(), readonly: fc.boolean() },
    { requiredKeys: ["key", "shape", "optional"] },
  ),
}));
