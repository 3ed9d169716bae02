import { type JsonObject } from "../contract/json.js";
import { child } from "../contract/pointer.js";
import type { Mend } from "../diagnostics.js";
import { addition, removal, replacement } from "./mends.js";
import type { Node, Reading } from "./reading.js";

type SchemaNode = Node & { readonly value: JsonObject };

const TYPES = ["string", "number", "integer", "boolean", "array", "object", "null"];

/** The types that a schema states, as JSON Schema spells them; what is no type is said and left out. */
export function readTypes(node: SchemaNode, reading: Reading): string[] {
  const { type } = node.value;
  if (typeof type === "string" && TYPES.includes(type)) return [type];
  const written = (Array.isArray(type) ? type : [type]).filter((each) => typeof each === "string");
  if (written.every((each) => TYPES.includes(each))) return written;
  const types = written.flatMap((each) => readType(each, reading));
  if (written.includes("file") && reading.dialect !== "2.0") reportFile(node, reading);
  else if (types.join() !== written.join()) reportTypes(node, types, reading);
  return types;
}

function readType(type: string, { dialect }: Reading): string[] {
  const meant = type.toLowerCase();
  if (type === "file") return [dialect === "2.0" ? "file" : "binary"];
  return TYPES.includes(meant) ? [meant] : [];
}

function reportTypes(node: SchemaNode, types: readonly string[], reading: Reading): void {
  const written = JSON.stringify(node.value["type"]);
  reading.report({
    code: "unknown-type",
    severity: "repair",
    message:
      types.length > 0
        ? `\`type: ${written}\` is read as ${types.join(" or ")}.`
        : `\`type: ${written}\` is no JSON Schema type; it is left out.`,
    pointer: `${node.at}/type`,
    help: "Use one of string, number, integer, boolean, array, object, null.",
    mend:
      types.length > 0
        ? replacement(node.at, "type", types.length === 1 ? types[0] : types)
        : removal(`${node.at}/type`),
  });
}

function reportFile(node: SchemaNode, reading: Reading): void {
  reading.report({
    code: "type-file",
    severity: "repair",
    message: "`type: file` is of Swagger 2.0; it is read as binary data.",
    pointer: `${node.at}/type`,
    help: "Write `type: string` with `format: binary`.",
    mend: addition(node.at, { type: "string", format: "binary" }),
  });
}

/** Tells of a list whose items nobody describes, which Swagger 2.0 and OpenAPI 3.0 do not allow. */
export function checkItems(node: SchemaNode, { dialect, report }: Reading): void {
  if (dialect === "3.1" || node.value["items"] !== undefined || node.value["type"] !== "array") return;
  report({
    code: "array-without-items",
    severity: "repair",
    message: "An array needs `items`; they are read as anything.",
    pointer: `${node.at}/type`,
    help: "Say what the items are; `items: {}` is anything.",
    mend: addition(node.at, { items: {} }),
  });
}

/** Keywords that say something of a value, not of its place. */
const TELLING = new Set(
  "type format enum const properties required items allOf anyOf oneOf not additionalProperties minimum maximum pattern".split(
    " ",
  ),
);

/** Tells of keywords beside a `$ref`, which count only since 3.1. */
export function checkSiblings(node: SchemaNode, { dialect, report }: Reading): void {
  if (dialect === "3.1") return;
  const ignored = Object.keys(node.value).filter((key) => TELLING.has(key));
  if (ignored.length === 0) return;
  report({
    code: "ref-siblings",
    severity: "repair",
    message: `Beside a \`$ref\` ${ignored.map((key) => `\`${key}\``).join(", ")} ${ignored.length === 1 ? "says nothing before OpenAPI 3.1 and is" : "say nothing before OpenAPI 3.1 and are"} ignored.`,
    pointer: `${node.at}/${ignored[0]}`,
    help: "Put the reference and the rest into an `allOf`, or remove the rest.",
    mend: ignored.flatMap((key) => removal(`${node.at}/${key}`)),
  });
}

/** Tells of `nullable`, which 3.1 has no more; it is meant all the same. */
export function checkNullable(node: SchemaNode, reading: Reading): void {
  if (reading.dialect !== "3.1" || node.value["nullable"] !== true) return;
  reading.report({
    code: "nullable-in-3-1",
    severity: "repair",
    message: "`nullable` is no more in OpenAPI 3.1; null is accepted here all the same.",
    pointer: `${node.at}/nullable`,
    help: 'Write `type: [string, "null"]`, or add `{ type: "null" }` to an `anyOf`.',
    mend: makeNullable(node),
  });
}

/** Keyword by keyword, so that the schema keeps its place among its neighbours. */
function makeNullable({ value, at }: SchemaNode): Mend[] {
  const away = removal(`${at}/nullable`);
  const { type } = value;
  const types = typeof type === "string" ? [type] : type;
  const values: unknown = value["enum"];
  const isCombined = COMBINING.some((key) => value[key] !== undefined);
  if (Array.isArray(types) && !isCombined) {
    const isMissing = Array.isArray(values) && !values.includes(null);
    const more = typeof type === "string" ? { type: [type, "null"] } : types.includes("null") ? {} : { type: ["null"] };
    return [...away, ...addition(at, { ...more, ...(isMissing && { enum: [null] }) })];
  }
  if (Array.isArray(values)) return values.includes(null) ? away : [...away, ...addition(at, { enum: [null] })];
  const inside = Object.entries(value).filter(([key]) => key !== "nullable" && !BESIDE.has(key));
  if (inside.length === 0) return away;
  const taken = inside.flatMap(([key]) => removal(child(at, key)));
  return [...away, ...taken, ...addition(at, { anyOf: [Object.fromEntries(inside), { type: "null" }] })];
}

const COMBINING = ["$ref", "allOf", "anyOf", "oneOf"];

/** What speaks of a place and not of its values. */
const BESIDE = new Set(["title", "description", "deprecated", "readOnly", "writeOnly", "default", "example"]);
