import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../generator/diagnostics.js";
import { parseDocument } from "../../generator/read/document.js";
import { diagnosticsToJson, render } from "../../generator/report/diagnostics.js";
import { createPaint } from "../../generator/report/paint.js";
import { toSentence } from "../../generator/report/text.js";

const text = "openapi: 3.1.0\ninfo:\n  title: Shop\npaths:\n  /a:\n    get: {}\n";
const document = parseDocument({ uri: "specs/shop.yaml", location: "/shop", text, sha256: "" });

const unresolved: Diagnostic = {
  code: "unresolved-ref",
  severity: "error",
  message: "`#/x` leads nowhere.",
  pointer: "#/info/title",
  help: "Define it, or mend the reference.",
};

describe("render", () => {
  it("shows place, excerpt, caret and help", () => {
    expect(render([unresolved], [document])).toBe(
      [
        "error[unresolved-ref]: `#/x` leads nowhere.",
        " --> specs/shop.yaml:3:3",
        "2 | info:",
        "3 |   title: Shop",
        "  |   ^^^^^",
        "  = help: Define it, or mend the reference.",
        "",
      ].join("\n"),
    );
  });

  it("shows what has no place, and places in documents that are not there, without one", () => {
    expect(render([{ code: "usage", severity: "error", message: "no" }], [])).toBe("error[usage]: No.\n");
    expect(render([unresolved], [])).not.toContain("-->");
    expect(render([{ ...unresolved, pointer: "other.yaml#/info" }], [document])).not.toContain("-->");
  });

  it("puts the worst last and folds many of one code", () => {
    const notes = Array.from({ length: 9 }, (_, n): Diagnostic => ({
      code: "n",
      severity: "note",
      message: `note ${n}`,
    }));
    const shown = render([unresolved, ...notes], [document]);
    expect(shown.match(/note\[n\]/g)).toHaveLength(4);
    expect(shown).toContain("note[n]: and 6 more of this kind (--json lists all)");
    expect(shown.indexOf("note[n]")).toBeLessThan(shown.indexOf("error["));
    expect(render(notes.slice(0, 4), []).match(/note\[n\]: Note/g)).toHaveLength(4);
  });

  it("shows a note on one line", () => {
    const note: Diagnostic = { ...unresolved, code: "n", severity: "note" };
    expect(render([note, note], [document])).toBe(
      "note[n]: `#/x` leads nowhere. (specs/shop.yaml:3:3)\nnote[n]: `#/x` leads nowhere. (specs/shop.yaml:3:3)\n",
    );
  });

  it("makes a sentence of every remark", () => {
    const shown = render([{ code: "x", severity: "error", message: "there is none", help: "did you mean this?" }], []);
    expect(shown).toBe("error[x]: There is none.\n  = help: Did you mean this?\n");
    expect(toSentence("shop.yaml is empty")).toBe("shop.yaml is empty.");
    expect(toSentence("What? (That.)")).toBe("What? (That.)");
  });

  it("lets no control character of a contract through", () => {
    expect(render([{ ...unresolved, message: "bad \u001b[2J name" }], [])).toContain("Bad \ufffd[2J name.");
  });
});

describe("diagnosticsToJson", () => {
  it("names the place", () => {
    expect(diagnosticsToJson([unresolved], [document])).toEqual([
      { ...unresolved, file: "specs/shop.yaml", line: 3, column: 3 },
    ]);
  });
});

describe("colors", () => {
  const terminal = { isTTY: true, write: () => true };
  const file = { write: () => true };
  it.each([
    ["a terminal", terminal, {}, true],
    ["a file", file, {}, false],
    ["NO_COLOR", terminal, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR", terminal, { NO_COLOR: "" }, true],
    ["a dumb terminal", terminal, { TERM: "dumb" }, false],
    ["FORCE_COLOR", file, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0", terminal, { FORCE_COLOR: "0" }, false],
    ["both", file, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
  ])("%s", (_, output, env, colored) => {
    expect(createPaint(output, env)("x", "red", "bold") !== "x").toBe(colored);
  });
});
