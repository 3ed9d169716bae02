import { camelCase } from "../../generator/plan/names.js";
import type { Plan } from "../../generator/plan/plan.js";
import type { OperationCase } from "../testing/operation-case.js";
import type { Code } from "../code.js";
import { jsonInTemplate } from "../text.js";
import { isWhole } from "./case-text.js";
import type { PieceOf } from "./case-text.js";

/** A body that is written once, under the name of its type. */
export interface SharedBody {
  readonly name: string;
  /** JSON as it stands in a template literal. */
  readonly text: string;
}

/** Finds the bodies that several replies have, while their cases are printed one after the other. */
export interface Sharing {
  /** Takes note of the bodies of a case; gives what is to stand in their places. */
  readonly note: (each: OperationCase) => PieceOf;
  /** Decides, when all are known, what stands there: a name, or the body itself. */
  readonly settle: () => readonly SharedBody[];
}

interface Use extends SharedBody {
  count: number;
  /** Empty until it is settled what it says. */
  readonly piece: Code & { readonly parts: string[] };
}

/** Equal bodies of one type are written once. */
export function shareBodies(plan: Plan): Sharing {
  const names = replyNames(plan);
  const uses = new Map<string, Use>();
  const useOf = (body: object, name: string): Use => {
    const key = JSON.stringify(body);
    const use = uses.get(key) ?? { name, text: jsonInTemplate(body), count: 0, piece: { kind: "code", parts: [] } };
    uses.set(key, use);
    use.count++;
    return use;
  };
  const note = ({ id, replies }: OperationCase): PieceOf => {
    const pieces = new Map<unknown, Code>();
    for (const { declared, bodies } of replies) {
      const typeName = names.get(`${id} ${declared}`);
      if (typeName === undefined) continue;
      for (const { name, body } of bodies.filter((each) => isLargeJson(each.body))) {
        pieces.set(body, useOf(body as object, `${camelCase(`${name || "maximal"} ${typeName}`)}Body`).piece);
      }
    }
    return (member) => pieces.get(member);
  };
  return { note, settle: () => settle([...uses.values()]) };
}

function settle(uses: readonly Use[]): SharedBody[] {
  const taken = new Set<string>();
  return uses.filter(({ name, text, count, piece }) => {
    const isShared = count > 1 && !taken.has(name);
    if (isShared) taken.add(name);
    piece.parts.push(isShared ? `\${${name}}` : text);
    return isShared;
  });
}

/** The names of the types that replies have, by operation and status. */
function replyNames(plan: Plan): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, replies } of plan.operations) {
    for (const { status, schema } of replies) {
      const name = schema?.kind === "ref" ? plan.typeNames[schema.id] : undefined;
      if (name !== undefined) names.set(`${id} ${status}`, name);
    }
  }
  return names;
}

function isLargeJson(body: unknown): boolean {
  return typeof body === "object" && body !== null && isWhole(body) && JSON.stringify(body).length > 80;
}
