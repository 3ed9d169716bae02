// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import type { GraphqlOperation } from "./operation.js";
import { type Question, writeDocument } from "./select.js";
import { callSubscription, toSubscription } from "./subscribe.js";
import type { Subscription, SubscriptionOptions, SubscriptionProtocol } from "./subscription.js";

/** The options of a subscription to what a selection says: its variables are ours. */
export type SelectedEventsOptions = Omit<SubscriptionOptions, "resume">;

/** Opens a subscription to whatever a selection says, as soon as somebody iterates over it. */
export function callSelectedEvents<Data>(
  connection: Connection,
  question: Question & { readonly protocol: SubscriptionProtocol },
  options: SelectedEventsOptions = {},
): Subscription<Data> {
  return toSubscription(async function* () {
    const { fields } = await question.fields();
    const { document, variables } = writeDocument(question, fields);
    const { kind, protocol } = question;
    const operation: GraphqlOperation = { id: kind, call: "subscribe", document, sha256: "", protocol, replies: {} };
    yield* callSubscription<Data, object>(connection, operation, variables, options).events();
  });
}
