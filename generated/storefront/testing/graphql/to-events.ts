// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Answer } from "../wire.js";

/** What a GraphQL server tells one after the other, and that this was all. */
export function toEvents(bodies: readonly unknown[]): Answer {
  const events = bodies.map((body) => `event: next\ndata: ${JSON.stringify(body)}\n\n`);
  const headers = { "content-type": "text/event-stream" };
  return { status: 200, headers, body: `${events.join("")}event: complete\ndata:\n\n` };
}
