import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { form as formBody } from "../../templates/runtime/v1/body/form.js";
import { json as jsonBody } from "../../templates/runtime/v1/body/json.js";
import { multipart } from "../../templates/runtime/v1/body/multipart.js";
import type { Body, EncodeParameter, Operation, Parameter, Part } from "../../templates/runtime/v1/operation.js";
import { makePartsOf } from "../../templates/runtime/v1/params.js";
import { placeParams } from "../../templates/runtime/v1/place/params.js";
import { deepObject, deepObjectBrackets, deepObjectRepeat } from "../../templates/runtime/v1/styles/deep-object.js";
import { pipeDelimited, spaceDelimited } from "../../templates/runtime/v1/styles/delimited.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { json } from "../../templates/runtime/v1/styles/json.js";
import { label } from "../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../templates/runtime/v1/styles/matrix.js";
import { keepReserved } from "../../templates/runtime/v1/styles/reserved.js";
import { plain } from "../../templates/runtime/v1/styles/plain.js";
import { simple } from "../../templates/runtime/v1/styles/simple.js";
import { decodeRequest } from "../../templates/testing/decode-request.js";
import { expectArguments } from "../../templates/testing/expected-arguments.js";
import type {
  ArrayFormat,
  BodyFact,
  Members,
  OperationCase,
  ParameterFact,
  Style,
  ValueType,
} from "../../templates/testing/operation-case.js";
import { BASE_URL } from "../../templates/testing/base-url.js";

/** What is written by the runtime must be read back by the test kit, which shares no code with it. */

/** One parameter as the runtime and as the kit know it, and a value. */
interface Drawn {
  readonly parameter: Parameter;
  readonly fact: ParameterFact;
  readonly value: unknown;
}

const DEEP: { readonly [format in ArrayFormat]: EncodeParameter } = {
  indices: deepObject,
  brackets: deepObjectBrackets,
  repeat: deepObjectRepeat,
};

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(
    "",
    ".",
    "..",
    "a/b?c#d",
    "100%",
    "%41",
    "a+b c",
    "a&b=c;d",
    "[x]",
    "ä,ö",
    "'\"\\",
    "\u0000",
    "~!*()",
    "😀",
  ),
);
/** Where the place has no escape: what delimits there cannot be sent. */
const token = fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,6}$/);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.bigInt().filter((value) => value > 9n),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const missing = fc.constantFrom(null, undefined);

interface Shape {
  readonly type: ValueType;
  readonly value: fc.Arbitrary<unknown>;
}

function shapes(item: fc.Arbitrary<unknown>): readonly Shape[] {
  return [
    { type: "scalar", value: item },
    { type: "list", value: fc.array(fc.oneof({ weight: 6, arbitrary: item }, missing), { maxLength: 4 }) },
    { type: "object", value: fc.dictionary(key, fc.oneof({ weight: 6, arbitrary: item }, missing), { maxKeys: 4 }) },
  ];
}

function drawAs(
  parts: {
    readonly in: Parameter["in"];
    readonly style: Style;
    readonly explode: boolean;
    readonly encode: EncodeParameter;
  },
  { type, value }: Shape,
): fc.Arbitrary<Drawn> {
  const { in: place, style, explode, encode } = parts;
  const parameter: Parameter = { in: place, encode, explode };
  return value.map((given) => ({ parameter, fact: { in: place, key: "", style, explode, type }, value: given }));
}

function eachShape(
  item: fc.Arbitrary<unknown>,
  parts: Omit<Parameters<typeof drawAs>[0], "explode">,
  types: readonly ValueType[] = ["scalar", "list", "object"],
): fc.Arbitrary<Drawn>[] {
  return shapes(item)
    .filter(({ type }) => types.includes(type))
    .flatMap((shape) => [true, false].map((explode) => drawAs({ ...parts, explode }, shape)));
}

/** A path has no room for nothing, and none for dots alone. */
const segment = scalar.filter((value) => !/^\.{0,2}$/.test(String(value)));
const filled = (drawn: Drawn): boolean =>
  drawn.fact.type === "scalar" ||
  Object.values(drawn.value as object).some((each) => each !== null && each !== undefined && each !== "");

const inPath = fc
  .oneof(
    ...eachShape(segment, { in: "path", style: "simple", encode: simple }),
    // A dot is never escaped, so labels cannot hold one.
    ...eachShape(token, { in: "path", style: "label", encode: label }),
    ...eachShape(segment, { in: "path", style: "matrix", encode: matrix }),
  )
  .filter(filled);

