import type { Contract } from "../../generator/contract/contract.js";
import type { Json } from "../../generator/contract/schema.js";

/** One edit of a contract's facts, and the kind of place that it is made at. */
export interface Mutation {
  /** `operations.*.inputs.*.style: change`: the same for all places of one kind. */
  readonly name: string;
  readonly contract: Contract;
}

type Members = { readonly [key: string]: Json };

/** Every edit that the facts of a contract allow: each member changed and left out, each item left out and doubled. */
export function mutate(contract: Contract): Mutation[] {
  const root = JSON.parse(JSON.stringify(contract)) as Json;
  const mutations = new Map<string, Mutation>();
  const add = (name: string, edited: Json): void => {
    if (!mutations.has(name)) mutations.set(name, { name, contract: edited as unknown as Contract });
  };
  const walk = (value: Json, place: string, rebuild: (value: Json) => Json): void => {
    if (Array.isArray(value)) {
      const items: readonly Json[] = value;
      items.forEach((item, index) => {
        if (!isNeeded(place)) add(`${place}: remove item`, rebuild(items.filter((_, other) => other !== index)));
        walk(item, `${place}.*${kindOf(item)}`, (next) =>
          rebuild(items.map((other, at) => (at === index ? next : other))),
        );
      });
      return;
    }
    if (isMembers(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (key === "at" || key === "kind" || key === "id" || key === "interaction") continue;
        const here = `${place}.${isMap(place) ? "*" : key}${kindOf(member)}`;
        const { [key]: _, ...rest } = value;
        if (!isFixed(place, key)) add(`${here}: remove`, rebuild(rest));
        walk(member, here, (next) => rebuild({ ...value, [key]: next }));
      }
      return;
    }
    for (const [how, next] of Object.entries(changesOf(value, place))) add(`${place}: ${how}`, rebuild(next));
  };
  walk(root, "contract", (value) => value);
  return [...mutations.values()];
}

function isMembers(value: Json): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The kind of a schema, a rule or a scheme is a part of its place. */
function kindOf(value: Json): string {
  return isMembers(value) && typeof value["kind"] === "string" ? `(${value["kind"]})` : "";
}

/** Objects whose keys are the contract's own. */
function isMap(place: string): boolean {
  if (/^contract\.graphql\.(?:types|roots|fragments|scalars)$/.test(place)) return true;
  return /(?:schemas|auth|scopes|extensions|encoding|flows|flows\..*|default|example|mapping)$/.test(place);
}

function isNeeded(place: string): boolean {
  return /(?:examples|values|example|default)(?:\.\*)*$/.test(place) && !place.endsWith("enum).values");
}

const NEEDED: { readonly [key: string]: true } = {};

/** What facts of GraphQL may be without. */
const LEAVABLE = new Set(["doc", "deprecated", "specifiedBy", "oneOf", "default", "directives", "scalars"]);

/** Members that facts cannot be without. */
function isFixed(place: string, key: string): boolean {
  if (place.startsWith("contract.graphql")) return !LEAVABLE.has(key) && !isMap(place);
  if (NEEDED[key]) return true;
  if (
    /\((?:array|tuple|all|union|enum|residue|object|not|if|dependent|names|contains|unevaluated|number|string)\)$/.test(
      place,
    )
  ) {
    return [
      "items",
      "rest",
      "members",
      "variants",
      "mode",
      "values",
      "base",
      "rules",
      "properties",
      "integer",
      "schema",
      "test",
      "key",
      "min",
      "what",
    ].includes(key);
  }
  return (
    [
      "title",
      "version",
      "groups",
      "servers",
      "auth",
      "schemas",
      "operations",
      "webhooks",
      "extensions",
      "binding",
      "inputs",
      "outcomes",
      "key",
      "in",
      "required",
      "schema",
      "style",
      "explode",
      "contents",
      "mediaType",
      "encoding",
      "examples",
      "status",
      "headers",
      "url",
      "variables",
      "default",
      "method",
      "path",
      "protocol",
      "flows",
      "scheme",
      "pattern",
      "value",
      "mapping",
      "pets",
      "key",
    ].includes(key) &&
    !/(?:schemas|auth|scopes|extensions)$/.test(place) &&
    !/\.(?:meta|X-Part)$/.test(place)
  );
}

function changesOf(value: Json, place: string): { readonly [how: string]: Json } {
  if (typeof value === "number") return { "change up": value + 1, "change down": value - 1 };
  if (typeof value === "boolean") return { change: !value };
  if (place.endsWith(".mode")) return { change: value === "any" ? "one" : "any" };
  return typeof value === "string" ? { change: `${value}x` } : {};
}
