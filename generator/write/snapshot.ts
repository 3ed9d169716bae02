import { join } from "node:path";
import type { Settings } from "../config.js";
import { isUrl } from "../read/locations.js";
import type { Source } from "../read/source.js";
import type { Lock } from "./lock.js";
import type { OutputFile } from "./output.js";

const NAME = "conn-gen.snapshot";

/** What a URL serves may be another contract tomorrow: the one that a client was made of is kept beside it. */
export function keepSnapshot({ location, text }: Source, kind: string): OutputFile[] {
  if (!isUrl(location)) return [];
  const extension = /^\s*[[{]/.test(text) ? "json" : kind === "graphql" ? "graphql" : "yaml";
  return [{ path: `${NAME}.${extension}`, text }];
}

/** Where the contract is that a client was made of, where it came from a URL. */
export function findSnapshot({ contract, output }: Settings, lock: Lock): string | undefined {
  const path = Object.keys(lock.files).find((each) => each.startsWith(`${NAME}.`) && !each.includes("/"));
  return isUrl(contract) && path !== undefined ? join(output, path) : undefined;
}
