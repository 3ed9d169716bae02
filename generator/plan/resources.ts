import { splitWords } from "./names.js";
import type { OperationPlan, ResourcePlan } from "./plan.js";

/** Puts operations into the tree that their calls describe: one resource a file. */
export function planResources(operations: readonly OperationPlan[], docs: ReadonlyMap<string, string>): ResourcePlan {
  return planResource({ path: [], file: "resources/root" }, operations, docs);
}

function planResource(
  place: Pick<ResourcePlan, "path" | "file">,
  operations: readonly OperationPlan[],
  docs: ReadonlyMap<string, string>,
): ResourcePlan {
  const depth = place.path.length;
  const inside = new Map<string, OperationPlan[]>();
  const own: OperationPlan[] = [];
  for (const operation of operations) {
    const segment = operation.call.length > depth + 1 ? operation.call[depth] : undefined;
    if (segment === undefined) own.push(operation);
    else if (inside.get(segment)?.push(operation) === undefined) inside.set(segment, [operation]);
  }
  const doc = docs.get(place.path.join("."));
  return { ...place, operations: own, children: planChildren(place, inside, docs), ...(doc !== undefined && { doc }) };
}

function planChildren(
  parent: Pick<ResourcePlan, "path" | "file">,
  inside: ReadonlyMap<string, OperationPlan[]>,
  docs: ReadonlyMap<string, string>,
): ResourcePlan[] {
  const folder = parent.path.length === 0 ? "resources" : parent.file;
  const taken = new Set(parent.path.length === 0 ? ["root"] : []);
  return [...inside]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, operations]) => {
      const name = freeFileName(segment, taken);
      taken.add(name);
      return planResource({ path: [...parent.path, segment], file: `${folder}/${name}` }, operations, docs);
    });
}

/** Device names that Windows keeps for itself, with whatever extension. */
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;

function freeFileName(segment: string, taken: ReadonlySet<string>): string {
  const words =
    splitWords(segment)
      .join("-")
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]/g, "") || "resource";
  const name = WINDOWS_DEVICES.test(words) ? `${words}-` : words.slice(0, 80);
  if (!taken.has(name)) return name;
  for (let number = 2; ; number++) if (!taken.has(`${name}-${number}`)) return `${name}-${number}`;
}
