import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../generator/contract/schema.js";

const conformance = join(import.meta.dirname, "../../../shared/conformance/json-schema");

/** The official tests of one draft of JSON Schema, where they lie beside the repository. */
export interface Suite {
  readonly draft: string;
  readonly folder: string;
  readonly exists: boolean;
  /** Which groups are meant: a version of OpenAPI may speak a part of a draft. */
  readonly isMeant: (schema: Json) => boolean;
}

function suiteIn(draft: string, isMeant: Suite["isMeant"]): Suite {
  const folder = join(conformance, "tests", draft);
  return { draft, folder, exists: existsSync(folder), isMeant };
}

export const draft2020 = suiteIn("draft2020-12", () => true);

/** Without what OpenAPI 3.0 leaves out: lists of types, null, patterns of names, dependencies, tuples, references. */
export const draft4 = suiteIn("draft4", (schema) => !mentions(schema));

const NOT_IN_OPENAPI_3_0 = /^(?:patternProperties|dependencies|additionalItems|definitions|\$ref|\$schema|id)$/;

function mentions(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.some(mentions);
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(
    ([key, value]) =>
      NOT_IN_OPENAPI_3_0.test(key) ||
      (key === "type" && (Array.isArray(value) || value === "null")) ||
      (key === "items" && Array.isArray(value)) ||
      (key === "enum" && Array.isArray(value) && value.includes(null)) ||
      mentions(value),
  );
}

/** A schema with values and the verdicts on them. */
export interface Group {
  readonly file: string;
  readonly description: string;
  /** The name of the schema in the contract, and of the validator behind it. */
  readonly key: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** Every required group that is meant, its references rewritten to where it stands in the contract. */
export function readGroups({ folder, exists, isMeant }: Suite, inside = ""): Group[] {
  if (!exists) return [];
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  const groups = files.flatMap((file) =>
    (JSON.parse(readFileSync(join(folder, file), "utf8")) as Omit<Group, "file" | "key">[]).map((group) => ({
      ...group,
      file: file.replace(".json", ""),
    })),
  );
  const meant = groups.filter((group) => isMeant(group.schema));
  return meant.map((group, index) => ({
    ...group,
    key: `S${index}`,
    schema: move(group.schema, `S${index}${inside}`),
  }));
}

/** A reference within the schema is one within the contract, unless it is one within a schema that names itself. */
function move(schema: Json, key: string, inner = false): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => move(item, key, inner));
  if (typeof schema !== "object" || schema === null) return schema;
  const isOwn = inner || "$id" in schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      if (name === "enum" || name === "const") return [name, value];
      const isRef = /^\$(?:dynamicR|r)ef$/.test(name) && typeof value === "string" && /^#(?:\/|$)/.test(value);
      return [name, isRef && !isOwn ? `#/components/schemas/${key}${value.slice(1)}` : move(value, key, isOwn)];
    }),
  );
}

const remotesFolder = join(conformance, "remotes/draft2020-12");

/** The schemas that the suite keeps elsewhere, bundled as JSON Schema has it: each names itself. */
export function readRemotes(): { readonly [key: string]: Json } {
  if (!existsSync(remotesFolder)) return {};
  const files = readdirSync(remotesFolder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".json"),
  );
  return Object.fromEntries(
    files.sort().map((file, index) => {
      const schema = JSON.parse(readFileSync(join(remotesFolder, file), "utf8")) as { readonly [key: string]: Json };
      return [`R${index}`, { $id: `http://localhost:1234/draft2020-12/${file}`, ...schema }];
    }),
  );
}
