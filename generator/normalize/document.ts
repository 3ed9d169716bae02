import { isObject } from "../contract/json.js";
import type { Contract } from "../contract/contract.js";
import type { SchemaId } from "../contract/schema.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import type { Documents } from "../read/documents.js";
import { findAliases } from "./aliases.js";
import type { Aliases } from "./aliases.js";
import { readExtensions } from "./annotations.js";
import { tellDialect } from "./dialects.js";
import { openJoined } from "./joined.js";
import { DOCUMENT_KINDS, withKinds } from "./kinds.js";
import { readNamedSchemas } from "./named-schemas.js";
import { itemsOf, memberOf, textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { follow } from "./refs.js";
import { readSchema } from "./schema.js";

/** What one version of the format says in its own way. */
export interface Format extends Pick<Reading, "dialect" | "schemasAt"> {
  readonly readParts: (
    document: Node,
    reading: Reading,
  ) => Pick<Contract, "servers" | "auth" | "operations" | "webhooks" | "broken">;
}

/** Reads a document of any version into the Contract: facts only, nothing named, nothing chosen. */
export function readDocument(documents: Documents, { dialect, schemasAt, readParts }: Format): Stage<Contract> {
  const { root } = documents.root;
  const diagnostics = new Map<string, Diagnostic>();
  const referred = new Set<SchemaId>();
  let aliases: Aliases | undefined;
  const reading: Reading = {
    root,
    documents,
    dialect,
    schemasAt,
    special: new Map(),
    closed: new Map(),
    readSchema: (node) => readSchema(node, reading),
    refer: (id) => referred.add(id),
    aliases: () => (aliases ??= findAliases(reading)),
    // What several operations share is read by each of them, and told once.
    report: (diagnostic) => diagnostics.set(keyOfDiagnostic(diagnostic), diagnostic),
  };
  const document = withKinds({ value: root, at: "#" }, DOCUMENT_KINDS, reading);
  tellDialect(document, "jsonSchemaDialect", reading);
  const info = memberOf(document, "info");
  const infoObject = isObject(info.value) ? info.value : {};
  const parts = readParts(document, reading);
  if (KINDS_OF_CALLS.every((key) => document.value[key] === undefined)) reportNothing(reading);
  const doc = readText(memberOf(info, "description"), reading);
  const contract: Contract = {
    kind: "openapi",
    title: textAt(infoObject, "title") ?? "API",
    version: textAt(infoObject, "version") ?? "0",
    ...(doc !== undefined && { doc }),
    groups: readGroups(document),
    ...parts,
    schemas: readNamedSchemas(reading, referred),
    extensions: readExtensions(root),
  };
  const value = openJoined(contract, reading);
  return { value, diagnostics: [...diagnostics.values()] };
}

/** Where a contract says what can be called, or that it is there for its schemas alone. */
const KINDS_OF_CALLS = ["paths", "webhooks", "components", "definitions"];

function reportNothing(reading: Reading): void {
  reading.report({
    code: "contract-without-paths",
    severity: "warning",
    message: "The contract has no `paths`, so there is nothing to call.",
    pointer: "#",
    help: "Operations stand under `paths`, at the top of the contract.",
  });
}

function keyOfDiagnostic({ code, pointer = "", operation = "", message }: Diagnostic): string {
  return [code, pointer, operation, message].join("\n");
}

/** Long texts are kept in files of their own too, where contracts have several. */
function readText(node: Node, reading: Reading): string | undefined {
  const value = isObject(node.value) ? follow(node, reading)?.value : node.value;
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function readGroups(document: Node): Contract["groups"] {
  const tags = itemsOf(memberOf(document, "tags")).map((tag) => tag.value);
  return tags.filter(isObject).flatMap((tag) => {
    const key = textAt(tag, "name");
    const doc = textAt(tag, "description");
    const parent = textAt(tag, "parent");
    const role = textAt(tag, "kind");
    return key === undefined
      ? []
      : [
          {
            key,
            ...(doc !== undefined && { doc }),
            ...(parent !== undefined && { parent }),
            ...(role !== undefined && { role }),
          },
        ];
  });
}
