import { relative, sep } from "node:path";
import type { Settings } from "../config.js";
import type { Contract } from "../contract/contract.js";
import { packageVersion } from "../package-root.js";
import type { Plan } from "../plan/plan.js";
import type { Documents } from "../read/documents.js";
import { isUrl, showUrl } from "../read/locations.js";
import type { Source } from "../read/source.js";
import type { Lock, LockedInput, LockedOperation } from "./lock.js";

/** Records what went in and which names came out. */
export function makeLock(made: {
  readonly plan: Plan;
  readonly settings: Settings;
  readonly documents: Documents;
  /** What the folder has so far, and the contract with what was filtered out: those names stay. */
  readonly earlier: Lock | undefined;
  readonly whole: Contract;
}): Lock {
  const { plan, settings, documents, earlier, whole } = made;
  const [contract, ...parts] = [...documents.parts.values()].map(({ source }) => lockInput(source, settings));
  return {
    lockVersion: 1,
    generator: packageVersion(),
    contract: contract ?? lockInput(documents.root.source, settings),
    inputs: [
      ...parts.sort(bySource),
      ...[...documents.overlays, ...documents.queries].map(({ source }) => lockInput(source, settings)),
      ...lockConfig(settings),
    ],
    options: optionsOf(settings, plan.client.transport),
    operations: {
      ...keepPins(earlier?.operations, [...whole.operations, ...whole.broken], {}),
      ...lockOperations(plan),
    },
    types: { ...keepPins(earlier?.types, Object.values(whole.schemas), plan.typeNames), ...plan.typeNames },
    files: {},
  };
}

function lockOperations(plan: Plan): Lock["operations"] {
  return Object.fromEntries(plan.operations.map((operation) => [operation.id, lockOperation(operation)]));
}

/** The pins of what the contract still has and the plan does not name. Both names of a schema go by its id. */
function keepPins<Pin>(
  pins: { readonly [id: string]: Pin } = {},
  there: readonly { readonly id: string }[],
  named: { readonly [id: string]: Pin },
): { readonly [id: string]: Pin } {
  const ids = new Set(there.map(({ id }) => id).filter((id) => !Object.hasOwn(named, id)));
  return Object.fromEntries(Object.entries(pins).filter(([id]) => ids.has(id.replace(/ \(sent\)$/, ""))));
}

function lockInput({ location, sha256 }: Pick<Source, "location" | "sha256">, settings: Settings): LockedInput {
  return { source: toLocked(location, settings), sha256 };
}

function lockConfig(settings: Settings): LockedInput[] {
  const { config } = settings;
  return config === undefined ? [] : [lockInput({ location: config.path, sha256: config.sha256 }, settings)];
}

function bySource(left: LockedInput, right: LockedInput): number {
  return left.source < right.source ? -1 : 1;
}

/** A location as locks write it: URLs without their secrets, because a lock is committed. */
export function toLocked(location: string, settings: Settings): string {
  if (location === "-") return location;
  if (isUrl(location)) return showUrl(location);
  return relative(settings.output, location).split(sep).join("/");
}

/** The settings that shape the output; what sends requests may be the plan's choice. */
export function optionsOf(settings: Settings, transport: unknown): Lock["options"] {
  const { name, tests, importExtension, runtime, values, subscriptions, idempotencyHeader, auth, input } = settings;
  const { include, exclude } = input;
  return {
    name,
    tests,
    importExtension,
    runtime,
    values: { ...values },
    transport,
    ...(subscriptions !== "ws" && { subscriptions }),
    ...(idempotencyHeader !== undefined && { idempotencyHeader }),
    ...(auth !== undefined && { auth }),
    ...(include.length > 0 && { include }),
    ...(exclude.length > 0 && { exclude }),
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
