import type { GraphqlSchema, Selection } from "../../../generator/contract/graphql.js";
import { findField, namedType } from "../../../generator/contract/graphql.js";
import type { TypeShape } from "../../../generator/plan/types/shape.js";

/** What is asked of a type. */
export interface Asked {
  readonly type: string;
  readonly selections: readonly Selection[];
}

/** A field that is asked for, wherever in a selection. */
interface AskedField {
  readonly key: string;
  readonly deprecated: string | undefined;
  readonly inner: Asked;
}

/** A result whose members say where the schema calls their fields deprecated. */
export function markDeprecated(shape: TypeShape, asked: readonly Asked[], schema: GraphqlSchema): TypeShape {
  const fields = asked.flatMap((each) => listFields(each, schema));
  return fields.length === 0 ? shape : mark(shape, fields, schema);
}

function mark(shape: TypeShape, fields: readonly AskedField[], schema: GraphqlSchema): TypeShape {
  switch (shape.kind) {
    case "array":
      return { kind: "array", items: mark(shape.items, fields, schema) };
    case "union":
      return { ...shape, variants: shape.variants.map((each) => mark(each, fields, schema)) };
    case "intersection":
      return { ...shape, members: shape.members.map((each) => mark(each, fields, schema)) };
    case "object": {
      const members = shape.members.map((member) => {
        const own = fields.filter(({ key }) => key === member.key);
        const reasons = own.map(({ deprecated }) => deprecated);
        const inner = markDeprecated(
          member.shape,
          own.map((each) => each.inner),
          schema,
        );
        // Another type may have a field of this name that is none the worse.
        const isMeant = own.length > 0 && !reasons.includes(undefined);
        return { ...member, shape: inner, ...(isMeant && { doc: `@deprecated ${reasons[0] ?? ""}`.trim() }) };
      });
      return { ...shape, members };
    }
    default:
      return shape;
  }
}

function listFields({ type, selections }: Asked, schema: GraphqlSchema): AskedField[] {
  return selections.flatMap((part): AskedField[] => {
    if (part.kind === "on") return listFields({ type: part.type ?? type, selections: part.selections }, schema);
    if (part.kind === "spread") {
      const fragment = Object.hasOwn(schema.fragments, part.fragment) ? schema.fragments[part.fragment] : undefined;
      return fragment === undefined ? [] : listFields(fragment, schema);
    }
    const field = findField(schema, type, part.field);
    const inner = { type: namedType(field?.type ?? ""), selections: part.selections ?? [] };
    return [{ key: part.key, deprecated: field?.deprecated, inner }];
  });
}
