import { splitWords } from "./names.js";
import type { OperationPlan, ResourcePlan } from "./plan.js";

/** Puts operations into the tree that their calls describe: one resource a file. */
export function planResources(operations: readonly OperationPlan[], docs: ReadonlyMap<string, string>): ResourcePlan {
  return planResource({ path: [], file: "resources/root" }, operations, { docs, taken: new Set(["resources/root"]) });
}

interface Tree {
  readonly docs: ReadonlyMap<string, string>;
  /** The files that resources have already. */
  readonly taken: Set<string>;
}

function planResource(
  place: Pick<ResourcePlan, "path" | "file">,
  operations: readonly OperationPlan[],
  tree: Tree,
): ResourcePlan {
  const depth = place.path.length;
  const inside = new Map<string, OperationPlan[]>();
  const own: OperationPlan[] = [];
  for (const operation of operations) {
    const segment = operation.call.length > depth + 1 ? operation.call[depth] : undefined;
    if (segment === undefined) own.push(operation);
    else if (inside.get(segment)?.push(operation) === undefined) inside.set(segment, [operation]);
  }
  const doc = tree.docs.get(place.path.join("."));
  return { ...place, operations: own, children: planChildren(place, inside, tree), ...(doc !== undefined && { doc }) };
}

function planChildren(
  parent: Pick<ResourcePlan, "path" | "file">,
  inside: ReadonlyMap<string, OperationPlan[]>,
  tree: Tree,
): ResourcePlan[] {
  // Folders inside of folders end where a path becomes longer than disks take.
  const folder = parent.path.length === 0 || parent.file.length > DEEPEST ? "resources" : parent.file;
  const named = [...inside]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([segment, operations]) => {
      const file = freeFile(`${folder}/${fileName(segment)}`, tree.taken);
      tree.taken.add(file);
      return { path: [...parent.path, segment], file, operations };
    });
  return named.map(({ operations, ...place }) => planResource(place, operations, tree));
}

/** Characters of a path below which no further folder is opened. */
const DEEPEST = 120;

/** Device names that Windows keeps for itself, with whatever extension. */
const WINDOWS_DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/;

function fileName(segment: string): string {
  const words =
    splitWords(segment)
      .join("-")
      .toLowerCase()
      .normalize("NFD")
      .replaceAll("ß", "ss")
      .replaceAll(/[^a-z0-9-]/g, "") || "resource";
  return WINDOWS_DEVICES.test(words) ? `${words}-` : words.slice(0, 80);
}

function freeFile(file: string, taken: ReadonlySet<string>): string {
  if (!taken.has(file)) return file;
  for (let number = 2; ; number++) if (!taken.has(`${file}-${number}`)) return `${file}-${number}`;
}
