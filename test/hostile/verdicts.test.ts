import { describe, expect, it } from "vitest";
import { emitValidators, findIssues } from "./emitted.js";
import { documentOf } from "./line.js";
import { shared, verdictCases } from "./verdict-cases.js";

const names = Object.keys(verdictCases);

/** The validators of all cases of one version of OpenAPI. */
async function emitAll(openapi: string) {
  const own = names
    .map((name, index) => [`Case${index}`, verdictCases[name]] as const)
    .filter(([, given]) => (given?.openapi ?? "3.1.0") === openapi)
    .map(([key, given]) => [key, given?.schema ?? true] as const);
  return emitValidators(documentOf({ ...shared, ...Object.fromEntries(own) }, { openapi }));
}

const emitted = new Map([
  ["3.1.0", await emitAll("3.1.0")],
  ["3.0.3", await emitAll("3.0.3")],
]);

describe("an emitted validator", () => {
  it.each(names)("judges as JSON Schema does: %s", (name) => {
    const { openapi = "3.1.0", right = [], wrong = [], wrongSent = [] } = verdictCases[name] ?? {};
    const checks = emitted.get(openapi);
    for (const direction of ["sent", "received"] as const) {
      const check = checks?.[direction][`checkCase${names.indexOf(name)}`];
      const accepts = (value: unknown): boolean => findIssues(check, value).length === 0;
      const bad = direction === "sent" ? [...wrong, ...wrongSent] : wrong;
      expect(right.filter((value) => !accepts(value))).toEqual([]);
      expect(bad.filter(accepts)).toEqual([]);
      if (direction === "received") expect(wrongSent.filter((value) => !accepts(value))).toEqual([]);
    }
  });

  it("knows which members travel which way", () => {
    const checks = emitted.get("3.1.0");
    const given = { sent: { secret: "s", twin: { secret: "t" } }, received: { id: "1", twin: { id: "2" } } };
    expect(findIssues(checks?.sent["checkTwinInput"] ?? checks?.sent["checkTwin"], given.sent)).toEqual([]);
    expect(findIssues(checks?.received["checkTwin"], given.received)).toEqual([]);
    expect(findIssues(checks?.received["checkTwin"], { id: "1", twin: {} })).toEqual([
      { pointer: "/twin/id", message: "is required" },
    ]);
  });

  it("asks nobody to send what another member of allOf calls readOnly", () => {
    const checks = emitted.get("3.1.0");
    const sent = checks?.sent["checkSavedInput"] ?? checks?.sent["checkSaved"];
    expect(findIssues(sent, { name: "x" })).toEqual([]);
    expect(findIssues(sent, {})).toHaveLength(1);
    expect(findIssues(checks?.received["checkSaved"], { name: "x" })).toEqual([
      { pointer: "/id", message: "is required" },
    ]);
  });

  it("points at what is wrong, with its keys escaped", () => {
    const check = emitted.get("3.1.0")?.sent[`checkCase${names.indexOf("other properties of a kind")}`];
    expect(findIssues(check, { "a/b~c": "x" })).toEqual([{ pointer: "/a~1b~0c", message: "must be a whole number" }]);
  });
});
