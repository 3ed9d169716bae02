import { existsSync, readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CallFact } from "../../generator/plan/calls/calls.js";
import { callsOf, fact } from "./names-facts.js";

const segment = fc.constantFrom(
  "users",
  "user",
  "list",
  "then",
  "{id}",
  "{name}",
  "v1",
  "api",
  "run",
  "delete",
  "constructor",
  "a-b",
  "a_b",
  "Users.json",
  "x:go",
  "#t",
  "request",
);
const path = fc.array(segment, { maxLength: 5 }).map((parts) => `/${parts.join("/")}`);
const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD");
const operationId = fc.option(
  fc.constantFrom("users/list", "users.list", "Users_List", "list", "then", "get_users", "GET_x"),
  { nil: undefined },
);
const anyFacts = fc
  .uniqueArray(fc.tuple(method, path, operationId, fc.boolean()), { maxLength: 25, selector: ([m, p]) => `${m} ${p}` })
  .map((all) =>
    all.map(([m, p, id, returnsList]) =>
      fact(`${m} ${p}`, { returnsList, ...(id === undefined ? {} : { operationId: id }) }),
    ),
  );

/** Calls that two operations share, that are a namespace too, or that no identifier can be. */
function unsound(facts: readonly CallFact[], calls: { readonly [id: string]: string }): readonly string[] {
  const names = facts.map(({ id }) => calls[id] ?? "");
  const spaces = new Set(names.flatMap((name) => [...name.matchAll(/\./g)].map(({ index }) => name.slice(0, index))));
  const isIdentifier = (part: string): boolean => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(part) && !(part in {});
  return names.filter((name, index) => {
    const parts = name.split(".");
    return names.indexOf(name) !== index || spaces.has(name) || parts.includes("then") || !parts.every(isIdentifier);
  });
}

describe("for any contract", () => {
  it("gives each operation a call of its own, and no call is a namespace", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(unsound(facts, callsOf(facts))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("does not depend on the order of operations", () => {
    const shuffled = anyFacts.chain((facts) =>
      fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
    );
    fc.assert(
      fc.property(shuffled, ([facts, other]) => {
        expect(callsOf(other)).toEqual(callsOf(facts));
      }),
      { numRuns: 500 },
    );
  });

  it("never renames what is pinned", () => {
    const grown = anyFacts.chain((facts) => fc.tuple(fc.constant(facts), fc.subarray(facts)));
    fc.assert(
      fc.property(grown, ([facts, before]) => {
        const pinned = callsOf(before);
        const after = callsOf(facts, pinned);
        expect(after).toMatchObject(pinned);
        expect(unsound(facts, after)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const slack = new URL("../../../shared/contracts/slack-web.swagger2.json", import.meta.url);
if (!existsSync(slack)) process.stderr.write("SKIPPED: official names of Slack: its contract is not here\n");

describe.skipIf(!existsSync(slack))("Slack's contract", () => {
  it("gives the official names", () => {
    const contract = JSON.parse(readFileSync(slack, "utf8")) as {
      paths: { [path: string]: { [method: string]: { operationId: string } } };
    };
    const facts = Object.entries(contract.paths).flatMap(([at, item]) =>
      Object.entries(item).map(([verb, { operationId }]) => fact(`${verb.toUpperCase()} ${at}`, { operationId })),
    );
    expect(facts.length).toBeGreaterThan(150);
    for (const [id, call] of Object.entries(callsOf(facts))) expect(call).toBe(id.split("/").at(-1));
  });
});
