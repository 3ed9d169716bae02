import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { jsonInTemplate } from "../../templates/text.js";
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
    const text = jsonInTemplate(value);
    expect(text).not.toMatch(/[\r\n\u2028\u202e\0]/);
    expect(runInNewContext(`json\`${text}\``, { json })).toEqual(value);
  });

  it("has holes for what it has no word for, whatever stands beside them", () => {
    const since = new Date(0);
    const value: unknown = json`{"since":${since},"list":[${5n},["hole",0],["hole_",1]]}`;
    expect(value).toEqual({ since, list: [5n, ["hole", 0], ["hole_", 1]] });
  });
});
