import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../generator/contract/schema.js";

/** The official JSON Schema tests, where they lie beside the repository. */
export const suiteFolder = join(import.meta.dirname, "../../../shared/conformance/json-schema/tests/draft2020-12");

/** A schema with values and the verdicts on them. */
export interface Group {
  readonly file: string;
  readonly description: string;
  /** The name of the schema in the contract, and of the validator behind it. */
  readonly key: string;
  readonly schema: Json;
  readonly tests: readonly { readonly description: string; readonly data: Json; readonly valid: boolean }[];
}

/** Every required group, its references rewritten to where it stands in the contract. */
export function readGroups(): Group[] {
  if (!existsSync(suiteFolder)) return [];
  const files = readdirSync(suiteFolder)
    .filter((file) => file.endsWith(".json"))
    .sort();
  const groups = files.flatMap((file) =>
    (JSON.parse(readFileSync(join(suiteFolder, file), "utf8")) as Omit<Group, "file" | "key">[]).map((group) => ({
      ...group,
      file: file.replace(".json", ""),
    })),
  );
  return groups.map((group, index) => ({ ...group, key: `S${index}`, schema: move(group.schema, `S${index}`) }));
}

/** A reference within the schema is one within the contract. */
function move(schema: Json, key: string): Json {
  if (Array.isArray(schema)) return schema.map((item: Json) => move(item, key));
  if (typeof schema !== "object" || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => {
      if (name === "enum" || name === "const") return [name, value];
      const isRef = name === "$ref" && typeof value === "string" && value.startsWith("#");
      return [
        name,
        isRef && /^#(?:\/|$)/.test(value) ? `#/components/schemas/${key}${value.slice(1)}` : move(value, key),
      ];
    }),
  );
}
