import type { Selection, VariableFact } from "./graphql.js";

/** What a document is made of. */
export interface DocumentParts {
  readonly kind: string;
  readonly name: string;
  readonly variables: readonly Pick<VariableFact, "key" | "type" | "default">[];
  readonly selections: readonly Selection[];
}

/** A document as people write it. */
export function printOperation({ kind, name, variables, selections }: DocumentParts): string {
  const declared = variables.map(
    ({ key, type, default: given }) => `$${key}: ${type}${given === undefined ? "" : ` = ${given}`}`,
  );
  const head = `${kind} ${name}${declared.length === 0 ? "" : `(${declared.join(", ")})`}`;
  return `${head} ${printSelections(selections, "")}`;
}

function printSelections(selections: readonly Selection[], indent: string): string {
  const inner = `${indent}  `;
  return `{\n${selections.map((part) => `${inner}${printSelection(part, inner)}\n`).join("")}${indent}}`;
}

function printSelection(part: Selection, indent: string): string {
  if (part.kind === "spread") return `...${part.fragment}`;
  const inside = part.selections === undefined ? "" : ` ${printSelections(part.selections, indent)}`;
  if (part.kind === "on") return `...${part.type === undefined ? "" : ` on ${part.type}`}${inside}`;
  const alias = part.key === part.field ? "" : `${part.key}: `;
  return `${alias}${part.field}${part.arguments === undefined ? "" : `(${part.arguments})`}${inside}`;
}

/** Strings of both kinds, and what else means something. */
const TOKEN = /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[\w.+-]+|[!$&()=:@[\]{|}]/g;

/** A document without the spaces, commas and comments that mean nothing. */
export function minifyDocument(text: string): string {
  let result = "";
  let wordBefore = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith("#")) continue;
    const isWord = /^[\w.+"-]/.test(token) && token !== "...";
    if (wordBefore && (isWord || token === "...")) result += " ";
    result += token;
    wordBefore = isWord;
  }
  return result;
}
