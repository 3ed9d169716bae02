import { isObject } from "../../contract/json.js";
import type { Settings } from "../../config.js";
import type { Contract, Operation } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import type { Diagnostic } from "../../diagnostics.js";
import type { PagesPlan } from "../plan.js";

/** What the config or an `x-conn-gen` hint may say about an operation's pages; `false` = it has none. */
export type PagesHint = Partial<Omit<PagesPlan, "itemShape" | "declaresItem" | "declared">> | false;

const WAYS: { readonly [by in PagesPlan["by"]]: true } = {
  afterLast: true,
  cursor: true,
  pageNumber: true,
  offset: true,
  linkHeader: true,
  nextUrl: true,
};

/** What each setting must be; hints come from contracts too, so none is believed unseen. */
const SETTINGS: { readonly [key: string]: (value: Json | undefined) => boolean } = {
  by: (value) => typeof value === "string" && Object.hasOwn(WAYS, value),
  items: isText,
  cursor: isText,
  more: isText,
  param: isText,
  before: isText,
  size: isText,
  key: isText,
  // `plan/batch-hint.ts` reads it.
  batch: () => true,
  first: (value) => typeof value === "number" && Number.isSafeInteger(value),
};

function isText(value: Json | undefined): boolean {
  return typeof value === "string";
}

/** The hint for an operation, the config's before the contract's; `undefined` where there is none that makes sense. */
export function findPagesHint(operation: Operation, settings: Settings): PagesHint | undefined {
  const written = readWritten(operation, settings);
  if (written === undefined || findWrong(written) !== undefined) return undefined;
  if (!isObject(written)) return written as PagesHint;
  const { batch: _, ...own } = written;
  return own;
}

/** Tells of the hints that are not followed. */
export function reportPagesHints(contract: Contract, settings: Settings): Diagnostic[] {
  return contract.operations.flatMap((operation): Diagnostic[] => {
    const written = readWritten(operation, settings);
    const wrong = written === undefined ? undefined : findWrong(written);
    if (wrong === undefined) return [];
    return [
      {
        code: "pages-hint-invalid",
        severity: "warning",
        message: `The hint about the pages of ${operation.id} is not followed: \`${wrong}\` makes no sense in it.`,
        pointer: operation.at,
        help: `Known are ${Object.keys(SETTINGS).join(", ")}; \`by\` is one of ${Object.keys(WAYS).join(", ")}.`,
      },
    ];
  });
}

function readWritten({ id, operationId, extensions }: Operation, { pages }: Settings): Json | undefined {
  for (const key of [id, operationId]) if (key !== undefined && Object.hasOwn(pages, key)) return pages[key];
  const own = extensions["x-conn-gen"];
  return isObject(own) && Object.hasOwn(own, "pages") ? own["pages"] : undefined;
}

/** The first member of a hint that cannot be meant. */
function findWrong(written: Json): string | undefined {
  if (written === false) return undefined;
  if (!isObject(written)) return "pages";
  return Object.keys(written).find((key) => !Object.hasOwn(SETTINGS, key) || !SETTINGS[key]?.(written[key]));
}