const nested = fc.letrec<{ tree: unknown; list: unknown; object: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, scalar, tie("object"), tie("list")),
  list: fc.array(tie("tree"), { maxLength: 3 }),
  object: fc.dictionary(key, tie("tree"), { maxKeys: 3 }),
}));

const jsonValue = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

function inQuery(arrays: ArrayFormat): fc.Arbitrary<Drawn> {
  const spread = ["scalar", "list"] as const;
  return fc.oneof(
    ...eachShape(scalar, { in: "query", style: "form", encode: form }, spread),
    drawAs({ in: "query", style: "form", explode: false, encode: form }, shapes(scalar)[2] as Shape),
    // These two escape nothing of what delimits them.
    ...[spaceDelimited, pipeDelimited].map((encode) =>
      drawAs(
        { in: "query", style: encode === spaceDelimited ? "spaceDelimited" : "pipeDelimited", explode: false, encode },
        shapes(token)[1] as Shape,
      ),
    ),
    drawAs(
      { in: "query", style: "deepObject", explode: true, encode: DEEP[arrays] },
      { type: "object", value: nested.object.filter(isTold(arrays)) },
    ),
    jsonValue.map((value) => ({
      parameter: { in: "query" as const, encode: json },
      fact: {
        in: "query" as const,
        key: "",
        style: "form" as const,
        explode: true,
        type: "scalar" as const,
        mediaType: "application/json",
      },
      value,
    })),
    text.map((value) => ({
      parameter: { in: "query" as const, escape: keepReserved },
      fact: { in: "query" as const, key: "", style: "form" as const, explode: true, type: "scalar" as const },
      // Encoded octets that are there already stay: they are read as what they stand for.
      value: value.replaceAll("%", ""),
    })),
  );
}

/** What a format can tell: without indices no mixed lists, and where keys repeat no lists of lists. Nobody sees what is empty. */
function isTold(arrays: ArrayFormat): (value: unknown) => boolean {
  const look = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return true;
    const members = Object.values(value as object);
    if (Array.isArray(value)) {
      const kinds = new Set(members.map((member) => typeof member === "object"));
      if (kinds.size > 1 && arrays !== "indices") return false;
      if (arrays === "repeat" && members.some(Array.isArray)) return false;
      if (members.some(isEmpty)) return false;
    }
    return members.every(look);
  };
  return look;
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.values(value).every(isEmpty);
}

const inHeader = fc.oneof(...eachShape(token, { in: "header", style: "simple", encode: simple }));
const inCookie = fc.oneof(...eachShape(token, { in: "cookie", style: "form", encode: form }, ["scalar"]));

function expectReadBack(drawn: readonly Drawn[], path: string, body: Drawing | undefined, arrays: ArrayFormat): void {
  const names = drawn.map(({ parameter }, index) => (parameter.in === "header" ? `X-P${index}` : `p ${index}ß`));
  const params = Object.fromEntries(drawn.map(({ parameter }, index) => [names[index], parameter]));
  const facts = drawn.map(({ fact }, index): ParameterFact => ({ ...fact, key: names[index] ?? "" }));
  const template =
    path + drawn.flatMap(({ fact }, index) => (fact.in === "path" ? [`/{${names[index]}}`] : [])).join("");
  const given: Members = {
    ...Object.fromEntries(drawn.map(({ value }, index) => [names[index], value])),
    ...(body && { body: body.value }),
  };
  const shape = { method: "POST", path: template, params, place: placeParams, ...(body && { body: body.body }) };
  const parts = makePartsOf({ operation: shape as Operation, options: {} }, given)(BASE_URL);
  const operation: OperationCase = {
    id: "POST /",
    call: "call",
    method: "POST",
    path: template,
    given: [],
    parameters: facts,
    ...(body && { body: body.fact }),
    auth: [],
    replies: [],
    varied: [],
    wrong: [],
  };
  const headers = new Headers({ ...parts.headers, ...(parts.body?.type && { "content-type": parts.body.type }) });
  const sent = { method: "POST", url: parts.url, headers, body: bytesOf(parts.body?.content) };
  const decoded = decodeRequest(sent, operation, { arrays });
  const expected = expectArguments({ name: "given", params: given }, operation, arrays);
  expect(decoded).toEqual({ arguments: expected, unknown: [] });
}

function bytesOf(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array();
}

interface Drawing {
  readonly body: Body;
  readonly fact: BodyFact;
  readonly value: unknown;
}

const runs = { numRuns: 300 };

