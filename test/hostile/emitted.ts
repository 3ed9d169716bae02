import { join } from "node:path";
import { build } from "esbuild";
import type { Diagnostic } from "../../generator/diagnostics.js";
import type { Check, Issue } from "../../templates/runtime/v1/check.js";
import { type Document, runLine } from "./line.js";

type Checks = { readonly [name: string]: Check };

/** The validators of a contract as they run in a client, and what was said about the contract. */
export interface Emitted {
  readonly sent: Checks;
  readonly received: Checks;
  /** The types that the client declares. */
  readonly types: string;
  readonly diagnostics: readonly Diagnostic[];
}

const root = join(import.meta.dirname, "../..");

/** Generates a client and loads its validators. */
export async function emitValidators(document: Document): Promise<Emitted> {
  const { files, diagnostics } = await runLine(document);
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? "export {};";
  const [sent, received] = await Promise.all(
    ["validators/requests.ts", "validators/responses.ts"].map((path) => load(textOf(path))),
  );
  return { sent: sent ?? {}, received: received ?? {}, types: textOf("types.ts"), diagnostics };
}

async function load(contents: string): Promise<Checks> {
  const { outputFiles } = await build({
    stdin: { contents, loader: "ts", resolveDir: root },
    alias: { "@conn-gen/runtime": join(root, "templates/runtime") },
    bundle: true,
    write: false,
    format: "cjs",
    logLevel: "silent",
  });
  const module: { exports: Checks } = { exports: {} };
  new Function("module", "exports", outputFiles[0]?.text ?? "")(module, module.exports);
  return module.exports;
}

/** What a validator finds wrong with a value. */
export function findIssues(check: Check | undefined, value: unknown): readonly Issue[] {
  if (check === undefined) throw new Error("there is no such validator");
  const findings = { issues: [] };
  check(findings, value);
  return findings.issues;
}
