import { ts } from "ts-morph";
import type { Escapes } from "./escapes.js";
import type { Recording } from "./record.js";

/** A call, or a class that is made an instance of. */
type Calling = ts.CallExpression | ts.NewExpression;

interface Calls {
  readonly recording: Recording;
  readonly escapes: Escapes;
}

/** A wrapper that loses what it is given may call another one that does: each round finds one more. */
const ROUNDS = 5;

/** What is handed to generic functions: kept where it comes out again, lost where they lose it. */
export function recordGenericCalls(calls: readonly Calling[], { recording, escapes }: Calls): void {
  const { checker } = recording.consumer;
  const generic = calls.flatMap((call) => {
    const declaration = checker.getResolvedSignature(call)?.getDeclaration();
    return declaration?.typeParameters === undefined ? [] : [{ call, declaration }];
  });
  for (const { call, declaration } of generic) flowIntoConstraints(call, declaration);
  for (let round = 0, known = -1; round < ROUNDS && known !== escapes.leaks.size; round++) {
    known = escapes.leaks.size;
    for (const { call, declaration } of generic) if (isLeaking(declaration)) loseArguments(call);
  }

  /** Inside, what `T extends { name: string }` has is read as the constraint's own. */
  function flowIntoConstraints(call: Calling, declaration: ts.SignatureDeclaration): void {
    declaration.parameters.forEach(({ type }, index) => {
      const argument = call.arguments?.[index];
      const constraint = type && checker.getTypeFromTypeNode(type).getConstraint();
      if (argument === undefined || constraint === undefined) return;
      if (constraint.flags & ts.TypeFlags.Unknown) return;
      escapes.flow(checker.getTypeAtLocation(argument), constraint, argument);
    });
    recordKeys(call);
  }

  /** `pluck(customer, "email")`: a key that is given beside the object that has it. */
  function recordKeys(call: Calling): void {
    const types = (call.arguments ?? []).map((argument) => checker.getTypeAtLocation(argument));
    const single = types.flatMap((type) => (type.isUnion() ? type.types : [type]));
    const keys = single.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    for (const [index, argument] of (call.arguments ?? []).entries()) {
      for (const key of keys) {
        const member = types[index]?.getProperty(key);
        if (member !== undefined) escapes.touch(member, argument);
      }
    }
  }

  function isLeaking(declaration: ts.SignatureDeclaration): boolean {
    const parameters = declaration.typeParameters ?? [];
    const symbols = parameters.map(({ name }) => checker.getSymbolAtLocation(name));
    if (symbols.some((symbol) => symbol !== undefined && escapes.leaks.has(symbol))) return true;
    if (!declaration.getSourceFile().isDeclarationFile) return false;
    const result = declaration.type?.getText() ?? "";
    const taken = parameters.filter(({ name }) =>
      declaration.parameters.some(({ type }) => type?.getText() === name.text),
    );
    // A body that cannot be read and gives back nothing of what it takes may do anything with it.
    return taken.some(({ name }) => !new RegExp(`\\b${name.text}\\b`).test(result));
  }

  function loseArguments(call: Calling): void {
    for (const argument of call.arguments ?? []) {
      const type = checker.getTypeAtLocation(argument);
      if (type.isTypeParameter()) escapes.leaks.add(type.symbol);
      escapes.markAll(type, "read", argument);
    }
  }
}
