import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { jsonTemplate } from "../../templates/text.js";
import { json } from "../../templates/testing/json.js";

describe("JSON in a template literal", () => {
  it.each([
    "`",
    "\\`",
    "${process.exit()}",
    "\\${1}",
    "$`{`",
    "\\u0060\\",
    '"\\"',
    "\u2028\u202e\0\r\n\t",
    "</script>",
    { "`${": ["\\", { "\\`": "$", "${": null }] },
  ])("leads %j nowhere", (value) => {
    const text = jsonTemplate(value);
    expect(text).not.toMatch(/[\r\n\u2028\u202e\0]/);
    expect(runInNewContext(`json${text}`, { json })).toEqual(value);
  });
});
