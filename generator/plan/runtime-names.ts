/** Types of the runtime that stand beside a contract's own types; no type of a contract takes their names. */
export const RUNTIME_TYPES: ReadonlySet<string> = new Set(["Unrecognized", "Uploadable", "BinaryBody"]);
