import {
  findType,
  type GraphqlSchema,
  isNonNull,
  itemType,
  namedType,
  possibleTypes,
  type TypeText,
} from "../../contract/graphql.js";
import type { Effect } from "../finding.js";
import type { Pair } from "../walk.js";

/** What a change of a type does to the values that it has: `String!` has fewer than `String`. */
export function compareTypeTexts({ old: before, new: after }: Pair<TypeText>, schemas: Pair<GraphqlSchema>): Effect {
  const isNarrower = isPart(after, before, schemas);
  const isWider = isPart(before, after, schemas);
  if (isNarrower) return isWider ? "none" : "narrows";
  return isWider ? "widens" : "incomparable";
}

/** Whether all values of the one type are values of the other; one value stands for a list of one nowhere. */
function isPart(part: TypeText, whole: TypeText, schemas: Pair<GraphqlSchema>): boolean {
  if (isNonNull(whole)) return isNonNull(part) && isPart(part.slice(0, -1), whole.slice(0, -1), schemas);
  if (isNonNull(part)) return isPart(part.slice(0, -1), whole, schemas);
  const [item, items] = [itemType(part), itemType(whole)];
  if (item !== undefined || items !== undefined)
    return item !== undefined && items !== undefined && isPart(item, items, schemas);
  return part === whole || isMember(namedType(part), namedType(whole), schemas);
}

/** An object is one of the types that an interface or a union stands for. */
function isMember(part: string, whole: string, { old: before, new: after }: Pair<GraphqlSchema>): boolean {
  return [before, after].some(
    (schema) => findType(schema, whole) !== undefined && possibleTypes(schema, whole).includes(part),
  );
}
