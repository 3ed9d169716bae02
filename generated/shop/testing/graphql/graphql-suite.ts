// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { testAuth } from "../auth-properties.js";
import { expect } from "../expect.js";
import { findCall } from "../client-under-test.js";
import { makeWire } from "../wire.js";
import { readSchema } from "./ask-schema.js";
import { testConnection } from "./connection-properties.js";
import { testAnswers } from "./data-properties.js";
import { testErrors } from "./error-properties.js";
import { testEvents } from "./event-properties.js";
import type { GraphqlSuite, Subject } from "./graphql-subject.js";
import { sendOne } from "./graphql-subject.js";
import { testPatience } from "./patience-properties.js";
import { testDocument } from "./sending-properties.js";

export type { GraphqlSuite } from "./graphql-subject.js";

/** Proves a GraphQL client against its schema: every operation, over a network of its own. */
export function graphqlSuite(suite: GraphqlSuite): void {
  const { afterAll, beforeAll, describe, it } = suite.runner;
  const wire = makeWire();
  const schema = readSchema(suite.facts.schema);
  beforeAll(() => wire.open());
  afterAll(() => wire.close());
  it("has every call", () => {
    const missing = suite.cases.filter(({ call }) => typeof findCall(suite, { call }, {}) !== "function");
    expect(missing.map((operation) => operation.call)).toEqual([]);
  });
  for (const operation of suite.cases) {
    const subject: Subject = { suite, operation, schema, wire };
    describe(operation.id, () => {
      if (operation.id.startsWith("subscription ")) return testEvents(subject);
      testDocument(subject);
      testAuth(suite, operation, (options) => sendOne(subject, { options }));
      testAnswers(subject);
      testErrors(subject);
      testPatience(subject);
      testConnection(subject);
    });
  }
  for (const what of suite.facts.untested) {
    it.skip(`${what}: not proved here`, () => {});
  }
}
