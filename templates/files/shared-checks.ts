import { checkName } from "../../generator/plan/checks.js";
import { numberName, typeName } from "../../generator/plan/names.js";
import type { Code } from "../code.js";

/** A validator: a function of its own in the module. */
export interface CheckFunction {
  readonly name: string;
  readonly body: Code;
  /** Whether others may import it. */
  readonly exported: boolean;
  /** Whether checks are written in place in it. */
  readonly nests: boolean;
}

/** A check that was written where it is needed, and what it says. */
export interface InPlaceCheck {
  readonly text: string;
  readonly body: Code;
  /** The member that it checks. */
  readonly key?: string | undefined;
}

/** The checks that were written in place, by the piece of code that each became. */
export type InPlaceChecks = Map<Code, InPlaceCheck>;

/**
 * What stands in several places becomes a function of its own, named after the member that it was first met at: contracts
 * repeat an address or a list of payment methods in every operation that takes one.
 */
export function shareChecks(functions: readonly CheckFunction[], inPlace: InPlaceChecks): CheckFunction[] {
  const repeated = findRepeated(functions, inPlace);
  const taken = new Set(functions.map(({ name }) => name));
  const counted = new Map<string, number>();
  const names = new Map<string, string>();
  const shared: CheckFunction[] = [];
  const share = (check: InPlaceCheck, near: string): string => {
    const named = names.get(check.text);
    if (named !== undefined) return named;
    const name = numberName(checkName(typeName(near)), (known) => taken.has(known), counted);
    taken.add(name);
    names.set(check.text, name);
    shared.push({ name, body: replace(check.body, near), exported: false, nests: true });
    return name;
  };
  const replace = (piece: Code, near: string): Code => ({
    ...piece,
    parts: piece.parts.map((part) => {
      if (typeof part === "string" || part.kind !== "code") return part;
      const check = inPlace.get(part);
      const closer = check?.key ?? near;
      return check !== undefined && repeated.has(check.text) ? share(check, closer) : replace(part, closer);
    }),
  });
  const replaced = functions.map((own) =>
    own.nests ? { ...own, body: replace(own.body, `${own.name.replace(/^check/, "")}Part`) } : own,
  );
  return [...replaced, ...shared];
}

/** The texts that stand in several places; what is inside of one counts once, as it will stand there once. */
function findRepeated(functions: readonly CheckFunction[], inPlace: InPlaceChecks): Set<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const look = (piece: Code): void => {
    for (const part of piece.parts) {
      if (typeof part === "string" || part.kind !== "code") continue;
      const text = inPlace.get(part)?.text;
      if (text !== undefined && seen.has(text)) {
        repeated.add(text);
        continue;
      }
      if (text !== undefined) seen.add(text);
      look(part);
    }
  };
  for (const { body, nests } of functions) if (nests) look(body);
  return repeated;
}
