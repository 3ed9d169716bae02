import { isObject } from "../contract/json.js";
import { child } from "../contract/pointer.js";
import type { Node, Reading } from "./reading.js";

const KNOWN = /^https?:\/\/(?:json-schema\.org\/|spec\.openapis\.org\/oas\/)/;

/** Tells of a dialect of JSON Schema, of a document or of one schema, whose own rules nobody here knows. */
export function tellDialect(node: Node, keyword: "$schema" | "jsonSchemaDialect", reading: Reading): void {
  const value = isObject(node.value) ? node.value[keyword] : undefined;
  if (typeof value !== "string" || KNOWN.test(value)) return;
  reading.report({
    code: "dialect-unknown",
    severity: "warning",
    message: `\`${keyword}: ${value.slice(0, 80)}\` is not known here; it is read as JSON Schema 2020-12.`,
    pointer: child(node.at, keyword),
    help: `Leave \`${keyword}\` out where the schemas mean what JSON Schema does; keywords of its own go into \`x-\` extensions.`,
  });
}
