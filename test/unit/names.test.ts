import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import {
  bindingName,
  camelCase,
  escapeReserved,
  isNameable,
  memberName,
  numberName,
  pascalCase,
  splitWords,
  typeName,
} from "../../generator/plan/names.js";
import { isPlural, singularize } from "../../generator/plan/calls/singular.js";
import { isAction } from "../../generator/plan/calls/verbs.js";

function parses(code: string): boolean {
  const file = ts.createSourceFile("name.ts", code, ts.ScriptTarget.ES2022, false);
  return (file as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics.length === 0;
}

describe("splitWords", () => {
  it.each([
    ["snake_case_key", ["snake", "case", "key"]],
    ["kebab-case", ["kebab", "case"]],
    ["dotted.key/with slash", ["dotted", "key", "with", "slash"]],
    ["listOAuth2Tokens", ["list", "OAuth2", "Tokens"]],
    ["OAuthApp", ["OAuth", "App"]],
    ["IDs", ["IDs"]],
    ["getURLsForUser", ["get", "URLs", "For", "User"]],
    ["HTTPServerError", ["HTTP", "Server", "Error"]],
    ["IPv4Address", ["IPv4", "Address"]],
    ["base64Encode", ["base64", "Encode"]],
    ["ISO8601Date", ["ISO8601", "Date"]],
    ["MAX_RETRY_COUNT", ["max", "retry", "count"]],
    ["URL", ["URL"]],
    ["customer's", ["customers"]],
    ["größe_März", ["größe", "März"]],
    ["用户_列表", ["用户", "列表"]],
    ["__proto__", ["proto"]],
    ["", []],
    ["@+*/", []],
    ["🚀", []],
  ])("%s", (text, words) => {
    expect(splitWords(text)).toEqual(words);
  });
});

describe("names", () => {
  it.each([
    ["payment_intent", "paymentIntent", "PaymentIntent"],
    ["revokePublicURL", "revokePublicURL", "RevokePublicURL"],
    ["URLsForUsers", "urlsForUsers", "URLsForUsers"],
    ["treasury.transaction", "treasuryTransaction", "TreasuryTransaction"],
    ["USER_ID", "userId", "UserId"],
    ["3d_secure", "_3dSecure", "_3dSecure"],
    ["v1_2", "v1_2", "V1_2"],
    ["", "unnamed", "Unnamed"],
    ["$ref", "ref", "Ref"],
  ])("%s", (text, camel, pascal) => {
    expect(camelCase(text)).toBe(camel);
    expect(pascalCase(text)).toBe(pascal);
  });

  it("keeps members safe that objects have a meaning for", () => {
    for (const text of ["then", "constructor", "prototype", "toString", "toJSON", "hasOwnProperty", "valueOf"]) {
      expect(memberName(text)).toBe(`${text}_`);
    }
    expect(memberName("__proto__")).toBe("proto");
    expect(memberName("delete")).toBe("delete");
  });

  it("keeps bindings apart from reserved words", () => {
    expect(bindingName("delete")).toBe("delete_");
    expect(bindingName("await")).toBe("await_");
    expect(bindingName("globalThis")).toBe("globalThis_");
    expect(escapeReserved("create")).toBe("create");
  });

  it("lets a schema be called File, but not Record", () => {
    expect(typeName("File")).toBe("File");
    expect(typeName("record")).toBe("RecordSchema");
  });

  it("numbers without joining digits, and without trying the same twice", () => {
    const used = new Set(["a", "a2", "v1"]);
    const counted = new Map<string, number>();
    expect(numberName("b", (name) => used.has(name), counted)).toBe("b");
    expect(numberName("a", (name) => used.has(name), counted)).toBe("a3");
    expect(numberName("a", (name) => used.has(name), counted)).toBe("a4");
    expect(numberName("v1", (name) => used.has(name), counted)).toBe("v1_2");
  });

  it("makes identifiers of any string", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc.string({ unit: "grapheme", maxLength: 200 }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(parses(`type ${typeName(text)} = 1; const ${bindingName(text)} = 1; x.${memberName(text)}();`)).toBe(
          true,
        );
        expect(memberName(text).length).toBeLessThanOrEqual(122);
        expect(memberName(text) in {}).toBe(false);
        expect(isNameable(text)).toBe(splitWords(text).length > 0);
      }),
      { numRuns: 1_000 },
    );
  });

  it("stays short and quick on megabytes", () => {
    expect(camelCase("word ".repeat(300_000)).length).toBeLessThanOrEqual(121);
    expect(pascalCase("A".repeat(1_000_000)).length).toBeLessThanOrEqual(121);
  });
});

describe("English", () => {
  it.each([
    ["customers", "customer"],
    ["categories", "category"],
    ["addresses", "address"],
    ["statuses", "status"],
    ["people", "person"],
    ["boxes", "box"],
    ["caches", "cache"],
  ])("%s are many of %s", (plural, singular) => {
    expect(isPlural(plural)).toBe(true);
    expect(singularize(plural)).toBe(singular);
    expect(singularize(singular)).toBe(singular);
  });

  it.each(["status", "address", "analytics", "sms", "news", "speech", "is"])("%s is no plural", (word) => {
    expect(isPlural(word)).toBe(false);
  });

  it("tells actions from things that begin with the same word", () => {
    expect(isAction(["mark", "uncollectible"])).toBe(true);
    expect(isAction(["submit", "tool", "outputs"])).toBe(true);
    expect(isAction(["link", "tokens"])).toBe(false);
    expect(isAction(["customers"])).toBe(false);
    expect(isAction([])).toBe(false);
  });
});
