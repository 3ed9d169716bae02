import { expect, test } from "vitest";
import {
  anyOf,
  type Check,
  type Findings,
  literal,
  member,
  object,
  required,
  string,
} from "../../templates/runtime/v1/check.js";

const customer: Check = (at, value) => {
  if (!object(at, value)) return;
  string(at, value, "id", required);
  literal(at, value, "object", required, "customer");
  string(at, value, "email", required);
  string(at, value, "name", required);
};
const deleted: Check = (at, value) => {
  if (!object(at, value)) return;
  string(at, value, "id", required);
  literal(at, value, "object", required, "customer");
  literal(at, value, "deleted", required, true);
};

/** What is said of a value of several variants, in whatever order these are tried. */
function judge(value: unknown, ...checks: readonly Check[]): string[] {
  const verdicts = [checks, checks.toReversed()].map((each) => {
    const at: Findings = { issues: [] };
    anyOf(at, value, ...each);
    return at.issues.map(({ pointer, message }) => `${pointer} ${message}`);
  });
  expect(verdicts[0]).toEqual(verdicts[1]);
  return verdicts[0] ?? [];
}

test("a constant tells which variant is meant, however wrong the rest is", () => {
  expect(judge({ id: "1", object: "customer" }, customer, deleted)).toEqual([
    "/email is required",
    "/name is required",
  ]);
  expect(judge({ object: "customer", deleted: true }, customer, deleted)).toEqual(["/id is required"]);
});

test("a constant deeper inside tells nothing of the variant", () => {
  const list: Check = (at, value) => {
    if (object(at, value)) member(at, value, "first", required, deleted);
  };
  const pair: Check = (at, value) => {
    if (!object(at, value)) return;
    string(at, value, "left", required);
    string(at, value, "right", required);
  };
  expect(judge({ first: { id: "1", object: "customer" } }, list, pair)).toEqual(["/first/deleted is required"]);
});

test("unions inside of unions count as what they are", () => {
  const either: Check = (at, value) => anyOf(at, value, customer, deleted);
  const card: Check = (at, value) => {
    if (!object(at, value)) return;
    literal(at, value, "object", required, "card");
    string(at, value, "last4", required);
  };
  expect(judge({ id: 1, object: "card" }, either, card)).toEqual(["/last4 is required"]);
  expect(judge("text", either, card)).toEqual([" must be an object"]);
});
