import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isRecord } from "./shape.js";

/**
 * Whether a file is written as an ES module where its package says that it is none, as what `npm init` writes does: Node would
 * complain of it aloud before it can be read as what it is.
 */
export function isMisplacedModule(path: string, text: string): boolean {
  return /\.[jt]s$/.test(path) && /^\s*(?:import|export)\b/m.test(text) && typeOfPackage(dirname(path)) === "commonjs";
}

/** What the nearest `package.json` says of its modules. */
function typeOfPackage(folder: string): unknown {
  const path = join(folder, "package.json");
  if (existsSync(path)) return readType(path);
  const above = dirname(folder);
  return above === folder ? undefined : typeOfPackage(above);
}

function readType(path: string): unknown {
  try {
    const found: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isRecord(found) ? found["type"] : undefined;
  } catch {
    // Node will say so, where it matters.
    return undefined;
  }
}
