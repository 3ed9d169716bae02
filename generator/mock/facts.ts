import { documentShapes, findUntested, makeCases, rootsOf, schemeFacts } from "../../templates/files/contract-cases.js";
import { paramsSchema } from "../../templates/files/validators-files.js";
import type { Check, MockFacts, OperationChecks } from "../../templates/testing/mocks/mock-facts.js";
import { speakXml } from "../../templates/testing/xml/xml-words.js";
import type { ArrayFormat } from "../config.js";
import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import type { OperationPlan, Plan } from "../plan/plan.js";
import { findRefusals } from "../plan/samples/refusals.js";
import type { Direction } from "../plan/types/directions.js";

/**
 * A contract in memory as a mock server needs it: nothing is emitted, its schemas judge by themselves. What dates and long
 * numbers become in the client is no matter to them.
 */
export function makeMockFacts(contract: Contract, client: Plan, arrays: ArrayFormat): MockFacts {
  const values = { ...client.decoders.values, int64: "number", dates: "string" } as const;
  const plan = { ...client, decoders: { ...client.decoders, values } };
  const toCheck = (schema: Schema, direction: Direction): Check => {
    return ({ issues }, value) => void issues.push(...findRefusals(schema, value as never, { contract, direction }));
  };
  const checksOf = (operation: OperationPlan): OperationChecks => ({
    request: toCheck(paramsSchema(operation), "sent"),
    replies: Object.fromEntries(
      operation.replies.flatMap(({ status, schema }) =>
        schema === undefined ? [] : [[status, toCheck(schema, "received")]],
      ),
    ),
  });
  const cases = [...makeCases(plan, contract)];
  const shapes = documentShapes(cases.flatMap(rootsOf), plan, contract);
  return {
    facts: {
      schemes: schemeFacts(contract),
      arrays,
      ...(shapes && { xml: speakXml(shapes) }),
      untested: findUntested(contract, cases),
    },
    cases,
    servers: plan.client.servers.map((server) => server.url),
    checks: Object.fromEntries(plan.operations.map((operation) => [operation.id, checksOf(operation)])),
  };
}

/** The paths below which a contract's servers answer: `/v1` of `https://api.example.com/v1`; the root always. */
export function serverPaths({ servers }: Pick<MockFacts, "servers">): string[] {
  const paths = servers.map((url) => url.replace(/^[a-z][a-z+.-]*:\/\/[^/]*/i, "").replace(/\/+$/, ""));
  return [...new Set(["", ...paths.filter((path) => path.startsWith("/"))])];
}
