import { createRequire } from "node:module";
import type * as JsYaml from "js-yaml";

let loaded: typeof JsYaml | undefined;

/** The package, loaded with the first YAML that is read: most large contracts are JSON. */
export function jsYaml(): typeof JsYaml {
  return (loaded ??= createRequire(import.meta.url)("js-yaml") as typeof JsYaml);
}
