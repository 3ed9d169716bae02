import { describe, expect, it } from "vitest";
import { findCases, isCopied, readExpected, runCase, writeExpected } from "./case.js";
import { withShuffledContract } from "./shuffle.js";

const isUpdating = process.env["UPDATE"] === "1";

describe.each(findCases())("golden $name", (golden) => {
  it("comes out as expected", async () => {
    const outcome = await runCase(golden);
    const kept = { ...outcome, files: listCopies(outcome.files) };
    if (isUpdating) writeExpected(golden, kept);
    const expected = readExpected(golden);
    expect(Object.keys(kept.files).sort()).toEqual(Object.keys(expected.files).sort());
    for (const [path, text] of Object.entries(expected.files)) expect(kept.files[path], path).toBe(text);
    expect(kept.said).toBe(expected.said);
  });

  it("does not depend on the order of named things", async () => {
    const { files } = await runCase(golden);
    const shuffled = await withShuffledContract(golden, (contract) => runCase(golden, contract));
    const comparable = (all: typeof files) => Object.entries(all).filter(([path]) => path !== "conn-gen.lock.json");
    for (const [path, text] of comparable(shuffled.files)) expect(text, path).toBe(files[path]);
    expect(Object.keys(shuffled.files).sort()).toEqual(Object.keys(files).sort());
  });
});

function listCopies(files: { readonly [path: string]: string }): { [path: string]: string } {
  const own = Object.entries(files).filter(([path]) => !isCopied(path));
  const copied = Object.keys(files).filter(isCopied).sort();
  return { ...Object.fromEntries(own), ...(copied.length > 0 && { "copied.txt": `${copied.join("\n")}\n` }) };
}
