// How long compilers take over what was generated.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, measure, root } from "./measure.mjs";

const compilers = {
  "TypeScript 7": join(root, "node_modules/typescript7/bin/tsc"),
  "TypeScript 5.9": join(root, "node_modules/typescript/bin/tsc"),
};

/** By compiler: seconds, and how many errors it finds. */
export async function measureCompiling(folder, name) {
  const config = join(cache, `tsconfig.${name}.json`);
  const compilerOptions = {
    target: "ES2022",
    module: "ESNext",
    moduleResolution: "bundler",
    lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(config, JSON.stringify({ compilerOptions, include: [folder] }));
  const times = {};
  for (const [compiler, path] of Object.entries(compilers)) {
    const { wall, said } = await measure([path, "-p", config, "--pretty", "false"], { mayFail: true });
    times[compiler] = { wall, errors: said.split("error TS").length - 1 };
  }
  return times;
}
