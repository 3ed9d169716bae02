import type { OperationFacts } from "./contract.js";

/**
 * Chooses operations: by a tag; by path, where `*` stands for what is between slashes and `**` for anything; by
 * operationId or `METHOD /path`; those that are deprecated. Tags and operations may hold `*` too.
 */
export type Selector = `tag:${string}` | `path:${string}` | `operation:${string}` | "deprecated";

/** Whether a text is a selector. */
export function isSelector(text: string): text is Selector {
  return /^(?:deprecated|(?:tag|path|operation):.+)$/s.test(text);
}

/** Whether an operation is one of those that a selector chooses. */
export type Matcher = (operation: OperationFacts) => boolean;

/** Turns a selector into a question about operations. */
export function createMatcher(selector: Selector): Matcher {
  if (selector === "deprecated") return ({ deprecated }) => deprecated === true;
  const [kind = "", ...rest] = selector.split(":");
  const text = rest.join(":");
  if (kind === "path") {
    const path = toPattern(text, "[^/]*");
    return ({ binding }) => binding.protocol === "http" && path.test(binding.path);
  }
  const name = toPattern(text, ".*");
  if (kind === "tag") return ({ groups }) => groups.some((group) => name.test(group));
  return ({ id, operationId }) => name.test(id) || (operationId !== undefined && name.test(operationId));
}

function toPattern(glob: string, star: string): RegExp {
  const pattern = glob
    .split(/(\*+)/)
    .map((piece) =>
      piece === "*" ? star : piece.startsWith("*") ? ".*" : piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
    );
  return new RegExp(`^${pattern.join("")}$`, "s");
}
