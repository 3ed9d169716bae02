import type { Contract } from "../../contract/contract.js";
import type { NamedSchema, SchemaId } from "../../contract/schema.js";
import type { Diagnostic, Stage } from "../../diagnostics.js";
import { readAnnotations, readExtensions } from "../annotations.js";
import { child, isObject, itemsOf, keysOf, lookUp, memberOf, textAt } from "../reading.js";
import type { Reading } from "../reading.js";
import { readSchema } from "../schema.js";
import { readAuthSchemes } from "./auth.js";
import { readOperations } from "./operations.js";
import { readServers } from "./servers.js";

/** Reads an OpenAPI 3.0 or 3.1 document into the Contract: facts only, nothing named, nothing chosen. */
export function readOpenApi(root: unknown): Stage<Contract> {
  const diagnostics: Diagnostic[] = [];
  const referred = new Set<SchemaId>();
  const reading: Reading = {
    root,
    dialect: dialectOf(root),
    readSchema: (node) => readSchema(node, reading),
    refer: (id) => referred.add(id),
    report: (diagnostic) => diagnostics.push(diagnostic),
  };
  const document = { value: root, at: "#" };
  const info = memberOf(document, "info");
  const infoObject = isObject(info.value) ? info.value : {};
  const auth = readAuthSchemes(memberOf(memberOf(document, "components"), "securitySchemes"), reading);
  const operations = readOperations(document, Object.keys(auth), reading);
  const doc = textAt(infoObject, "description");
  const contract: Contract = {
    kind: "openapi",
    title: textAt(infoObject, "title") ?? "API",
    version: textAt(infoObject, "version") ?? "0",
    ...(doc !== undefined && { doc }),
    groups: readGroups(root),
    servers: readServers(memberOf(document, "servers")),
    auth,
    operations,
    schemas: readNamedSchemas(reading, referred),
    extensions: readExtensions(root),
  };
  return { value: contract, diagnostics };
}

function dialectOf(root: unknown): Reading["dialect"] {
  const version = isObject(root) ? String(root["openapi"] ?? "") : "";
  return version.startsWith("3.0") ? "3.0" : "3.1";
}

function readGroups(root: unknown): Contract["groups"] {
  const tags = itemsOf(memberOf({ value: root, at: "#" }, "tags")).map((tag) => tag.value);
  return tags.filter(isObject).flatMap((tag) => {
    const key = textAt(tag, "name");
    const doc = textAt(tag, "description");
    return key === undefined ? [] : [{ key, ...(doc !== undefined && { doc }) }];
  });
}

/** Every schema under `components`, and whatever else is referred to, until nothing new is. */
function readNamedSchemas(reading: Reading, referred: Set<SchemaId>): Contract["schemas"] {
  const schemas: { [id: SchemaId]: NamedSchema } = {};
  const components = memberOf(memberOf({ value: reading.root, at: "#" }, "components"), "schemas");
  const waiting = isObject(components.value)
    ? Object.keys(components.value).map((key) => child(components.at, key))
    : [];
  for (const id of waiting) schemas[id] = readNamedSchema(id, reading);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of referred) schemas[id] ??= readNamedSchema(id, reading);
  return schemas;
}

function readNamedSchema(id: SchemaId, reading: Reading): NamedSchema {
  const value = lookUp(reading.root, id);
  const schema = reading.readSchema({ value, at: id });
  const { doc, deprecated, example } = readAnnotations(value);
  const title = isObject(value) ? textAt(value, "title") : undefined;
  return {
    id,
    key: keysOf(id).at(-1) ?? "schema",
    schema,
    ...(title !== undefined && { title }),
    ...(doc !== undefined && { doc }),
    ...(deprecated && { deprecated }),
    ...(example !== undefined && { example }),
  };
}
