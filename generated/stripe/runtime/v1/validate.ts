// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Check, Issue } from "./check.js";
import type { Connection, RequestOptions } from "./connection.js";
import { type ApiError, ValidationError } from "./errors.js";
import { tell, type ValidationEvent } from "./hooks.js";
import type { CallRequest } from "./layers.js";
import type { AnyOperation } from "./operation.js";
import { toPlace } from "./place.js";
import type { Reply } from "./reply.js";

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
export function checkParams(
  connection: Connection,
  operation: AnyOperation,
  given: { params: unknown; options: RequestOptions },
): void {
  const mode = given.options.validate?.request ?? connection.options.validate?.request ?? "strict";
  if (!operation.check || mode === "off") return;
  const issues = findIssues(operation.check, given.params);
  if (!issues.length) return;
  tellIssues(connection, given.options, { operation, direction: "request", issues });
  if (mode === "strict") throw new ValidationError(toPlace(connection, { operation, attempt: 0 }), issues);
}

/** Checks a reply's body, be it a success or an error; in strict mode what is thrown has the `ApiError` as its cause. */
export async function checkReply(
  connection: Connection,
  { operation, options }: CallRequest,
  { reply, error: cause }: { reply: Reply; error: ApiError | undefined },
): Promise<void> {
  const { response, data, attempts: attempt } = reply;
  const mode = options.validate?.response ?? connection.options.validate?.response ?? "warn";
  const isHeard = options.onValidation ?? connection.options.onValidation;
  if (mode === "off" || (mode === "warn" && !isHeard)) return;
  const check = await findCheck(connection, operation, response.status).catch((reason: unknown) => {
    // A warning that cannot be loaded must not break a call that went well.
    if (mode === "strict") throw reason;
  });
  const issues = check ? findIssues(check, data) : [];
  if (!issues.length) return;
  tellIssues(connection, options, { operation, direction: "response", status: response.status, issues });
  if (mode === "strict")
    throw new ValidationError(toPlace(connection, { operation, attempt }), issues, { response, cause });
}

async function findCheck(
  { options }: Connection,
  { replies }: AnyOperation,
  status: number,
): Promise<Check | undefined> {
  const name = replies[status] ?? replies[`${Math.floor(status / 100)}XX`] ?? replies["default"];
  const check = name && options.responses ? (await options.responses())[name] : undefined;
  return typeof check === "function" ? (check as Check) : undefined;
}

function findIssues(check: Check, value: unknown): readonly Issue[] {
  const findings = { issues: [] };
  check(findings, value);
  return findings.issues;
}

function tellIssues(
  { options }: Connection,
  own: RequestOptions,
  { operation, ...event }: Omit<ValidationEvent, "operation" | "call"> & { readonly operation: AnyOperation },
): void {
  tell([options, own], "onValidation", () => ({ operation: operation.id, call: operation.call, ...event }));
}
