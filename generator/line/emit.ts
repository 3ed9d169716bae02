import { readFileSync } from "node:fs";
import { join } from "node:path";
import { emitClient } from "../../templates/files/emit.js";
import type { OutputFile } from "../../templates/files/output.js";
import type { Settings } from "../config.js";
import type { Contract } from "../contract/contract.js";
import type { Stage } from "../diagnostics.js";
import { packageRoot } from "../package-root.js";
import type { Plan } from "../plan/plan.js";
import type { Documents } from "../read/documents.js";
import { keepSnapshot } from "../write/snapshot.js";

/** What emitting needs to know beside the plan. */
export interface Origin {
  readonly contract: Contract;
  readonly settings: Settings;
  readonly documents: Documents;
}

/** The client as files in memory, and the contract's snapshot where it may change without us. */
export async function emit(plan: Plan, { contract, settings, documents }: Origin): Promise<Stage<OutputFile[]>> {
  const { source } = documents.root;
  const emission = {
    plan,
    contract,
    source: fileNameOf(source.location),
    extension: settings.importExtension,
    ...(settings.runtime !== "copy" && { runtime: settings.runtime }),
  };
  const runner = settings.tests === true ? "vitest" : settings.tests;
  const tests = runner === false ? undefined : { arrays: settings.values.arrays, runner };
  const files = await emitClient(emission, readTemplate, tests);
  return { value: [...files, ...keepSnapshot(source, contract.kind)], diagnostics: [] };
}

/** The last part of a path or URL: headers name the contract, not where it lay, and no login either. */
function fileNameOf(location: string): string {
  const path = location === "-" ? "stdin" : location.replace(/[?#].*$/, "").replace(/^\w+:\/\/[^/]*@/, "");
  return path.split(/[\\/]/).findLast((step) => step !== "") ?? "a contract";
}

function readTemplate(module: string): string {
  return readFileSync(join(packageRoot(), "templates", `${module}.ts`), "utf8");
}
