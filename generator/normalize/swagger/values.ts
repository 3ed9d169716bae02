import { isObject } from "../../contract/json.js";
import type { Schema } from "../../contract/schema.js";
import { addition, removal } from "../mends.js";
import { memberOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";

/** What a parameter or header says of itself and not of its value. */
const NOT_OF_THE_VALUE = new Set(["name", "in", "required", "description", "collectionFormat", "allowEmptyValue"]);

/** The schema of a parameter or header, which stands in it without a `schema` around it. */
export function readValueSchema(node: Node, reading: Reading): Schema {
  if (!isObject(node.value)) return { kind: "string" };
  const nested = memberOf(node, "schema");
  if (nested.value !== undefined) {
    reading.report({
      code: "schema-in-parameter",
      severity: "repair",
      message: "Only a body has a `schema` in Swagger 2.0; it is read as what stands in it.",
      pointer: nested.at,
      help: "Put its keywords into the parameter itself.",
      ...(isObject(nested.value) &&
        nested.value["$ref"] === undefined && {
          mend: [...addition(node.at, nested.value), ...removal(nested.at)],
        }),
    });
    return reading.readSchema(nested);
  }
  const keywords = Object.entries(node.value).filter(([key]) => !NOT_OF_THE_VALUE.has(key));
  const says = (keyword: string): boolean => isObject(node.value) && node.value[keyword] !== undefined;
  if (!["type", "enum", "items", "$ref", "allOf"].some(says)) return readUntyped(node, reading);
  return reading.readSchema({ value: Object.fromEntries(keywords), at: node.at });
}

/** Texts are all that can be sent outside of a body. */
function readUntyped(node: Node, reading: Reading): Schema {
  reading.report({
    code: "parameter-without-type",
    severity: "repair",
    message: "There is no `type`; it is read as a string.",
    pointer: node.at,
    help: "Say `type: string`, or what else it is.",
    mend: addition(node.at, { type: "string" }),
  });
  return { kind: "string" };
}
