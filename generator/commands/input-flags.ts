import type { Request } from "../config/resolve.js";
import { isSelector, type Selector } from "../contract/selectors.js";
import { usageFailure } from "../diagnostics.js";
import type { Flags } from "./arguments.js";

/** What the command line says about reading the contract; it wins over the config. */
export function readInputFlags(flags: Flags): NonNullable<Request["input"]> {
  const allowRemote = flags["allow-remote"];
  const { overlay: overlays } = flags;
  return {
    ...(allowRemote !== undefined && { allowRemote }),
    ...(overlays !== undefined && { overlays }),
    ...(flags.include !== undefined && { include: readSelectors("--include", flags.include) }),
    ...(flags.exclude !== undefined && { exclude: readSelectors("--exclude", flags.exclude) }),
  };
}

function readSelectors(flag: string, texts: readonly string[]): readonly Selector[] {
  return texts.map((text) => {
    if (isSelector(text)) return text;
    throw usageFailure(`${flag} ${text} chooses nothing`, "write tag:NAME, path:/v1/**, operation:ID or deprecated");
  });
}
