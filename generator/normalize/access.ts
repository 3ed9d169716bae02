import type { JsonObject } from "../contract/json.js";
import type { Property } from "../contract/schema.js";

/** Whether a value is never sent or never received: said by any of the schemas that speak of it. */
export function readAccess(layers: readonly JsonObject[]): Pick<Property, "readOnly" | "writeOnly"> {
  return {
    ...(layers.some((layer) => layer["readOnly"] === true) && { readOnly: true as const }),
    ...(layers.some((layer) => layer["writeOnly"] === true) && { writeOnly: true as const }),
  };
}
