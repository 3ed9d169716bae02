import { typeId } from "../../generator/contract/graphql-schemas.js";
import { blocks, code, type } from "../code.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { declaration } from "./type-text.js";

/** `types.ts`: a declaration for every schema that the contract names. */
export function printTypesFile(emission: Emission): OutputFile {
  const { types, decoders, typeNames } = emission.plan;
  const codecs = Object.entries(decoders.values.codecs ?? {}).flatMap(([scalar, codec]) => {
    const name = typeNames[typeId(scalar)];
    return name === undefined ? [] : [{ name, export: codec.name, module: codec.module }];
  });
  const declares = [...types, ...codecs].map(({ name }) => name);
  const local = new Set(declares);
  const body = blocks([
    ...types.map((plan) => declaration(plan.name, plan.shape, { doc: plan.doc, local })),
    // What a codec decodes is its own affair: the type follows.
    ...codecs.map(
      (codec) => code`export type ${codec.name} = ReturnType<typeof ${type(codec.export, codec.module)}.decode>;`,
    ),
  ]);
  return printFile(emission, { path: "types", body, declares });
}