describe.each(["indices", "brackets", "repeat"] as const)("parameters, arrays as %s", (arrays) => {
  it("are read back as they were given, whatever the place, the style and the value", () => {
    const all = fc.array(fc.oneof(inPath, inQuery(arrays), inHeader, inCookie), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(all, (drawn) => expectReadBack(drawn, "/v1", undefined, arrays)),
      runs,
    );
  });
});

/** A property of a form: what the runtime and the kit know of it, and its value. */
interface DrawnProperty {
  readonly part: Part;
  readonly fact: BodyFact["properties"][string];
  readonly value: unknown;
}

function inForm(arrays: ArrayFormat): fc.Arbitrary<DrawnProperty> {
  return fc.oneof(
    scalar.map((value) => ({ part: { encode: plain }, fact: { type: "scalar" as const }, value })),
    fc
      .array(scalar, { minLength: 1, maxLength: 3 })
      .map((value) => ({ part: { encode: plain }, fact: { type: "list" as const }, value })),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((value) => ({
      part: { encode: form, explode: false },
      fact: { type: "list" as const, style: "form" as const, explode: false },
      value,
    })),
    fc
      .dictionary(key, jsonValue, { maxKeys: 3 })
      .map((value) => ({ part: { encode: plain }, fact: { type: "object" as const }, value })),
    nested.object.filter(isTold(arrays)).map((value) => ({
      part: { encode: DEEP[arrays] },
      fact: { type: "object" as const, style: "deepObject" as const, explode: true },
      value,
    })),
  );
}

function drawBody(
  encode: Body["encode"],
  fact: Pick<BodyFact, "kind" | "mediaType">,
  property: fc.Arbitrary<DrawnProperty>,
): fc.Arbitrary<Drawing> {
  return fc.dictionary(key, property, { minKeys: 1, maxKeys: 5 }).map((properties) => {
    const pick = <Value>(get: (drawn: DrawnProperty) => Value): { [key: string]: Value } =>
      Object.fromEntries(Object.entries(properties).map(([name, drawn]) => [name, get(drawn)]));
    return {
      body: { encode, from: "whole", parts: pick(({ part }) => part) },
      fact: { ...fact, from: "whole", properties: pick((drawn) => drawn.fact) },
      value: pick(({ value }) => value),
    };
  });
}

describe.each(["indices", "brackets", "repeat"] as const)("forms, arrays as %s", (arrays) => {
  it("are read back as they were given, to any depth", () => {
    const fact = { kind: "form", mediaType: "application/x-www-form-urlencoded" } as const;
    fc.assert(
      fc.property(drawBody(formBody, fact, inForm(arrays)), (body) => expectReadBack([], "/v1", body, arrays)),
      runs,
    );
  });
});

/** A part of a multipart body: nothing is escaped in it but what would end its name. */
const inMultipart: fc.Arbitrary<DrawnProperty> = fc.oneof(
  scalar.map((value) => ({ part: {}, fact: { type: "scalar" as const }, value })),
  fc
    .array(scalar, { minLength: 1, maxLength: 3 })
    .map((value) => ({ part: {}, fact: { type: "list" as const }, value })),
  fc
    .dictionary(key, jsonValue, { maxKeys: 3 })
    .map((value) => ({ part: {}, fact: { type: "object" as const }, value })),
  text.map((value) => ({
    part: { type: "text/markdown" },
    fact: { type: "scalar" as const, mediaType: "text/markdown" },
    value,
  })),
  fc.uint8Array({ maxLength: 40 }).map((value) => ({ part: {}, fact: { type: "bytes" as const }, value })),
);

describe("multipart bodies", () => {
  it("are read back as they were given", async () => {
    const fact = { kind: "multipart", mediaType: "multipart/form-data" } as const;
    await fc.assert(
      fc.asyncProperty(drawBody(multipart, fact, inMultipart), async (drawn) => {
        const made = multipart(drawn.value, drawn.body);
        const content = new Uint8Array(await new Response(made?.content as Blob).arrayBuffer());
        const body = { ...drawn.body, encode: () => ({ content, type: made?.type ?? "", replayable: true }) };
        expectReadBack([], "/v1", { ...drawn, body }, "indices");
      }),
      runs,
    );
  });
});

describe("JSON bodies", () => {
  it("are read back as they were given", () => {
    const fact = { kind: "json", mediaType: "application/json", from: "whole", properties: {} } as const;
    fc.assert(
      fc.property(jsonValue, (value) =>
        expectReadBack([], "/v1", { body: { encode: jsonBody, from: "whole" }, fact, value }, "indices"),
      ),
      runs,
    );
  });
});
