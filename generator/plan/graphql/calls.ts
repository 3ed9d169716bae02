import type { GraphqlOperation } from "../../contract/contract.js";
import type { GraphqlKind } from "../../contract/graphql.js";
import type { Stage } from "../../diagnostics.js";
import { nameByClaims } from "../calls/calls.js";
import type { Claim } from "../calls/collisions.js";
import type { Segments } from "../calls/fact.js";
import { memberName } from "../names.js";

/** What a GraphQL client has beside its calls. */
const CLIENT_MEMBERS = new Set(["query", "mutate", "subscribe"]);

const KINDS: readonly GraphqlKind[] = ["query", "mutation", "subscription"];

/** Names every operation as its document or its field is named; of two of one name the query keeps it. */
export function nameGraphqlCalls(
  operations: readonly GraphqlOperation[],
  pinned: { readonly [id: string]: string },
): Stage<{ readonly [id: string]: Segments }> {
  return nameByClaims(operations.map(toClaim), pinned);
}

function toClaim({ id, binding }: GraphqlOperation): Claim {
  const own = "document" in binding ? binding.document : binding.field;
  const fact = { id, method: "POST", path: "/", groups: [], extensions: {}, returnsList: false, hasBody: true };
  const alternatives = [[memberName(`${own} ${binding.kind}`)]];
  const name = memberName(own);
  const segments = [CLIENT_MEMBERS.has(name) ? `${name}_` : name];
  return {
    fact,
    proposal: { segments, alternatives, weight: 0 },
    rank: 1 + KINDS.indexOf(binding.kind),
  };
}
