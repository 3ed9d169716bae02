import { ts } from "ts-morph";
import type { Consumer } from "./program.js";
import type { Use } from "./uses.js";

/** What of a client is used where: by the node that declares it. */
export type Uses = Map<ts.Node, Use[]>;

/** Collects uses while the user's code is walked. */
export interface Recording {
  readonly consumer: Consumer;
  readonly uses: Uses;
}

/** What a symbol is declared by inside of the client, through every alias. */
export function declarationsOf(symbol: ts.Symbol | undefined, { checker, isClient }: Consumer): ts.Node[] {
  if (symbol === undefined) return [];
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const own = (target.declarations ?? []).filter((node) => isClient(node.getSourceFile()));
  return own.flatMap((node) => (ts.isExportSpecifier(node) ? throughExport(node, checker) : [node]));
}

/** `export { delete_ as delete }`: what is meant is the function. */
function throughExport(node: ts.ExportSpecifier, checker: ts.TypeChecker): readonly ts.Node[] {
  const local = checker.getExportSpecifierLocalTargetSymbol(node);
  const target = local && local.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(local) : local;
  return target?.declarations ?? [node];
}

/** Notes that something of the client is used, and with it the types that it is declared with. */
export function recordUse(symbol: ts.Symbol | undefined, use: Use, recording: Recording): void {
  for (const node of declarationsOf(symbol, recording.consumer)) recordNode(node, use, recording);
}

function recordNode(node: ts.Node, use: Use, recording: Recording): void {
  const known = recording.uses.get(node);
  if (known?.some((each) => isSameUse(each, use))) return;
  if (known === undefined) recording.uses.set(node, [use]);
  else known.push(use);
  for (const type of typesOfDeclaration(node)) recordTypes(type, use, recording);
}

function isSameUse(left: Use, right: Use): boolean {
  return left.file === right.file && left.line === right.line && left.column === right.column && left.way === right.way;
}

/** The type that a member, an alias or a function is written with. */
function typesOfDeclaration(node: ts.Node): ts.TypeNode[] {
  if (ts.isTypeAliasDeclaration(node)) return [node.type];
  if (ts.isPropertySignature(node)) return node.type === undefined ? [] : [node.type];
  if (!ts.isFunctionDeclaration(node)) return [];
  const parameters = node.parameters.flatMap(({ type }) => type ?? []);
  return node.type === undefined ? parameters : [...parameters, node.type];
}

/** Whoever uses a member uses the types that it refers to, though not what is inside of them. */
function recordTypes(type: ts.TypeNode, use: Use, recording: Recording): void {
  const look = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) {
      recordUse(recording.consumer.checker.getSymbolAtLocation(node.typeName), use, recording);
    }
    if (!ts.isTypeLiteralNode(node)) ts.forEachChild(node, look);
  };
  look(type);
}
