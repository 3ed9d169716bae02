// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A document whose fields, variables and fragments have names that no other's have. */
interface RenamedDocument {
  readonly variables: string;
  readonly selection: string;
  readonly fragments: string;
}

const token =
  /"""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*|\.\.\.|[_A-Za-z]\w*|\$[_A-Za-z]\w*|-?\d[\w.+-]*|[\s,\uFEFF]+|[^]/g;

/** What fields and variables of the document at an index are called in the merged one. */
export function prefixOf(index: number): string {
  return `q${index}_`;
}

/** Writes queries as one query; `undefined` where one of them cannot be told apart from the others in it. */
export function mergeDocuments(documents: readonly string[]): string | undefined {
  const renamed = documents.map((document, index) => renameDocument(document, prefixOf(index)));
  if (!renamed.every((each) => each !== undefined)) return undefined;
  const join = (part: keyof RenamedDocument): string => renamed.map((each) => each[part]).join(" ");
  const variables = join("variables").trim();
  return `query${variables && `(${variables})`}{${join("selection")}}${join("fragments").trimEnd()}`;
}

/** Spreads at the root and directives of the operation are left to who sends it alone: they say nothing of single fields. */
function renameDocument(document: string, prefix: string): RenamedDocument | undefined {
  const parts = { variables: "", selection: "", fragments: "" };
  let operations = 0;
  for (const definition of splitDefinitions(document.match(token) ?? [])) {
    if (definition[0] === "fragment") {
      parts.fragments += ` ${renameTokens(definition, prefix).replace(/^fragment(\s+)/, `fragment$1${prefix}`)}`;
      continue;
    }
    const operation = renameOperation(definition, prefix);
    if (!operation || operations++) return undefined;
    Object.assign(parts, operation);
  }
  return operations ? parts : undefined;
}

/** Each ends with the brace that closes it. */
function splitDefinitions(tokens: readonly string[]): string[][] {
  const definitions: string[][] = [];
  let depth = 0;
  let current: string[] = [];
  for (const each of tokens) {
    if (each.startsWith("#") || (!current.length && isBlank(each))) continue;
    current.push(each);
    if (each === "{" || each === "(") depth++;
    if (each === "}" || each === ")") depth--;
    if (depth || each !== "}") continue;
    definitions.push(current);
    current = [];
  }
  return definitions;
}

/** The variables and the selection of `query Name(...) { ... }`. */
function renameOperation(tokens: readonly string[], prefix: string): Omit<RenamedDocument, "fragments"> | undefined {
  const open = tokens.findIndex((each) => each === "(" || each === "{");
  const hasVariables = tokens[open] === "(";
  const close = hasVariables ? findClose(tokens, open) : open - 1;
  const start = tokens.indexOf("{", close + 1);
  const head = tokens.slice(0, open).filter((each) => !isBlank(each));
  const hasDirectives = !tokens.slice(close + 1, start).every(isBlank);
  if ((head[0] ?? "query") !== "query" || head.length > 2 || hasDirectives) return undefined;
  const selection = renameRoot(tokens.slice(start + 1, -1), prefix);
  if (selection === undefined) return undefined;
  return { variables: hasVariables ? renameTokens(tokens.slice(open + 1, close), prefix) : "", selection };
}

function findClose(tokens: readonly string[], open: number): number {
  let depth = 0;
  return tokens.findIndex((each, index) => {
    if (index >= open) depth += Number(each === "(") - Number(each === ")");
    return index >= open && depth === 0;
  });
}

/** Gives each root field an alias of its own. */
function renameRoot(tokens: readonly string[], prefix: string): string | undefined {
  const telling = tokens.map((each, index) => ({ each, index })).filter(({ each }) => !isBlank(each));
  const named = [...tokens];
  let depth = 0;
  for (const [place, { each, index }] of telling.entries()) {
    if (each === "{" || each === "(" || each === "[") depth++;
    else if (each === "}" || each === ")" || each === "]") depth--;
    else if (depth === 0 && each === "...") return undefined;
    else if (depth === 0 && /^[_A-Za-z]/.test(each)) {
      const before = telling[place - 1]?.each;
      const isAlias = telling[place + 1]?.each === ":";
      if (before !== "@" && before !== ":") named[index] = isAlias ? prefix + each : `${prefix}${each}:${each}`;
    }
  }
  return renameTokens(named, prefix);
}

/** Renames variables, and fragments where they are spread. */
function renameTokens(tokens: readonly string[], prefix: string): string {
  let before = "";
  return tokens
    .map((each) => {
      const isSpread = before === "..." && /^[_A-Za-z]/.test(each) && each !== "on";
      if (!isBlank(each)) before = each;
      if (each.startsWith("$")) return `$${prefix}${each.slice(1)}`;
      return isSpread ? prefix + each : each;
    })
    .join("");
}

function isBlank(text: string): boolean {
  return /^[\s,\uFEFF]*$/.test(text);
}
