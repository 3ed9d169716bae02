import type { Document } from "./document.js";
import { indexLines, placeAt } from "./place.js";
import type { Source } from "./source.js";

/** What may stand before the first definition: spaces, commas, comments, a description. */
const BEFORE =
  /^(?:[\s,]|#[^\n]*(?:\n|$))*(?:"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"(?!\s*[,:}\]]))?(?:[\s,]|#[^\n]*(?:\n|$))*/;

const DEFINITION =
  /^(?:(?:extend\s+)?(?:type|interface|union|enum|input|scalar)\s+[A-Za-z_]\w*(?:\s*[{@=&]|\s+[a-z"#]|\s*$)|(?:extend\s+)?schema\s*[{@]|directive\s*@)/;

/** Tells a GraphQL schema by what it opens with: no YAML or JSON does. */
export function isSdl(text: string): boolean {
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  return DEFINITION.test(text.slice(start, start + 400));
}

/** Tells documents, which ask a schema, from what a schema is made of. */
export function opensDocuments(text: string): boolean {
  const start = BEFORE.exec(text)?.[0].length ?? 0;
  return /^(?:query|mutation|subscription|fragment)\b|^\{/.test(text.slice(start, start + 20));
}

/** A GraphQL schema as a document: its text, into which pointers are offsets (`#/120`), because no JSON pointer is. */
export function readSdl(source: Source): Document {
  const lines = indexLines(source.uri, source.text);
  return {
    name: "",
    source,
    root: { graphql: source.text },
    locate: (pointer) => placeAt(lines, Number(/^#\/(\d+)$/.exec(pointer)?.[1] ?? 0), 1),
  };
}
