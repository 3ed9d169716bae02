import { blocks } from "../code.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { declaration } from "./type-text.js";

/** `types.ts`: a declaration for every schema that the contract names. */
export function printTypesFile(emission: Emission): OutputFile {
  const { types } = emission.plan;
  const declares = types.map((plan) => plan.name);
  const local = new Set(declares);
  const body = blocks(types.map((plan) => declaration(plan.name, plan.shape, { doc: plan.doc, local })));
  return printFile(emission, { path: "types", body, declares });
}
