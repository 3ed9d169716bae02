import { isObject } from "../../contract/json.js";
import { child, type Pointer } from "../../contract/pointer.js";
import { addition, removal } from "../mends.js";
import { textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";

/** Tells of a parameter that nobody could send; `item` is where it is listed. */
export function reportPlace({ value, at }: Node, item: Pointer, reading: Reading): void {
  const place = isObject(value) ? textAt(value, "in") : undefined;
  const isNamed = isObject(value) && textAt(value, "name") !== undefined;
  reading.report({
    code: "parameter-without-place",
    severity: "repair",
    message:
      isNamed && place !== undefined
        ? `\`in: ${place}\` is no place of a parameter; it is ignored.`
        : "A parameter needs a `name` and an `in`; it is ignored.",
    pointer: isNamed && place !== undefined ? child(at, "in") : at,
    help: "`in` is path, query, header or cookie.",
    mend: removal(item),
  });
}

/** Tells of a parameter of which nobody knows what it holds. */
export function reportUntyped(at: Pointer, reading: Reading): void {
  reading.report({
    code: "parameter-without-schema",
    severity: "repair",
    message: "A parameter needs a `schema` or a `content`; it is read as anything.",
    pointer: at,
    help: "Say what it holds, such as `schema: { type: string }`.",
    mend: addition(at, { schema: {} }),
  });
}
