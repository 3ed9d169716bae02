// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members } from "../operation-case.js";
import type { Check, Issue } from "./mock-facts.js";
import { getAt, setAt } from "../pointer.js";

/**
 * Reads the texts of URLs and forms as what the contract wants there: a number, a boolean, a list of one. Nothing but the
 * check knows what that is, so each text that it objects to is tried in its other readings.
 */
export function readTexts(
  value: Members,
  check: Check | undefined,
): { readonly value: Members; readonly issues: readonly Issue[] } {
  if (check === undefined) return { value, issues: [] };
  let current = value;
  let issues = findIssues(check, current);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const better = improve(current, issues, check);
    if (better === undefined) break;
    current = better.value;
    issues = better.issues;
  }
  return { value: current, issues };
}

const MOST_ROUNDS = 200;

interface Reading {
  readonly value: Members;
  readonly issues: readonly Issue[];
}

/** The first other reading of a text that leaves fewer objections. */
function improve(value: Members, issues: readonly Issue[], check: Check): Reading | undefined {
  for (const pointer of new Set(issues.map((issue) => issue.pointer))) {
    for (const [at, reading] of readingsAt(value, pointer)) {
      const next = setAt(value, at, reading) as Members;
      const left = findIssues(check, next);
      if (left.length < issues.length || isFurther(left, issues, at)) return { value: next, issues: left };
    }
  }
  return undefined;
}

/** An objection may move inwards before it goes: a list of one has an item to read. */
function isFurther(left: readonly Issue[], before: readonly Issue[], pointer: string): boolean {
  const inside = (issues: readonly Issue[]): number => issues.filter((issue) => issue.pointer === pointer).length;
  return left.length === before.length && inside(left) < inside(before);
}

/** The text at a pointer, or at those before it, in other readings. */
function* readingsAt(value: Members, pointer: string): Generator<[pointer: string, reading: unknown]> {
  for (let at = pointer; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    const found = getAt(value, at);
    for (const reading of readingsOf(found)) yield [at, reading];
  }
}

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Of a choice between objects, a check may object to one while the texts of another would do, all of them read. */
function readingsTogether(found: object | null): unknown[] {
  if (found === null || Array.isArray(found) || found instanceof Date) return [];
  const members = Object.entries(found);
  const isScalar = (member: unknown): member is string => typeof member === "string" && SCALAR.test(member);
  if (!members.some(([, member]) => isScalar(member))) return [];
  return [
    Object.fromEntries(members.map(([key, each]) => [key, isScalar(each) ? (JSON.parse(each) as unknown) : each])),
  ];
}

function readingsOf(found: unknown): unknown[] {
  // An int64 may be a bigint or its digits, a point in time a Date.
  if (typeof found === "number") return Number.isSafeInteger(found) ? [BigInt(found), String(found)] : [];
  if (typeof found === "object") return readingsTogether(found);
  if (typeof found !== "string") return [];
  if (/^\d{4}-\d\d-\d\dT/.test(found)) return [new Date(found), [found]];
  const scalar = SCALAR.test(found) ? [JSON.parse(found) as unknown] : [];
  return found === "" ? [null, []] : [...scalar, [found], ...(scalar.length > 0 ? [scalar] : [])];
}

function findIssues(check: Check, value: unknown): readonly Issue[] {
  const issues: Issue[] = [];
  check({ issues }, value);
  return issues;
}
