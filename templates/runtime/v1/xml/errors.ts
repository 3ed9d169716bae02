import type { ParseBody } from "../operation.js";
import { parseJson } from "../read.js";
import { pickByStatus } from "../status.js";
import type { Xml } from "./shape.js";

/**
 * Parses errors in XML into what the shapes of their statuses say, and all else as `parse` does. What reads them is loaded
 * with the first; where they cannot be read, they stay text: an error's status says more than a complaint about its body.
 */
export function xmlErrors(shapes: { readonly [status: string]: Xml }, parse: ParseBody = parseJson): ParseBody {
  return (text, status, operation) => {
    const of = status >= 300 && /^\s*</.test(text) ? pickByStatus(shapes, status) : undefined;
    if (of === undefined) return parse(text, status, operation);
    return import("./read.js")
      .then(({ readDocument }) => readDocument(text, of, { ...operation, status }))
      .catch(() => text);
  };
}
