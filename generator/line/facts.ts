import type { Settings } from "../config.js";
import type { Contract } from "../contract/contract.js";
import type { Stage } from "../diagnostics.js";
import { normalizeAny } from "../normalize/normalize.js";
import { select, type Selection } from "../normalize/select.js";
import { withAuth } from "../plan/auth.js";
import { withScalars } from "../plan/graphql/scalars.js";
import { withMediaTypes } from "../plan/media-types.js";
import type { Documents } from "../read/documents.js";

/** What the contract says, settled by the config, with and without what was filtered out. */
export async function readFacts(documents: Documents, settings: Settings): Promise<Stage<Selection>> {
  const { value, diagnostics } = await normalizeAny(documents, documents.queries);
  return select({ value: settle(value, settings), diagnostics }, settings.input);
}

/** What the contract says by itself: two contracts differ in that, not in what a config makes of them. */
export async function readBareFacts(documents: Documents, { input }: Settings): Promise<Stage<Contract>> {
  const { value, diagnostics } = select(await normalizeAny(documents), input);
  return { value: value.contract, diagnostics };
}

/** The contract as the config and its media types settle which operations there are, and how they are signed. */
function settle(contract: Contract, settings: Settings): Contract {
  return withScalars(withMediaTypes(withAuth(contract, settings)), settings);
}
