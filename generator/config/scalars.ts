import { relative, resolve, sep } from "node:path";
import type { Codec, ScalarCodec, ScalarType, Settings } from "../config.js";

/** Tells scalars that are something in JSON from those that a module of the user's reads and writes. */
export function resolveScalars(
  given: { readonly [scalar: string]: ScalarType | ScalarCodec },
  place: { readonly folder: string; readonly output: string },
): Pick<Settings["values"], "scalars" | "codecs"> {
  const scalars = Object.entries(given).filter((entry): entry is [string, ScalarType] => typeof entry[1] === "string");
  const codecs = Object.entries(given).flatMap(([scalar, meaning]): [string, Codec][] =>
    typeof meaning === "string" ? [] : [[scalar, resolveCodec(meaning, place)]],
  );
  return { scalars: Object.fromEntries(scalars), ...(codecs.length > 0 && { codecs: Object.fromEntries(codecs) }) };
}

/** Modules are named as the client's own are: with the client's extension, whatever the config says. */
function resolveCodec(
  { from, name, sample }: ScalarCodec,
  { folder, output }: { readonly folder: string; readonly output: string },
): Codec {
  const path = relative(output, resolve(folder, from)).split(sep).join("/");
  const module = /^[./]/.test(from) ? path.replace(/\.[cm]?[jt]sx?$/, "") : `npm:${from}`;
  return { name, module, ...(sample !== undefined && { sample }) };
}
