import * as fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { MemberShape, TypeShape } from "../../generator/plan/types/shape.js";
import { printDeclaration, printType } from "../../templates/files/print-type.js";
import { hostile, shapes } from "./arbitrary-shape.js";
import { normalizeShape, outline, parse, readDeclaration, realTypeScript } from "./read-shape.js";

const text: TypeShape = { kind: "keyword", keyword: "string" };
const nothing: TypeShape = { kind: "keyword", keyword: "null" };
const name = (value: string): TypeShape => ({ kind: "name", name: value });
const literal = (value: string | number | boolean | null): TypeShape => ({ kind: "literal", value });
const union = (...variants: TypeShape[]): TypeShape => ({ kind: "union", variants });
const array = (items: TypeShape): TypeShape => ({ kind: "array", items });
const member = (key: string, shape: TypeShape, more: Partial<MemberShape> = {}): MemberShape => ({
  key,
  shape,
  optional: false,
  ...more,
});
const object = (...members: MemberShape[]): TypeShape => ({ kind: "object", members });
const states = ["active", "canceled", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid"];

describe("layout", () => {
  it("prints an object as an interface with documented members", () => {
    const shape = object(
      member("id", text, { doc: "Its id.  " }),
      member("address", union(name("Address"), nothing), { optional: true, undefinable: true }),
      member("created", name("globalThis.Date"), { readonly: true, doc: "First line.  \n\n  - kept as wrapped\n" }),
      member("meta-data", { kind: "object", members: [], index: text }),
    );
    expect(printDeclaration("Customer", shape, "Who pays.")).toBe(`/** Who pays. */
export interface Customer {
  /** Its id. */
  id: string;
  address?: Address | null | undefined;
  /**
   * First line.
   *
   *   - kept as wrapped
   */
  readonly created: globalThis.Date;
  "meta-data": { [key: string]: string };
}`);
  });

  it("breaks long unions, one variant on a line", () => {
    const status = union(...states.map(literal), name("Unrecognized"));
    const lines = [...states.map((state) => `| "${state}"`), "| Unrecognized"];
    expect(printDeclaration("Status", status)).toBe(`export type Status =\n  ${lines.join("\n  ")};`);
    expect(printType(object(member("all", array(status))))).toBe(`{\n  all: (\n    ${lines.join("\n    ")}\n  )[];\n}`);
    expect(printType(union(literal("on"), literal("off")))).toBe('"on" | "off"');
  });

  it("keeps one block beside a word and gives several blocks their own lines", () => {
    const block = object(member("a", text));
    expect(printType(union(block, nothing))).toBe("{\n  a: string;\n} | null");
    const open: TypeShape = {
      kind: "object",
      members: [member("type", name("Unrecognized"))],
      index: { kind: "keyword", keyword: "unknown" },
    };
    expect(printDeclaration("Source", union(name("Card"), block, open))).toBe(`export type Source =
  | Card
  | {
      a: string;
    }
  | { type: Unrecognized; [key: string]: unknown };`);
  });

  it("indents further lines as asked", () => {
    expect(printType(object(member("a", object(member("b", text)))), { indent: 4 })).toBe(
      "{\n      a: {\n        b: string;\n      };\n    }",
    );
  });

  it("prints every other kind", () => {
    const pair: TypeShape = {
      kind: "tuple",
      items: [text, union(text, nothing)],
      rest: union(literal(-1), literal(true)),
    };
    expect(printType(array(pair))).toBe("[string, string | null, ...(-1 | true)[]][]");
    expect(printType(array(array(array(name("A")))))).toBe("A[][][]");
    expect(printType({ kind: "tuple", items: [] })).toBe("[]");
    const maybe: TypeShape = { kind: "tuple", items: [text, union(text, nothing), text], least: 1, rest: text };
    expect(printType(maybe)).toBe("[string, (string | null)?, string?, ...string[]]");
    expect(printType({ kind: "generic", name: "Page", args: [name("A"), array(text)] })).toBe("Page<A, string[]>");
    expect(printType({ kind: "intersection", members: [name("A"), union(name("B"), nothing)] })).toBe("A & (B | null)");
    expect(printType(object())).toBe("{}");
    expect(printType(union())).toBe("never");
    expect(printType({ kind: "intersection", members: [] })).toBe("unknown");
    expect(printType(literal(Number("1e999")))).toBe("number");
  });
});

describe("safety", () => {
  it.each(hostile)("keeps hostile text inside of keys, literals and comments (%#)", (value) => {
    const shape = object(member(value, object(member(value, literal(value), { doc: value }))));
    const declaration = printDeclaration("Name", shape, value);
    expect(readDeclaration(declaration)).toEqual(normalizeShape(shape));
    expect(declaration).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
  });

  it.each(["@ts-ignore", "@ts-expect-error", "*/ @ts-ignore", "/* @ts-ignore"])(
    "gives the doc %j no power over the checker",
    (doc) => {
      const source = parse(`${printDeclaration("Name", object(member("a", text, { doc })), doc)}\n`);
      expect(source.commentDirectives).toBeUndefined();
    },
  );

  it.each(["a b", "x; y", "", "A.", "A<B>", "1a", "a\u2028b"])("refuses what is no name (%#)", (value) => {
    expect(() => printType(name(value))).toThrow("Not the name of a type");
    expect(() => printType({ kind: "generic", name: value, args: [] })).toThrow("Not the name of a type");
    expect(() => printDeclaration(value, text)).toThrow("Not the name of a type");
  });
});

describe("any shape", () => {
  afterEach(() => {
    vi.doUnmock("../../templates/typescript-printer.js");
    vi.resetModules();
  });

  it("reads back as what was printed", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(readDeclaration(printDeclaration("Name", shape))).toEqual(normalizeShape(shape));
      }),
    );
  });

  it("prints as the real TypeScript prints it, but for white space", async () => {
    vi.resetModules();
    vi.doMock("../../templates/typescript-printer.js", () => ({ default: realTypeScript }));
    const real = await import("../../templates/files/print-type.js");
    expect(real.printType(object(member("a", text)))).toBe("{\n    a: string;\n}");
    fc.assert(
      fc.property(shapes, fc.string(), (shape, doc) => {
        const ours = printDeclaration("Name", shape, doc);
        expect(outline(parse(ours))).toEqual(outline(parse(real.printDeclaration("Name", shape, doc))));
      }),
    );
  });
});
