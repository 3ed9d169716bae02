import { ts } from "ts-morph";
import type { Json } from "../contract/schema.js";
import { type Escapes, followEscapes } from "./escapes.js";
import { recordGenericCalls } from "./generics.js";
import type { Consumer } from "./program.js";
import { type Recording, recordUse, type Uses } from "./record.js";

/** Finds what the user's code uses of a client. What the compiler cannot follow counts as used. */
export function collectUses(consumer: Consumer): Uses {
  const recording: Recording = { consumer, uses: new Map() };
  const escapes = followEscapes(recording);
  const calls: (ts.CallExpression | ts.NewExpression)[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    visitNode(node, { recording, escapes });
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) calls.push(node);
    ts.forEachChild(node, visit);
  };
  for (const file of consumer.modules) visit(file);
  recordGenericCalls(calls, { recording, escapes });
  return recording.uses;
}

/** What is known while nodes are visited. */
export interface Visiting {
  readonly recording: Recording;
  readonly escapes: Escapes;
}

function visitNode(node: ts.Node, visiting: Visiting): void {
  if (ts.isIdentifier(node)) visitName(node, visiting.recording);
  else if (ts.isElementAccessExpression(node)) visitElement(node, visiting);
  else if (ts.isBindingElement(node)) visitBinding(node, visiting.recording);
  else if (ts.isObjectLiteralExpression(node)) visitLiteral(node, visiting);
  else if (ts.isBinaryExpression(node)) visitBinary(node, visiting.recording);
  else if (ts.isTypeNode(node)) visitType(node, visiting);
  if (ts.isExpression(node)) visitFlow(node, visiting);
}

/** `customer.email`, `Customer`, `retrieve`: whatever the compiler knows the declaration of. */
function visitName(node: ts.Identifier, recording: Recording): void {
  const { checker, place } = recording.consumer;
  const symbol = checker.getSymbolAtLocation(node);
  const access = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  const way = isAssigned(access) ? "write" : "read";
  recordUse(symbol, place(node, way, way === "read" ? comparedWith(access, checker) : undefined), recording);
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

const EQUALITY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);

/** The values that a member is compared with, where that is all that is done with it. */
function comparedWith(node: ts.Node, checker: ts.TypeChecker): readonly Json[] | undefined {
  const { parent } = node;
  if (!ts.isBinaryExpression(parent) || !EQUALITY.has(parent.operatorToken.kind)) return undefined;
  return literalsOf(parent.left === node ? parent.right : parent.left, checker);
}

function literalsOf(node: ts.Expression, checker: ts.TypeChecker): readonly Json[] | undefined {
  const type = checker.getTypeAtLocation(node);
  const types = type.isUnion() ? type.types : [type];
  const values = types.flatMap((each) => (each.isStringLiteral() || each.isNumberLiteral() ? [each.value] : []));
  return values.length === types.length ? values : undefined;
}

/** `customer[key]`: the members that `key` may name, and all of them where it may be anything. */
function visitElement(node: ts.ElementAccessExpression, { recording, escapes }: Visiting): void {
  const { checker, place } = recording.consumer;
  const type = checker.getTypeAtLocation(node.expression);
  const keys = literalsOf(node.argumentExpression, checker);
  if (keys === undefined && checker.isArrayLikeType(type)) return;
  const members = keys === undefined ? type.getProperties() : keys.map((key) => type.getProperty(String(key)));
  for (const member of members) recordUse(member, place(node, isAssigned(node) ? "write" : "read"), recording);
  // A key that is a parameter too is known where the function is called.
  const isKeyGiven = checker.getTypeAtLocation(node.argumentExpression).isTypeParameter();
  if (keys === undefined && type.isTypeParameter() && !isKeyGiven) escapes.leaks.add(type.symbol);
  if (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) escapes.markAll(type, "read", node);
}

