import { describe, expect, it } from "vitest";
import { copyFolder, RUNTIME } from "../../templates/files/copied-files.js";

const modules: { readonly [module: string]: string } = {
  "runtime/v1/call": 'import { send } from "./send.js";',
  "runtime/v1/send": "export const send = 1;",
};

/** The paths that are copied beside one generated file. */
function copiesFor(path: string, text: string): string[] {
  const read = (module: string): string => modules[module] ?? expect.fail(`${module} is no module of the runtime`);
  return copyFolder(RUNTIME, [{ path, text }], { extension: ".js", read }).map((file) => file.path);
}

describe("the modules that are copied beside a client", () => {
  it("are those that it imports, and what these import", () => {
    const copies = ["runtime/v1/call.ts", "runtime/v1/send.ts"];
    expect(copiesFor("resources/pets.ts", 'import { call } from "../runtime/v1/call.js";')).toEqual(copies);
    expect(copiesFor("resources/pets.ts", 'import {\n  call,\n} from "../runtime/v1/call.js";')).toEqual(copies);
    expect(copiesFor("index.ts", 'export type { Call } from "./runtime/v1/call.js";')).toEqual(copies);
  });

  it("are not those that only the contract's prose names", () => {
    const prose = 'import { x } from "../runtime/v1/nowhere.js";';
    expect(copiesFor("resources/pets.ts", `/** ${prose} */`)).toEqual([]);
    expect(copiesFor("resources/pets.ts", `/**\n * ${prose}\n */`)).toEqual([]);
    expect(copiesFor("resources/pets.ts", `export const pet = ${JSON.stringify(prose)};`)).toEqual([]);
    expect(copiesFor("README.md", prose)).toEqual([]);
  });

  it("are not those of a resource that is called like the folder", () => {
    expect(copiesFor("resources/runtime.ts", 'export * as v1 from "./runtime/v1.js";')).toEqual([]);
  });
});
