import ts from "typescript";

/** What is known of an output file from its syntax alone. */
export interface Skeleton {
  /** Syntax errors, and directives or pragmas in comments. */
  readonly faults: readonly string[];
  /** The kinds of all nodes in order, with names and literals blanked. */
  readonly shape: string;
  /** What the file does when it is loaded or called: callees, `new`, template literals, assignments. */
  readonly deeds: ReadonlySet<string>;
  /** The kinds of its top-level statements. */
  readonly statements: ReadonlySet<string>;
  /** The modules that it names. */
  readonly modules: ReadonlySet<string>;
}

interface Parsed extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
  readonly commentDirectives?: readonly unknown[];
  readonly pragmas: ReadonlyMap<string, unknown>;
}

/** Reads a file with the real TypeScript. */
export function readSkeleton(path: string, text: string): Skeleton {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS) as Parsed;
  const shape: string[] = [];
  const deeds = new Set<string>();
  const modules = new Set<string>();
  const see = (node: ts.Node): void => {
    shape.push(kindOf(node));
    const deed = deedOf(node, file);
    if (deed !== undefined) deeds.add(deed);
    if (isModuleName(node)) modules.add(node.text);
    ts.forEachChild(node, see);
    shape.push(")");
  };
  ts.forEachChild(file, see);
  return {
    faults: faultsOf(file, text),
    shape: shape.join(" "),
    deeds,
    modules,
    statements: new Set(file.statements.map((statement) => ts.SyntaxKind[statement.kind])),
  };
}

function isModuleName(node: ts.Node): node is ts.StringLiteral {
  const { parent } = node;
  if (!ts.isStringLiteral(node)) return false;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  return ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** A key may be an identifier, a string, a number or computed from a string: it is a key. */
function kindOf(node: ts.Node): string {
  if (ts.isComputedPropertyName(node) && ts.isStringLiteral(node.expression)) return "key";
  const isKey =
    (ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)) && node.parent.name === node;
  return isKey && !ts.isComputedPropertyName(node) ? "key" : ts.SyntaxKind[node.kind];
}

function deedOf(node: ts.Node, file: ts.SourceFile): string | undefined {
  if (ts.isCallExpression(node)) return `calls ${node.expression.getText(file)}`;
  if (ts.isNewExpression(node)) return `makes ${node.expression.getText(file)}`;
  if (ts.isTaggedTemplateExpression(node) || ts.isTemplateExpression(node)) return "template";
  if (ts.isAwaitExpression(node) || ts.isYieldExpression(node)) return "waits";
  if (ts.isBinaryExpression(node)) {
    const operator = ts.tokenToString(node.operatorToken.kind) ?? "";
    return /^(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=$/.test(operator) ? "assigns" : undefined;
  }
  return ts.isPropertyAccessExpression(node) && node.getText(file) === "globalThis.evil" ? "evil" : undefined;
}

/** What no output holds as it is: control characters, what turns or hides text, halves of characters. */
export const RAW =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/u;

function faultsOf(file: Parsed, text: string): string[] {
  const raw = RAW.exec(text)?.[0].charCodeAt(0).toString(16);
  return [
    ...file.parseDiagnostics.map(
      (each) => `${file.fileName}:${each.start}: ${ts.flattenDiagnosticMessageText(each.messageText, " ")}`,
    ),
    ...(file.commentDirectives ?? []).map(() => `${file.fileName}: a comment directs the compiler`),
    ...[...file.pragmas.keys()].map((pragma) => `${file.fileName}: pragma ${pragma}`),
    ...[...file.referencedFiles, ...file.typeReferenceDirectives, ...file.libReferenceDirectives].map(
      (each) => `${file.fileName}: refers to ${each.fileName}`,
    ),
    ...(raw === undefined ? [] : [`${file.fileName}: holds a raw U+${raw}`]),
  ];
}
