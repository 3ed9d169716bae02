// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members } from "./operation-case.js";

/** A copy in which something else lies at a JSON pointer, `undefined` = nothing; objects on the way are made. */
export function setAt(value: unknown, pointer: string, inner: unknown): unknown {
  return setBelow(value, stepsOf(pointer), inner);
}

/** The same for several pointers at once. */
export function changeAt(value: unknown, changes: Members): unknown {
  return Object.entries(changes).reduce((changed, [pointer, inner]) => setAt(changed, pointer, inner), value);
}

/** What lies at a JSON pointer; `undefined` where nothing does. */
export function getAt(value: unknown, pointer: string): unknown {
  return stepsOf(pointer).reduce(
    (found, step) =>
      typeof found === "object" && found !== null && Object.hasOwn(found, step) ? (found as Members)[step] : undefined,
    value,
  );
}

function setBelow(value: unknown, [step, ...rest]: readonly string[], inner: unknown): unknown {
  if (step === undefined) return inner;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === step ? setBelow(item, rest, inner) : item));
  const members = (value ?? {}) as Members;
  const next = setBelow(members[step], rest, inner);
  if (next !== undefined) return { ...members, [step]: next };
  return Object.fromEntries(Object.entries(members).filter(([key]) => key !== step));
}

function stepsOf(pointer: string): string[] {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A key as a step of a pointer. */
export function escapeStep(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
