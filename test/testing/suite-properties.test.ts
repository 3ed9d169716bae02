import { describe, expect, it } from "vitest";
import { cases, facts } from "../../generated/stripe/contract.cases.js";
import { createStripe, isStripeError } from "../../generated/stripe/index.js";
import { contractSuite } from "../../generated/stripe/testing/suite.js";

/** The names of all tests that the suite defines, none of which is run here: `npm test` runs `generated/stripe`. */
function collectNames(): string[] {
  const names: string[] = [];
  let groups: readonly string[] = [];
  const note = (name: string): number => names.push([...groups, name].join(" > "));
  contractSuite({
    create: createStripe,
    isError: isStripeError,
    facts,
    cases,
    runner: {
      afterAll: () => undefined,
      beforeAll: () => undefined,
      describe(name, define) {
        groups = [...groups, name];
        define();
        groups = groups.slice(0, -1);
      },
      it: Object.assign(note, { skip: note }),
    },
  });
  return names;
}

const names = collectNames();

describe("the suite of Stripe's client", () => {
  it.each([
    ["a place in the path", "GET /v1/customers/{customer} > sends {customer} as simple"],
    ["a style", "GET /v1/customers > sends created as deepObject"],
    ["a body", "POST /v1/customers > sends its body as application/x-www-form-urlencoded"],
    ["an upload", "POST /v1/files > sends its body as multipart/form-data"],
    ["the least", "POST /v1/prices > sends its minimal arguments as the contract says"],
    ["everything", "POST /v1/prices > sends its maximal arguments as the contract says"],
    ["credentials", "GET /v1/balance > signs with bearerAuth"],
    ["listed values", "POST /v1/prices > sends every value of /billing_scheme"],
    ["variants", "POST /v1/customers > sends every variant of /address"],
    ["bounds", "GET /v1/customers > sends its upper bounds"],
    ["booleans", "POST /v1/prices > sends every boolean turned around"],
    ["refusals", "GET /v1/charges/search > refuses a missing /query before the network"],
    ["answers", "GET /v1/balance > reads 200 maximal"],
    ["variants of answers", "GET /v1/charges > reads every variant of /data/0/customer of a 200"],
    ["null in answers", "GET /v1/charges > reads null wherever it may be of a 200"],
    ["growth", "GET /v1/balance > takes an unknown member at"],
    ["what breaks the contract", "GET /v1/balance > reports a missing"],
    ["what is no JSON", "GET /v1/balance > throws a 200 that breaks off as a typed error"],
    ["other pages", "GET /v1/balance > throws a page in the place of a 200 as a typed error"],
    ["declared errors", "POST /v1/payment_intents > throws 402"],
    ["other errors", "GET /v1/balance > throws 418, which the contract does not name, with its body"],
    ["retries", "GET /v1/balance > is repeated after 408, 500, 502, 503 and 504 and a broken connection"],
    ["refusals by the server", "GET /v1/balance > is repeated after 429, and after 503 with retry-after"],
    ["no retries", "GET /v1/balance > is not repeated after 400, 404 and 422"],
    ["pages", "GET /v1/customers > walks its pages to the end"],
    ["pages in circles", "GET /v1/customers > does not walk in circles where every page leads to the same"],
    ["giving up", "GET /v1/balance > ends when its caller gives up"],
    ["time", "GET /v1/balance > ends when its time is over"],
    ["isolation", "keeps two clients apart"],
    ["cuts", "over real connections > throws an answer that is cut off as a typed error"],
    ["resets", "over real connections > throws a connection that is reset after the headers"],
    ["slow bodies", "over real connections > throws an answer that takes too long as a typed error"],
  ])("proves %s", (_, name) => {
    expect(names.filter((each) => each.includes(name))).not.toEqual([]);
  });

  it("names nothing twice", () => {
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
