// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Body, EncodedBody } from "../operation.js";
import { writeJson } from "../styles/text.js";

/** A JSON body; bigints keep all their digits. */
export function json(value: unknown, { type = "application/json" }: Body): EncodedBody {
  return { content: writeJson(value), type, replayable: true };
}
