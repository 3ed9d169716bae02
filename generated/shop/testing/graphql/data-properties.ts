// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "../expect.js";
import { failureOf } from "../client-under-test.js";
import { setAt } from "../pointer.js";
import { breakData } from "./break-data.js";
import { type GraphQLSchema, isAbstractType, isObjectType, parse, visit } from "./graphql-js.js";
import { callOne, readTold, type Subject, tell, toAnswer } from "./graphql-subject.js";
import type { Fiction } from "./make-up.js";

/** Whatever the schema can say becomes the value that the client promises; what it cannot say is told with its place. */
export function testAnswers(subject: Subject): void {
  const { it } = subject.suite.runner;
  const { operation, schema } = subject;
  it("reads the fullest data", () => expectData(subject, {}));
  it("reads nulls and empty lists wherever they may stand", () => expectData(subject, { nulls: "all" }));
  for (const prefer of findConditions(schema, operation.document)) {
    it(`reads data with ${prefer} in it`, () => expectData(subject, { prefer }));
  }
  for (const broken of breakData(tell(subject))) {
    it(`reports ${broken.name}`, async () => {
      const events: { readonly direction?: string; readonly issues?: readonly { readonly pointer: string }[] }[] = [];
      const data = setAt(tell(subject).body.data, broken.pointer, broken.value);
      subject.wire.answer(() => toAnswer({ data }));
      await callOne(subject, { options: { onValidation: (event: object) => void events.push(event) } });
      expect(events.map((event) => event.direction)).toEqual(["response"]);
      expect(events[0]?.issues?.map((issue) => issue.pointer)).toContain(broken.pointer);
      const error = await failureOf(callOne(subject, { options: { validate: { response: "strict" } } }));
      expect(error.name).toBe("ValidationError");
      expect(error.issues?.map((issue) => issue.pointer)).toContain(broken.pointer);
    });
  }
}

async function expectData(subject: Subject, fiction: Partial<Fiction>): Promise<void> {
  const outcome = tell(subject, fiction);
  const issues: unknown[] = [];
  const onValidation = (event: { readonly issues: readonly unknown[] }): void => void issues.push(...event.issues);
  subject.wire.answer(() => toAnswer(outcome.body));
  const call = callOne(subject, { options: { onValidation } });
  expect(await call).toEqual(readTold(subject, outcome));
  expect(issues).toEqual([]);
  const result = await call.result();
  expect(result.ok).toBe(true);
}

/** The object types that a document asks of by name where others can be. */
function findConditions(schema: GraphQLSchema, document: string): string[] {
  const found = new Set<string>();
  const isMember = (name: string): boolean =>
    Object.values(schema.getTypeMap()).some(
      (type) => isAbstractType(type) && schema.getPossibleTypes(type).some((each) => each.name === name),
    );
  visit(parse(document), {
    NamedType: ({ name: { value } }, key) => {
      if (key === "typeCondition" && isObjectType(schema.getType(value)) && isMember(value)) found.add(value);
    },
  });
  return [...found];
}
