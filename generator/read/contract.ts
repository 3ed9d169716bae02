import type { Stage } from "../diagnostics.js";
import { bindDocuments, type Documents } from "./documents.js";
import { type Document, parseDocument, parsePart, type Part } from "./document.js";
import { readDocuments } from "./graphql-documents.js";
import { gatherParts, type GatherOptions } from "./gather.js";
import { nameDocument, resolveReference } from "./locations.js";
import { applyOverlays } from "./overlay/apply.js";
import { type Overlay, readOverlay } from "./overlay/overlay.js";
import { readSchemaFiles } from "./schema-files.js";
import { readSource, type Source } from "./source.js";

/** How a contract is read, and what is done to it before anybody looks. */
export interface ContractOptions extends GatherOptions {
  /** Where overlays are, in the order in which they are applied. */
  readonly overlays?: readonly string[];
  /** Where GraphQL documents are that become calls: absolute paths or patterns. */
  readonly documents?: readonly string[];
  /** Where the contract was kept as its URL served it once, to be read in its place. */
  readonly snapshot?: string;
}

/** Reads a contract, everything that it refers to, and the overlays that change it. */
export async function readContract(location: string, options: ContractOptions = {}): Promise<Stage<Documents>> {
  const several = await readSchemaFiles(location, options);
  const root: Document = several ?? parseDocument(await readRoot(location, options));
  const parts = new Map<string, Part>([
    ["", root],
    ...(several?.files ?? []).map((file) => [file.name, file] as const),
  ]);
  const gathering = { root, options, parts, unread: new Map() };
  await gatherParts([root], gathering);
  const overlays = await Promise.all((options.overlays ?? []).map((each) => readOverlayAt(each, root, options)));
  const { unread } = gathering;
  const queries = await readDocuments(options.documents ?? [], options.cwd);
  const diagnostics = [];
  for (const [name, own] of groupByTarget(overlays, { root, parts })) {
    const overlaid = applyOverlays(parts.get(name) ?? root, own);
    parts.set(name, overlaid.part);
    diagnostics.push(...overlaid.diagnostics);
  }
  // Overlays may refer to more.
  await gatherParts(
    [...parts.values()].filter((part) => part.isOverlaid),
    gathering,
  );
  const changed = { ...root, ...parts.get(""), root: (parts.get("")?.root ?? root.root) as Document["root"] };
  const value = bindDocuments({ root: changed, parts, overlays: overlays.map(({ part }) => part), queries, unread });
  return { value, diagnostics };
}

async function readRoot(location: string, { snapshot, ...options }: ContractOptions): Promise<Source> {
  if (snapshot === undefined) return readSource(location, options);
  return { ...(await readSource(snapshot, options)), location };
}

/** The headers of the contract are not for its overlays. */
async function readOverlayAt(location: string, root: Document, options: ContractOptions): Promise<Overlay> {
  const source = await readSource(location, { ...options, headers: {} });
  return readOverlay(parsePart(source, nameDocument(location, root.source.location)));
}

/** An overlay changes the document that it `extends`, if that is one of the contract's, else the contract's own. */
function groupByTarget(
  overlays: readonly Overlay[],
  { root, parts }: { readonly root: Document; readonly parts: ReadonlyMap<string, Part> },
): Map<string, Overlay[]> {
  const groups = new Map<string, Overlay[]>();
  for (const overlay of overlays) {
    const location = overlay.extends && resolveReference(overlay.extends, overlay.part.source.location);
    const meant = location ? nameDocument(location, root.source.location) : "";
    const name = parts.has(meant) ? meant : "";
    groups.set(name, [...(groups.get(name) ?? []), overlay]);
  }
  return groups;
}
