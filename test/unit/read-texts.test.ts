import { expect, it } from "vitest";
import type { Check } from "../../templates/testing/mocks/mock-facts.js";
import { readTexts } from "../../templates/testing/mocks/read-texts.js";

/** A card by its two numbers, or by a token: like validators of a choice, it objects to what is nearest. */
const check: Check = ({ issues }, value) => {
  const { card } = value as { card: { month?: unknown; year?: unknown; token?: unknown } };
  const wrong = [card.month, card.year].filter((each) => typeof each !== "number").length;
  if (wrong > 1 && card.token === undefined) issues.push({ pointer: "/card/token", message: "is required" });
  else if (wrong > 0) issues.push({ pointer: "/card/month", message: "must be a number" });
};

it("reads the texts of a choice together, where no single one would do", () => {
  const { value, issues } = readTexts({ card: { month: "12", year: "2030", name: "Ada" } }, check);
  expect(value).toEqual({ card: { month: 12, year: 2030, name: "Ada" } });
  expect(issues).toEqual([]);
});
