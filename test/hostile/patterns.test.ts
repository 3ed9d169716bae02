import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { toRegExp } from "../../generator/contract/pattern.js";
import { printRegExp } from "../../templates/files/check-scalars.js";
import { hostileStrings } from "./strings.js";

const pieces = [
  ..."abz09^$.*+?()[]{}|/\\-_!=<>:, \n\r\u2028é😀\ud800",
  "\\d",
  "\\p{L}",
  "\\p",
  "\\u0041",
  "\\u{41}",
  "\\/",
  "\\_",
  "\\-",
  "(?:",
  "(?=",
  "(?!",
  "(?<a>",
  "(?<=",
  "(?i:",
  "(?-i:",
  "\\k<a>",
  "\\1",
  "[^",
  "{2}",
  "{2,}",
  "{,3}",
  "[a-z]",
  "[]",
  "[^]",
  "\\c",
  "\\x4",
  "\\x41",
  "\\0",
  "\\037",
  "\\08",
  "*/",
  "//",
];
const anyPattern = fc.oneof(
  fc.constantFrom(...hostileStrings),
  fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((parts) => parts.join("")),
);

/** What TypeScript says of a module, without any library. */
function diagnose(text: string): string[] {
  const name = "patterns.ts";
  const host = {
    ...ts.createCompilerHost({}),
    getSourceFile: (file: string) =>
      file === name ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2022) : undefined,
    fileExists: (file: string) => file === name,
  };
  const program = ts.createProgram(
    [name],
    { noLib: true, noResolve: true, types: [], target: ts.ScriptTarget.ES2022 },
    host,
  );
  const file = program.getSourceFile(name);
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ messageText, start = 0 }) =>
      `${text.slice(text.lastIndexOf("\n", start) + 1, text.indexOf("\n", start))}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
}

describe("a hostile pattern", () => {
  it("is a literal that every compiler takes, or is not checked", () => {
    const patterns = fc.sample(anyPattern, Number(process.env["HOSTILE_RUNS"] ?? 100) * 20);
    const literals = patterns.flatMap((pattern) => toRegExp(pattern) ?? []).map(printRegExp);
    expect(literals.length).toBeGreaterThan(100);
    expect(diagnose(`${literals.map((literal) => `[${literal}];`).join("\n")}\n`)).toEqual([]);
  });

  it("means as a literal what it means as a pattern", () => {
    const texts = ["", "a", "/", "\n", "\0", "\u001f", "\x008", "\u2028", "é", "😀", "az09_-", "]", "\\"];
    fc.assert(
      fc.property(anyPattern, (pattern) => {
        const usable = toRegExp(pattern);
        if (usable === undefined) return;
        const literal = new Function(`return ${printRegExp(usable)};`)() as RegExp;
        expect(texts.map((text) => literal.test(text))).toEqual(texts.map((text) => usable.test(text)));
      }),
    );
  });

  it("keeps octal escapes, which compilers refuse, as hexadecimal ones", () => {
    const usable = toRegExp("^[^/:|\\000-\\037]+\\08\\\\012$");
    expect(usable && printRegExp(usable)).toBe(String.raw`/^[^/:|\x00-\x1f]+\x008\\012$/`);
  });

  it.each(["(a+)+$", "(a|a)*$", "(a|aa)+$", "^(.*a){20}$", "(.*)*x", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"])(
    "is not checked where it takes exponential time: %s",
    (pattern) => {
      expect(toRegExp(pattern)).toBeUndefined();
    },
  );
});
