/** Types of the runtime that stand beside a contract's own types; no type of a contract takes their names. */
export const RUNTIME_TYPES: ReadonlySet<string> = new Set(["Unrecognized", "Uploadable", "BinaryBody"]);

/** What stands beside operations takes none of the runtime's names that end like its own, nor the client's. */
export const RUNTIME_ENDINGS: readonly string[] = [
  "AbortedError",
  "ApiError",
  "AuthError",
  "ConnectionError",
  "DecodeError",
  "NoParams",
  "TimeoutError",
  "ValidationError",
];
