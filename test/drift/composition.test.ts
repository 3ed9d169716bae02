import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { compare } from "../../generator/drift/compare.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

/** Ways in which one property can be described, from strict to loose and beside each other. */
const schemas: readonly Json[] = [
  { type: "string" },
  { type: "string", maxLength: 5 },
  { type: "string", maxLength: 3, minLength: 1 },
  { type: "string", enum: ["a", "b"] },
  { type: "string", enum: ["a"] },
  { type: ["string", "null"] },
  { type: "integer" },
  { type: "number" },
  { type: "integer", minimum: 1, maximum: 9 },
  { type: ["string", "integer"] },
  { anyOf: [{ type: "string", maxLength: 3 }, { type: "integer" }] },
  { type: "array", items: { type: "string" } },
  { type: "array", items: { type: "string", maxLength: 3 }, maxItems: 2 },
  { type: "object", properties: { a: { type: "string" } } },
  { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
  { type: "object", properties: { a: { type: "string" } }, required: ["a"], additionalProperties: false },
  {},
];

function contractOf(schema: Json) {
  const body = { type: "object", required: ["value"], properties: { value: schema } };
  const post = {
    requestBody: { required: true, content: { "application/json": { schema: body } } },
    responses: { 200: { description: "ok", content: { "application/json": { schema: body } } } },
  };
  const text = JSON.stringify({ openapi: "3.1.0", info: { title: "x", version: "1" }, paths: { "/x": { post } } });
  return { contract: normalize(soleDocument(parseDocument({ uri: "x", location: "x", text, sha256: "" }))).value };
}

/** By direction: whether something breaks or may break on the wire. */
function hurts(before: Json, after: Json): { readonly [direction: string]: boolean } {
  const findings = compare({ old: contractOf(before), new: contractOf(after) });
  const isHurt = (direction: string): boolean =>
    findings.some(
      (finding) => finding.direction === direction && (finding.wire === "breaking" || finding.wire === "warning"),
    );
  return { sent: isHurt("sent"), received: isHurt("received") };
}

describe("verdicts over three versions", () => {
  const table = schemas.map((before) => schemas.map((after) => hurts(before, after)));

  it.each(["sent", "received"])("compose: two steps that hurt nobody are one that hurts nobody (%s)", (direction) => {
    const wrong = schemas.flatMap((first, a) =>
      schemas.flatMap((second, b) =>
        schemas.flatMap((third, c) => {
          const isSafe = table[a]?.[b]?.[direction] === false && table[b]?.[c]?.[direction] === false;
          return isSafe && table[a]?.[c]?.[direction]
            ? [[first, second, third].map((each) => JSON.stringify(each)).join(" -> ")]
            : [];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("are about something", () => {
    expect(table.flat().filter(({ sent }) => sent).length).toBeGreaterThan(100);
    expect(table.flat().filter(({ sent }) => !sent).length).toBeGreaterThan(40);
  });
});
