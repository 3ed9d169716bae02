import type { DirectiveFact } from "../../contract/graphql.js";
import type { Pair } from "../walk.js";
import { compareArguments } from "./compare-arguments.js";
import type { GraphqlSession } from "./compare-graphql.js";

/** Compares the directives that a schema declares: documents may carry them. */
export function compareDirectives(session: GraphqlSession): void {
  const [before, after] = [session.schemas.old.directives ?? [], session.schemas.new.directives ?? []];
  for (const directive of before) {
    const other = after.find(({ name }) => name === directive.name);
    if (other === undefined) note(session, "directive-removed", directive);
    else compareDirective(session, { old: directive, new: other });
  }
  for (const { name } of after)
    if (!before.some((each) => each.name === name)) note(session, "directive-added", { name });
}

type Rule =
  | "directive-removed"
  | "directive-added"
  | "directive-location-removed"
  | "directive-location-added"
  | "directive-repeatable-removed"
  | "directive-repeatable-added";

function note(
  { add }: GraphqlSession,
  rule: Rule,
  { name, value }: { readonly name: string; readonly value?: string },
): void {
  const words = { key: `@${name}`, ...(value !== undefined && { value }) };
  add(rule, { element: `@${name}`, direction: "sent", words, at: `#/directives/${name}` });
}

function compareDirective(session: GraphqlSession, { old: before, new: after }: Pair<DirectiveFact>): void {
  const { name } = before;
  for (const location of before.locations) {
    if (!after.locations.includes(location))
      note(session, "directive-location-removed", { name: name, value: location });
  }
  for (const location of after.locations) {
    if (!before.locations.includes(location))
      note(session, "directive-location-added", { name: name, value: location });
  }
  if (before.repeatable && !after.repeatable) note(session, "directive-repeatable-removed", { name });
  if (!before.repeatable && after.repeatable) note(session, "directive-repeatable-added", { name });
  compareArguments(session, `@${name}`, { old: before.arguments, new: after.arguments });
}
