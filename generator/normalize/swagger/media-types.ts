import { isObject } from "../../contract/json.js";
import type { Node, Reading } from "../reading.js";

/** The media types that an operation consumes or produces: its own list, else the document's. */
export function readMediaTypes(operation: Node, keyword: "consumes" | "produces", { root }: Reading): string[] {
  const own = listAt(operation.value, keyword) ?? listAt(root, keyword) ?? [];
  return [...new Set(own.map((type) => type.trim().toLowerCase()).filter((type) => type !== ""))];
}

function listAt(value: unknown, keyword: string): string[] | undefined {
  const list = isObject(value) ? value[keyword] : undefined;
  return Array.isArray(list) ? list.filter((type) => typeof type === "string") : undefined;
}
