import { relative, sep } from "node:path";
import type { Settings } from "../config.js";
import { packageVersion } from "../package-root.js";
import type { Plan } from "../plan/plan.js";
import type { Document } from "../read/document.js";
import { isUrl } from "../read/source.js";
import type { Lock, LockedOperation } from "./lock.js";

/** Records what went in and which names came out. */
export function makeLock(made: {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly document: Document;
}): Lock {
  const { plan, settings, document } = made;
  const { config } = settings;
  return {
    lockVersion: 1,
    generator: packageVersion(),
    contract: { source: toLocked(document.source.location, settings), sha256: document.source.sha256 },
    inputs: config === undefined ? [] : [{ source: toLocked(config.path, settings), sha256: config.sha256 }],
    options: optionsOf(settings, plan),
    operations: Object.fromEntries(plan.operations.map((operation) => [operation.id, lockOperation(operation)])),
    types: plan.typeNames,
    files: {},
  };
}

function toLocked(location: string, settings: Settings): string {
  if (location === "-" || isUrl(location)) return location;
  return relative(settings.output, location).split(sep).join("/");
}

function optionsOf(
  { name, tests, importExtension, runtime, values, idempotencyHeader, auth }: Settings,
  { client }: Plan,
): Lock["options"] {
  return {
    name,
    tests,
    importExtension,
    runtime,
    values: { ...values },
    transport: client.transport,
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(auth !== undefined && { auth }),
  };
}

function lockOperation(operation: Plan["operations"][number]): LockedOperation {
  const moved = operation.members.flatMap((member) =>
    member.place.in === "moved" ? member.place.members.map((each) => each.name) : [],
  );
  return {
    call: operation.call.join("."),
    ...(operation.body !== undefined && { body: operation.body.from }),
    ...(moved.length > 0 && { moved }),
  };
}
