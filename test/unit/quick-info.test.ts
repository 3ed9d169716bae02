import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** A user's module beside the committed client; it exists in the editor only. */
const file = join(root, "generated/in-the-editor.ts");
const text = `
import { createStripe } from "./stripe/index.js";
import { connect } from "./stripe/client.js";
import * as customers from "./stripe/resources/customers.js";
const stripe = createStripe();
stripe.customers.retrieve("cus_1");
stripe.customers.delete("cus_1");
customers.retrieve(connect(), "cus_1");
customers.delete(connect(), "cus_1");
`;

/** What an editor shows of the word that a line's call ends with. */
function hover(line: string): string {
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) =>
      path === file || existsSync(path)
        ? ts.ScriptSnapshot.fromString(path === file ? text : readFileSync(path, "utf8"))
        : undefined,
    getCurrentDirectory: () => root,
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: existsSync,
    readFile: (path) => readFileSync(path, "utf8"),
  };
  const service = ts.createLanguageService(host, registry);
  const info = service.getQuickInfoAtPosition(file, text.indexOf(line) + line.indexOf("(") - 1);
  const tags = (info?.tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`);
  return [ts.displayPartsToString(info?.documentation), ...tags].join("\n");
}

const registry = ts.createDocumentRegistry();

it.each([
  "stripe.customers.retrieve(",
  "customers.retrieve(connect",
  "stripe.customers.delete(",
  "customers.delete(connect",
])("an editor shows the words of the contract at %s", { timeout: 60_000 }, (line) => {
  const shown = hover(line);
  expect(shown).toContain(line.includes("delete") ? "cancels all of its subscriptions" : "Retrieve a customer");
  expect(shown).toContain("@param customer The id of the customer.");
});
