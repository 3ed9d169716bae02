// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Check, Issue } from "./check.js";
import { type ApiError, type Place, ValidationError } from "./errors.js";
import { tell } from "./hooks.js";
import type { Intent } from "./layers.js";
import type { Reply } from "./reply.js";
import { pickByStatus } from "./status.js";

/** `strict` throws, `warn` tells `onValidation`, `off` does not look. */
export type ValidationMode = "off" | "warn" | "strict";

/** How strictly data is held against the contract: requests `strict`, responses `warn` by default. */
export interface ValidateOptions {
  readonly request?: ValidationMode | undefined;
  readonly response?: ValidationMode | undefined;
}

/** The response validators of a client, by name. */
export interface Validators {
  readonly [name: string]: unknown;
}

/** Checks `params` before anything is sent. */
export function checkParams(intent: Intent, params: unknown): void {
  const { check } = intent.operation;
  const mode = findMode(intent, "request") ?? "strict";
  if (check && mode !== "off") judge({ ...intent, attempt: 0 }, { mode, check, value: params });
}

/** Checks a reply's body, be it a success or an error; in strict mode what is thrown has the `ApiError` as its cause. */
export async function checkReply(intent: Intent, reply: Reply, cause?: ApiError): Promise<void> {
  const { connection, operation, options } = intent;
  const { response, data: value, attempts: attempt } = reply;
  const { responses, onValidation } = connection.options;
  const mode = findMode(intent, "response") ?? "warn";
  const isHeard = mode === "strict" || (mode === "warn" && (options.onValidation ?? onValidation));
  const name = pickByStatus(operation.replies, response.status);
  // What a proxy or a crash says instead of the service is no breach of its contract.
  const isForeign = cause !== undefined && typeof value !== "object";
  if (!responses || !isHeard || !name || isForeign || operation.read?.streams?.(response)) return;
  const validators = await responses().catch((reason: unknown): Validators => {
    // A warning that cannot be loaded must not break a call that went well.
    if (mode === "strict") throw reason;
    return {};
  });
  const check = validators[name] as Check | undefined;
  if (check) judge({ ...intent, attempt }, { mode, check, value, response, cause });
}

function findMode({ connection, options }: Intent, direction: keyof ValidateOptions): ValidationMode | undefined {
  return options.validate?.[direction] ?? connection.options.validate?.[direction];
}

/** One verdict to reach. */
interface Trial {
  readonly mode: ValidationMode;
  readonly check: Check;
  readonly value: unknown;
  readonly response?: Response;
  readonly cause?: ApiError | undefined;
}

function judge(at: Intent & Place, { mode, check, value, response, cause }: Trial): void {
  const issues: Issue[] = [];
  check({ issues }, value);
  if (!issues.length) return;
  tell(at, "onValidation", (base) => ({
    ...base,
    direction: response ? "response" : "request",
    ...(response && { status: response.status }),
    issues,
  }));
  if (mode === "strict") throw new ValidationError(at, issues, { response, cause });
}
