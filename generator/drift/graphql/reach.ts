import { findType, type GraphqlSchema, namedType } from "../../contract/graphql.js";
import type { Direction } from "../finding.js";

/** Which types documents lead to, and which way their values travel. */
export interface Reach {
  readonly sent: ReadonlySet<string>;
  readonly received: ReadonlySet<string>;
  /** Through any number of fields, arguments, members and interfaces, from the roots. */
  readonly isReached: (name: string) => boolean;
}

/** Follows a schema from its roots: answers are received, arguments are sent. */
export function reachTypes(schema: GraphqlSchema): Reach {
  const ways: { readonly [way in Direction]: Set<string> } = { sent: new Set(), received: new Set() };
  const follow = (name: string, way: Direction): void => {
    if (ways[way].has(name)) return;
    ways[way].add(name);
    const type = findType(schema, name);
    if (type?.kind === "input") for (const field of type.fields) follow(namedType(field.type), way);
    if (type?.kind === "union") for (const member of type.members) follow(member, way);
    if (type?.kind !== "object" && type?.kind !== "interface") return;
    for (const field of type.fields) {
      follow(namedType(field.type), "received");
      for (const argument of field.arguments) follow(namedType(argument.type), "sent");
    }
    for (const other of Object.values(schema.types)) {
      const isBelow = (other.kind === "object" || other.kind === "interface") && other.interfaces.includes(name);
      if (type.kind === "interface" && isBelow) follow(other.name, way);
    }
    for (const parent of type.interfaces) follow(parent, way);
  };
  for (const root of Object.values(schema.roots)) follow(root, "received");
  // A part of a schema, without roots, is for others to reach.
  const isPart = Object.keys(schema.roots).length === 0;
  return { ...ways, isReached: (name) => isPart || ways.sent.has(name) || ways.received.has(name) };
}