/** `const { email: address } = customer`. */
function visitBinding(node: ts.BindingElement, recording: Recording): void {
  if (!ts.isObjectBindingPattern(node.parent) || node.dotDotDotToken !== undefined) return;
  const { checker, place } = recording.consumer;
  const name = node.propertyName ?? node.name;
  const type = checker.getTypeAtLocation(node.parent);
  const members =
    ts.isIdentifier(name) || ts.isStringLiteral(name) ? [type.getProperty(name.text)] : type.getProperties();
  for (const member of members) recordUse(member, place(node, "read"), recording);
}

/** `{ email }` where the client expects parameters: each member that is given. */
function visitLiteral(node: ts.ObjectLiteralExpression, { recording, escapes }: Visiting): void {
  const { checker, place } = recording.consumer;
  const expected = checker.getContextualType(node);
  if (expected === undefined) return;
  const wanted = expected.isUnion() ? expected.types : [expected];
  for (const type of wanted) recordUse(type.aliasSymbol ?? type.symbol, place(node, "write"), recording);
  for (const member of node.properties) {
    if (ts.isSpreadAssignment(member)) {
      for (const type of wanted) escapes.flow(checker.getTypeAtLocation(member.expression), type, member);
      continue;
    }
    const key = member.name && (ts.isComputedPropertyName(member.name) ? undefined : member.name.text);
    const targets = wanted.flatMap((type) =>
      key === undefined ? type.getProperties() : (type.getProperty(key) ?? []),
    );
    const values = ts.isPropertyAssignment(member) ? literalsOf(member.initializer, checker) : undefined;
    for (const target of targets) recordUse(target, place(member, "write", values), recording);
  }
}

/** `"email" in customer`. */
function visitBinary(node: ts.BinaryExpression, recording: Recording): void {
  if (node.operatorToken.kind !== ts.SyntaxKind.InKeyword) return;
  const { checker, place } = recording.consumer;
  const type = checker.getTypeAtLocation(node.right);
  const keys = literalsOf(node.left, checker);
  const types = type.isUnion() ? type.types : [type];
  const members = types.flatMap((each) =>
    keys === undefined ? each.getProperties() : keys.map((key) => each.getProperty(String(key))),
  );
  for (const member of members) recordUse(member, place(node, "read"), recording);
}

/** `keyof Customer` needs all members, `Customer["email"]` and `Pick<Customer, "email">` those that they name. */
function visitType(node: ts.TypeNode, { recording }: Visiting): void {
  const { checker, place } = recording.consumer;
  if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) {
    const members = checker.getTypeFromTypeNode(node.type).getProperties();
    for (const member of members) recordUse(member, place(node, "read"), recording);
  }
  const parts = ts.isIndexedAccessTypeNode(node)
    ? [node.objectType, node.indexType]
    : ts.isTypeReferenceNode(node)
      ? (node.typeArguments ?? [])
      : [];
  const types = parts.map((part) => checker.getTypeFromTypeNode(part));
  const keys = types.flatMap((type) => (type.isUnion() ? type.types : [type])).filter((type) => type.isStringLiteral());
  for (const type of types) {
    for (const key of keys) recordUse(type.getProperty(key.value), place(node, "read"), recording);
  }
}

/** Where a value is expected to be of some type, it is taken for one of that. */
function visitFlow(node: ts.Expression, { recording, escapes }: Visiting): void {
  const { checker } = recording.consumer;
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    escapes.flow(checker.getTypeAtLocation(node.expression), checker.getTypeAtLocation(node), node);
  }
  if (ts.isBinaryExpression(node) && isAssigned(node.left)) {
    escapes.flow(checker.getTypeAtLocation(node.right), checker.getTypeAtLocation(node.left), node);
  }
  if (ts.isObjectLiteralExpression(node) || ts.isLiteralExpression(node) || isTakenApart(node)) return;
  const expected = checker.getContextualType(node);
  if (expected !== undefined) escapes.flow(checker.getTypeAtLocation(node), expected, node);
}

/** `const { email } = customer` expects nothing of the customer: what it takes is read from the pattern. */
function isTakenApart({ parent }: ts.Expression): boolean {
  return ts.isVariableDeclaration(parent) && !ts.isIdentifier(parent.name) && parent.type === undefined;
}
