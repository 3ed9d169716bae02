// What came out of earlier runs, a line a contract, so that a run that was cut short goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";

/** Opens the results; the last one of a contract counts. */
export function openResults(path) {
  mkdirSync(dirname(path), { recursive: true });
  const all = new Map(readLines(path).map((result) => [result.name, result]));
  return {
    find: (name) => all.get(name),
    add(result) {
      all.set(result.name, result);
      appendFileSync(path, `${JSON.stringify(result)}\n`);
    },
  };
}

/** A run that was killed may leave half a line. */
function readLines(path) {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}
