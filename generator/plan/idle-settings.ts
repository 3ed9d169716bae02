import type { Contract } from "../contract/contract.js";
import type { Settings } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";

/**
 * Names and pages of the config that belong to nothing in the contract. What a config says of all its contracts at once need
 * not concern each of them.
 */
export function reportIdleSettings(contract: Contract, { names, pages, config }: Settings): Diagnostic[] {
  const shared = config?.shared ?? [];
  const operations = listWords(
    [...contract.operations, ...contract.broken].map(({ id, operationId }) => [id, operationId]),
  );
  const schemas = listWords(Object.values(contract.schemas).map(({ id, key }) => [id, key]));
  const given = [
    ...(shared.includes("names") ? [] : idleKeys("names.calls", names.calls, operations)),
    ...(shared.includes("names") ? [] : idleKeys("names.types", names.types, schemas)),
    ...(shared.includes("pages") ? [] : idleKeys("pages", pages, operations)),
  ];
  return given.map(({ setting, key }) => ({
    code: "setting-matches-nothing",
    severity: "warning",
    message: `\`${setting}\` of the config speaks of \`${key}\`, which is nowhere in the contract.`,
    help:
      setting === "names.types"
        ? "Say a schema's name, or its pointer (`#/components/schemas/Pet`); `conn-gen inspect` prints them."
        : "Say an operation's id (`GET /pets/{id}`), or its operationId; `conn-gen inspect` prints them.",
  }));
}

function listWords(words: readonly (readonly (string | undefined)[])[]): ReadonlySet<string> {
  return new Set(words.flat().filter((word) => word !== undefined));
}

function idleKeys(
  setting: string,
  given: { readonly [key: string]: unknown },
  known: ReadonlySet<string>,
): readonly { readonly setting: string; readonly key: string }[] {
  return Object.keys(given)
    .filter((key) => !known.has(key))
    .map((key) => ({ setting, key }));
}
