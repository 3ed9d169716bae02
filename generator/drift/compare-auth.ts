import type { AuthId, AuthMechanism, Operation } from "../contract/contract.js";
import type { Json } from "../contract/schema.js";
import { isMembers } from "./answer.js";
import { isSame } from "./accepts.js";
import type { Change } from "./finding.js";
import { makeChange, type Session } from "./session.js";
import type { Pair } from "./walk.js";

type Alternatives = Operation["auth"];

/** Compares what an operation asks of its callers: one of several sets of credentials. */
export function compareAuth({ old: before, new: after }: Pair<Operation>): Change[] {
  const [left, right] = [alternativesOf(before.auth), alternativesOf(after.auth)];
  const isKept = left.every((own) => right.some((other) => isEnough(own, other)));
  const isOld = right.every((own) => left.some((other) => isEnough(own, other)));
  if (isKept && isOld) return [];
  const rule = isKept ? "security-loosened" : isOld ? "security-tightened" : "security-changed";
  const at = { old: before.at, new: after.at };
  const told = { before: sayAlternatives(left), after: sayAlternatives(right) };
  return [makeChange(rule, { element: "security", direction: "sent", at, ...told })];
}

/** No alternative at all is one without credentials. */
function alternativesOf(auth: Alternatives): Alternatives {
  return auth.length === 0 ? [[]] : auth;
}

/** Who has the first has the second. */
function isEnough(held: readonly AuthId[], asked: readonly AuthId[]): boolean {
  return asked.every((id) => held.includes(id));
}

function isAsked(id: AuthId, { auth }: Operation): boolean {
  return auth.some((ids) => ids.includes(id));
}

/** Scopes of schemes that both sides ask for. */
export function compareScopes({ old: before, new: after }: Pair<Operation>): Change[] {
  const at = { old: before.at, new: after.at };
  const list = ({ scopes = {} }: Operation): string[] =>
    Object.entries(scopes)
      .filter(([id]) => isAsked(id, before) && isAsked(id, after))
      .flatMap(([id, asked]) => asked.map((scope) => `${id} ${scope}`));
  const [left, right] = [list(before), list(after)];
  const say =
    (rule: "scope-added" | "scope-removed") =>
    (said: string): Change => {
      const [id = "", ...scope] = said.split(" ");
      return makeChange(rule, {
        element: "security",
        direction: "sent",
        words: { key: id, value: scope.join(" ") },
        at,
      });
    };
  return [
    ...left.filter((scope) => !right.includes(scope)).map(say("scope-removed")),
    ...right.filter((scope) => !left.includes(scope)).map(say("scope-added")),
  ];
}

/** Which scopes a scheme knows, and where people sign in, is no matter of how requests are signed. */
function howItSigns(scheme: AuthMechanism): Json {
  if (scheme.kind !== "oauth2" || !isMembers(scheme.flows)) return scheme as Json;
  const flows = Object.entries(scheme.flows).map(([name, flow]) => [
    name,
    isMembers(flow)
      ? Object.fromEntries(Object.entries(flow).filter(([key]) => key !== "scopes" && key !== "authorizationUrl"))
      : flow,
  ]);
  return { ...scheme, flows: Object.fromEntries(flows) as Json };
}

function sayAlternatives(alternatives: Alternatives): string {
  return alternatives.map((each) => (each.length === 0 ? "none" : each.join(" and "))).join(", or ");
}

/** Compares the schemes themselves. */
export function compareSchemes({ contracts }: Session): Change[] {
  const { old: before, new: after } = contracts;
  const ids = new Set([...Object.keys(before.auth), ...Object.keys(after.auth)]);
  return [...ids].flatMap((id): Change[] => {
    const [left, right] = [before.auth[id], after.auth[id]];
    const at = { old: left?.at ?? "#", new: right?.at ?? "#" };
    const remark = { element: `auth ${id}`, words: { key: id }, at };
    if (left === undefined) return [makeChange("auth-scheme-added", remark)];
    if (right === undefined) return [makeChange("auth-scheme-removed", remark)];
    const [{ doc: _, at: __, ...was }, { doc: ___, at: ____, ...is }] = [left, right];
    if (isSame(was as Json, is as Json)) return [];
    const signsAlike = isSame(howItSigns(was), howItSigns(is));
    return [makeChange("auth-scheme-changed", { ...remark, direction: "sent", ...(signsAlike && { effect: "none" }) })];
  });
}
