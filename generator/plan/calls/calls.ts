import type { Json } from "../../contract/schema.js";
import type { Diagnostic, Stage } from "../../diagnostics.js";
import { namespacesOf, settleCalls, type Claim } from "./collisions.js";
import type { CallFact, Proposal, Segments } from "./fact.js";
import { proposeByGrammar } from "./grammar.js";
import { readHint, type CallHint } from "./hints.js";
import { proposeByPath } from "./path.js";
import { isMemberName } from "../names.js";

export type { CallFact } from "./fact.js";

type Extensions = { readonly [key: string]: Json };

/**
 * Names every operation: by the lock and the config (`pinned`), else by hints in the contract, else by the grammar of
 * its operationIds, else by its path. Adding operations never renames a pinned one; the new one yields.
 */
export function nameCalls(
  facts: readonly CallFact[],
  pinned: { readonly [id: string]: string },
  rootExtensions: Extensions = {},
): Stage<{ readonly [id: string]: Segments }> {
  const byGrammar = proposeByGrammar(facts);
  const byPath = facts.every(({ id }) => byGrammar.has(id)) ? new Map<string, Proposal>() : proposeByPath(facts);
  const claims = facts.flatMap((fact): Claim[] => {
    const proposal = byGrammar.get(fact.id) ?? byPath.get(fact.id);
    if (!proposal) return [];
    const hint = readHint(fact, rootExtensions);
    return [{ fact, proposal: hint ? followHint(hint, proposal) : proposal, rank: hint ? 0 : 1 }];
  });
  return nameByClaims(claims, pinned);
}

/** Gives every operation the call that is pinned, the others what they claim as far as it is free. */
export function nameByClaims(
  all: readonly Claim[],
  pinned: { readonly [id: string]: string },
): Stage<{ readonly [id: string]: Segments }> {
  const facts = all.map((claim) => claim.fact);
  const { fixed, diagnostics } = readPinned(facts, pinned);
  const claims = all.filter(({ fact }) => !fixed.has(fact.id));
  const settled = settleCalls([...fixed.values()], claims);
  const value = Object.fromEntries(
    facts.flatMap(({ id }) => {
      const call = fixed.get(id) ?? settled.get(id);
      return call ? [[id, call]] : [];
    }),
  );
  return { value, diagnostics: [...diagnostics, ...reportHints(claims, settled)] };
}

interface Pinned {
  readonly fixed: ReadonlyMap<string, Segments>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Pins of operations that are gone are forgotten; of two that cannot both hold, the first id's holds. */
function readPinned(facts: readonly CallFact[], pinned: { readonly [id: string]: string }): Pinned {
  const fixed = new Map<string, Segments>();
  const diagnostics: Diagnostic[] = [];
  const calls = new Map<string, string>();
  const namespaces = new Map<string, string>();
  for (const id of [...new Set(facts.map((fact) => fact.id))].sort()) {
    const call = Object.hasOwn(pinned, id) ? pinned[id] : undefined;
    if (call === undefined) continue;
    const segments = call.split(".");
    const spaces = namespacesOf(segments);
    const rival = [call, ...spaces].map((name) => calls.get(name)).find(Boolean) ?? namespaces.get(call);
    if (rival === undefined && segments.every(isMemberName)) {
      fixed.set(id, segments);
      calls.set(call, id);
      for (const space of spaces) namespaces.set(space, id);
    } else diagnostics.push(reportPin(id, call, rival));
  }
  return { fixed, diagnostics };
}

function reportPin(id: string, call: string, rival: string | undefined): Diagnostic {
  const reason = rival === undefined ? "that is no dotted name" : `that name belongs to ${rival}`;
  return {
    code: rival === undefined ? "pinned-call-invalid" : "pinned-call-clash",
    severity: "warning",
    message: `${id} cannot be called ${call}: ${reason}.`,
    help: "Give it another call in the config or the lock file.",
  };
}

/** A hint that names only the group or only the method takes the other half from the rules. */
function followHint(hint: CallHint, proposal: Proposal): Proposal {
  const group = hint.group ?? proposal.segments.slice(0, -1);
  const method = hint.method ?? proposal.segments.at(-1) ?? "";
  const alternatives = proposal.alternatives.map((other) => [...group, other.at(-1) ?? method]);
  return { segments: [...group, method], alternatives, weight: 0 };
}

/** Hints ask for a name; where that cannot be given, the user hears of it. */
function reportHints(claims: readonly Claim[], settled: ReadonlyMap<string, Segments>): Diagnostic[] {
  return claims.flatMap(({ fact, proposal, rank }): Diagnostic[] => {
    const wish = proposal.segments.join(".");
    const call = settled.get(fact.id)?.join(".") ?? "";
    if (rank !== 0 || call === wish) return [];
    const message = `${fact.id} cannot be called ${wish}; it became ${call}.`;
    const help = "Another operation has that name, or uses it as a namespace.";
    return [{ code: "call-hint-clash", severity: "warning", message, help }];
  });
}
