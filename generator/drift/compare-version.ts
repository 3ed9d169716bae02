import type { Contract } from "../contract/contract.js";
import type { Change } from "./finding.js";
import type { RuleId } from "./rules.js";
import { makeChange } from "./session.js";
import type { Pair } from "./walk.js";

type Version = readonly [major: number, minor: number, patch: number];

/** What the contract's version says where something breaks; versions that are no semver promise nothing. */
export function compareVersions({ old: before, new: after }: Pair<Contract>): Change[] {
  const [was, is] = [parseVersion(before.version), parseVersion(after.version)];
  if (was === undefined || is === undefined) return [];
  const rule = judgeStep(was, is);
  if (rule === undefined) return [];
  const at = { old: "#/info/version", new: "#/info/version" };
  return [
    makeChange(rule, { element: "version", before: before.version, after: after.version, guards: ["policy"], at }),
  ];
}

/** Before 1.0.0 the minor version plays the major's part. */
function judgeStep(was: Version, is: Version): RuleId | undefined {
  const step = is.map((part, index) => part - was[index as 0 | 1 | 2]);
  const first = step.findIndex((part) => part !== 0);
  if (first < 0) return "version-not-bumped";
  if ((step[first] ?? 0) < 0) return "version-lowered";
  const isMajor = first === 0 || (first === 1 && was[0] === 0 && is[0] === 0);
  return isMajor ? undefined : "major-version-not-bumped";
}

/** Prereleases and build numbers do not decide which number was raised. */
function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] =
    /^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.exec(text.trim()) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}
