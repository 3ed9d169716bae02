import { describe, expect, it } from "vitest";
import type { OperationFacts } from "../../generator/contract/contract.js";
import { createMatcher, isSelector, type Selector } from "../../generator/contract/selectors.js";

const facts: OperationFacts = {
  id: "GET /v1/pets/{id}",
  operationId: "pets.get",
  groups: ["Pets", "Shop: online"],
  binding: { protocol: "http", method: "GET", path: "/v1/pets/{id}" },
  at: "#",
};

describe("a selector", () => {
  it.each<[selector: Selector, matches: boolean]>([
    ["tag:Pets", true],
    ["tag:pets", false],
    ["tag:Shop: online", true],
    ["tag:Shop*", true],
    ["path:/v1/pets/{id}", true],
    ["path:/v1/*", false],
    ["path:/v1/*/*", true],
    ["path:/v1/**", true],
    ["path:**/{id}", true],
    ["path:/v1/pet", false],
    ["path:/v1/pets/.id.", false],
    ["operation:pets.get", true],
    ["operation:pets*", true],
    ["operation:pets_get", false],
    ["operation:GET /v1/pets/{id}", true],
    ["operation:GET *", true],
    ["operation:POST *", false],
    ["deprecated", false],
  ])("%s", (selector, matches) => {
    expect(isSelector(selector)).toBe(true);
    expect(createMatcher(selector)(facts)).toBe(matches);
  });

  it.each(["", "pets", "tag:", "tags:Pets", "Deprecated"])("is not %s", (text) => {
    expect(isSelector(text)).toBe(false);
  });
});
