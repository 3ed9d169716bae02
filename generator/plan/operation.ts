import type { Settings } from "../config.js";
import type { Contract, HttpOperation, Operation } from "../contract/contract.js";
import type { Lock } from "../write/lock.js";
import { chooseBody } from "./bodies.js";
import type { ChosenBody } from "./bodies.js";
import { usableAuth } from "./auth.js";
import { planErrors } from "./errors.js";
import { carriesBytes } from "./types/directions.js";
import { planArguments } from "./members.js";
import { camelCase, pascalCase } from "./names.js";
import { planPages } from "./pages/pages.js";
import { fillDefaults, planServers } from "./servers.js";
import { findPagesHint } from "./pages/pages-hint.js";
import type { BodyPlan, OperationPlan, Words } from "./plan.js";
import { planReplies, planSuccess } from "./results.js";
import type { Lowering } from "./types/shapes.js";

/** What planning one operation needs to know of everything else. */
export interface Surroundings {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly lock: Lock | undefined;
  readonly typeNames: Lowering["typeNames"];
}

/** Decides how one operation is called, sent and read. */
export function planOperation(operation: HttpOperation, call: readonly string[], around: Surroundings): OperationPlan {
  const { contract, settings, lock } = around;
  const lowering = { ...around, values: settings.values };
  const received: Lowering = { ...lowering, direction: "received", undefinable: false, uploads: false };
  const { binding } = operation;
  const idempotencyHeader = findIdempotencyHeader(operation, settings);
  // No platform's fetch sends a body with GET or HEAD; contracts that declare one mostly declare an empty one.
  const declared = ["GET", "HEAD"].includes(binding.method) ? undefined : operation.body;
  const chosen = declared && chooseBody(declared, contract, settings.values.arrays);
  const uploads = chosen !== undefined && carriesBytes(chosen.plan.kind);
  const sent: Lowering = { ...lowering, direction: "sent", undefinable: true, uploads };
  const hidden = new Set(idempotencyHeader === undefined ? [] : [`header ${idempotencyHeader.toLowerCase()}`]);
  const pinned = lock?.operations[operation.id]?.body;
  const given = planArguments({ operation, body: chosen, pinned, hidden, arrays: settings.values.arrays }, sent);
  const body = chosen && given.from && planBody(chosen, given.from);
  const success = planSuccess(operation, received);
  const pages = planPages(operation, findPagesHint(operation, settings), received);
  const [server] = planServers(operation.servers ?? [], settings);
  return {
    id: operation.id,
    method: binding.method,
    path: binding.path,
    call,
    names: nameParts(call),
    words: wordsOf(operation),
    ...(given.target !== undefined && { target: given.target }),
    members: given.members,
    ...(body !== undefined && { body }),
    ...(success.accept !== undefined && { accept: success.accept }),
    reads: success.reads,
    ...(success.streams !== undefined && pages === undefined && { streams: success.streams }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    auth: usableAuth(operation.auth, contract.auth),
    ...(server !== undefined && { server: fillDefaults(server) }),
    result: success.result,
    errors: planErrors(operation, received),
    failure: "own",
    replies: planReplies(operation),
    ...(pages !== undefined && { pages }),
  };
}

/** The types that stand beside an operation, by what they are. */
export function nameParts(call: readonly string[]): OperationPlan["names"] {
  const base = pascalCase(call.join(" "));
  return {
    method: call.at(-1) ?? "call",
    operation: `${camelCase(call.join(" "))}Operation`,
    params: `${base}Params`,
    result: `${base}Result`,
    item: `${base}Item`,
    error: `${base}Error`,
  };
}

function planBody({ plan, limits }: ChosenBody, from: BodyPlan["from"]): BodyPlan {
  const isLimited = from === "flat" && limits !== undefined && Object.keys(limits).length > 0;
  return { ...plan, from, ...(isLimited && { limits }) };
}

function wordsOf(operation: Operation): Words {
  const { summary, doc, externalDocs, deprecated } = operation;
  return {
    ...(summary !== undefined && { summary }),
    ...(doc !== undefined && { doc }),
    ...(externalDocs !== undefined && { externalDocs }),
    ...(deprecated && { deprecated }),
  };
}

/** In the header's name, or in what the contract says of a header that carries an id. */
const IDEMPOTENCY = /idempoten/i;

/** The header that the config names, else the one that the operation declares. */
function findIdempotencyHeader(operation: HttpOperation, settings: Settings): string | undefined {
  if (settings.idempotencyHeader === false) return undefined;
  const changes = !["GET", "HEAD", "OPTIONS"].includes(operation.binding.method);
  if (settings.idempotencyHeader !== undefined) return changes ? settings.idempotencyHeader : undefined;
  const headers = operation.inputs.filter((input) => input.in === "header");
  const named = headers.find((input) => IDEMPOTENCY.test(input.key));
  return (named ?? headers.find((input) => /-id$/i.test(input.key) && IDEMPOTENCY.test(input.doc ?? "")))?.key;
}
