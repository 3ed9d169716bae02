import { posix } from "node:path";
import { isObject } from "../../generator/contract/json.js";
import { keysOf } from "../../generator/contract/pointer.js";
import type { Json } from "../../generator/contract/schema.js";
import type { Root } from "./tools.js";

type Members = { readonly [key: string]: Json };

/** The contract's own file. */
export const ROOT_FILE = "api.json";

/**
 * Writes a contract down as large ones are kept: each path, each operation or each schema in a file of its own, parameters and
 * responses in shared ones. What only the contract itself can hold, or nothing refers to, stays where it is.
 */
export function splitIntoFiles(root: Root): ReadonlyMap<string, Json> {
  const files = new Map<string, Json>();
  const schemas = sectionOf(root, "schemas");
  const reached = reachSchemas(root);
  const aliased = new Set([...findAliased(schemas), ...findEntered(root)]);
  const isMoved = (key: string): boolean => isFileName(key) && reached.has(key) && !aliased.has(key);
  const write = (file: string, value: Json): void => void files.set(file, rewrite(value, file, isMoved));
  for (const [key, schema] of Object.entries(schemas)) if (isMoved(key)) write(fileOf(key), schema);
  for (const section of SHARED) write(sharedFile(section), sectionOf(root, section));
  const paths = Object.entries((root["paths"] ?? {}) as Members).map(([path, item], index) => {
    const file = `resources/${index}/item.json`;
    if (!isObject(item) || item["$ref"] !== undefined) return [path, item] as const;
    write(file, item as Json);
    return [path, { $ref: file }] as const;
  });
  const components = Object.entries((root["components"] ?? {}) as Members)
    .filter(([section]) => !SHARED.includes(section))
    .map(([section, parts]) => [section, section === "schemas" ? leftOf(schemas, isMoved) : parts] as const);
  files.set(
    ROOT_FILE,
    rewrite(
      { ...root, paths: Object.fromEntries(paths), components: Object.fromEntries(components) } as Json,
      ROOT_FILE,
      isMoved,
    ),
  );
  return files;
}

/** A file called `index` is named after its folder. */
function isFileName(key: string): boolean {
  return /^[\w.-]+$/.test(key) && key.toLowerCase() !== "index";
}

/** What has several names, and these names: in a file, nobody could say by which of them it goes. */
function findAliased(schemas: Members): Set<string> {
  const aliases = Object.entries(schemas).filter(([, schema]) => isObject(schema) && "$ref" in schema);
  return new Set(
    aliases.flatMap(([key, schema]) => [
      key,
      String((schema as Members)["$ref"])
        .split("/")
        .at(-1) ?? "",
    ]),
  );
}

/** What other places refer to parts of: such parts are named after where they lie. */
function findEntered(root: Root): Set<string> {
  const text = JSON.stringify(root);
  return new Set([...text.matchAll(/"#\/components\/schemas\/([\w.-]+)\/[^"]*"/g)].map(([, key = ""]) => key));
}

const SHARED = ["parameters", "responses", "requestBodies", "headers"];

function sharedFile(section: string): string {
  return `shared/${section}.json`;
}

function fileOf(key: string): string {
  return `resources/models/${key}.json`;
}

function sectionOf(root: Root, section: string): Members {
  const parts = ((root["components"] ?? {}) as Members)[section];
  return isObject(parts) ? (parts as Members) : {};
}

/** The contract has names of its own for every third of the schemas that moved. */
function leftOf(schemas: Members, isMoved: (key: string) => boolean): Members {
  const left = Object.entries(schemas).flatMap(([key, schema], index): [string, Json][] => {
    if (!isMoved(key)) return [[key, schema]];
    return index % 3 === 0 ? [[key, { $ref: fileOf(key) }]] : [];
  });
  return Object.fromEntries(left);
}

/** The schemas that operations need; the others would be lost with the contract's names for them. */
function reachSchemas(root: Root): Set<string> {
  const reached = new Set<string>();
  const look = (value: Json): void => {
    if (typeof value !== "object" || value === null) return;
    if (isObject(value) && typeof (value as Members)["$ref"] === "string") note(String((value as Members)["$ref"]));
    for (const [key, member] of Object.entries(value)) {
      if (key === "discriminator") for (const target of targetsOf(member as Json)) note(target);
      if (!key.startsWith("x-")) look(member as Json);
    }
  };
  const shared = new Set<string>();
  const note = (ref: string): void => {
    const [first, section = "", key] = ref.startsWith("#/") ? keysOf(ref) : [];
    if (first !== "components" || key === undefined) return;
    if (section === "schemas") reached.add(key);
    if (!SHARED.includes(section) || shared.has(ref)) return;
    shared.add(ref);
    look(sectionOf(root, section)[key] ?? null);
  };
  // Parts that are shared and that nothing refers to are never read.
  const unread = Object.fromEntries(["schemas", ...SHARED].map((section) => [section, {}]));
  look({ ...root, components: { ...(root["components"] as Members), ...unread } } as Json);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const key of reached) look(sectionOf(root, "schemas")[key] ?? null);
  return reached;
}

/** What a discriminator's mapping leads to, by references or names. */
function targetsOf(discriminator: Json): string[] {
  const mapping = isObject(discriminator) ? (discriminator as Members)["mapping"] : undefined;
  const targets = isObject(mapping) ? Object.values(mapping as Members) : [];
  return targets.filter((target) => typeof target === "string").map(toReference);
}

function toReference(target: string): string {
  return target.includes("/") ? target : `#/components/schemas/${target}`;
}

/** References as they are written in a file. */
function rewrite(value: Json, file: string, isMoved: (key: string) => boolean): Json {
  const lead = (ref: string): string => {
    if (!ref.startsWith("#/")) return ref;
    const [first = "", section = "", key = ""] = keysOf(ref);
    const isSchema = first === "components" && section === "schemas" && isMoved(key);
    const isShared = first === "components" && SHARED.includes(section);
    const target = isSchema ? fileOf(key) : isShared ? sharedFile(section) : ROOT_FILE;
    const rest = ref.split("/").slice(isSchema ? 4 : isShared ? 3 : 1);
    const fragment = rest.length === 0 ? "" : `#/${rest.join("/")}`;
    return target === file ? fragment || "#" : posix.relative(posix.dirname(file), target) + fragment;
  };
  const walk = (node: Json): Json => {
    if (Array.isArray(node)) return node.map((item: Json) => walk(item));
    if (!isObject(node)) return node;
    const entries = Object.entries(node as Members).map(([key, member]): [string, Json] => {
      if (key === "$ref" && typeof member === "string") return [key, lead(member)];
      if (key === "discriminator" && isObject(member)) return [key, leadMapping(member as Members)];
      return [key, walk(member)];
    });
    return Object.fromEntries(entries);
  };
  const leadMapping = (discriminator: Members): Json => {
    const { mapping } = discriminator;
    if (!isObject(mapping)) return discriminator;
    const entries = Object.entries(mapping as Members).map(([tag, ref]): [string, Json] => [
      tag,
      typeof ref === "string" ? lead(toReference(ref)) : ref,
    ]);
    return { ...discriminator, mapping: Object.fromEntries(entries) };
  };
  return walk(value);
}
