import { ts } from "ts-morph";
import type { Lock } from "../write/lock.js";
import type { Consumer } from "./program.js";
import { declarationsOf } from "./record.js";

/** The client of a contract, as its user's compiler sees it. */
export interface ClientTypes {
  /** What declares an operation's function; none where the client has no such call. */
  readonly operation: (id: string) => readonly ts.Node[];
  /** The type of an operation's parameters, or of what it answers. */
  readonly exchange: (id: string, direction: "sent" | "received") => readonly ts.Type[];
  /** The body of a page: the client itself looks into it. */
  readonly pageBody: (id: string) => ts.Type | undefined;
  /** The type of a named schema. */
  readonly named: (schema: string) => ts.Symbol | undefined;
  readonly declarations: (symbol: ts.Symbol) => readonly ts.Node[];
  readonly typeOf: (symbol: ts.Symbol) => ts.Type;
  /** What declares a member, or one further inside of it. */
  readonly member: (types: readonly ts.Type[], keys: readonly string[]) => readonly ts.Node[];
}

/** Reads a client's types; the lock knows their names. */
export function readClientTypes(lock: Lock, consumer: Consumer): ClientTypes {
  const { checker } = consumer;
  const exported = exportsOf(consumer);
  const root = clientType(exported, checker);
  return {
    operation: (id) => declarationsOf(method(id), consumer),
    exchange: (id, direction) => (direction === "sent" ? paramsOf(id) : answersOf(id)),
    pageBody: (id) => bodyOf(awaitedOf(id)),
    named: (schema) => (Object.hasOwn(lock.types, schema) ? exported.get(lock.types[schema] ?? "") : undefined),
    declarations: (symbol) => declarationsOf(symbol, consumer),
    typeOf: (symbol) => checker.getDeclaredTypeOfSymbol(throughAlias(symbol, checker)),
    member: (types, keys) => declarationsOfMember(types, keys, consumer),
  };

  function method(id: string): ts.Symbol | undefined {
    const steps = Object.hasOwn(lock.operations, id) ? (lock.operations[id]?.call.split(".") ?? []) : [];
    let [type, symbol]: [ts.Type | undefined, ts.Symbol | undefined] = [root, undefined];
    for (const step of steps) {
      symbol = type?.getProperty(step);
      type = symbol && checker.getTypeOfSymbol(symbol);
    }
    return symbol;
  }

  /** As it is declared: where it is bound to a client, its parameters have lost their names. */
  function signatureOf(id: string): ts.Signature | undefined {
    const declaration = declarationsOf(method(id), consumer).find((node) => ts.isFunctionDeclaration(node));
    return declaration && checker.getSignatureFromDeclaration(declaration);
  }

  function paramsOf(id: string): ts.Type[] {
    const params = signatureOf(id)?.parameters.find(({ name }) => name === "params");
    return params === undefined ? [] : [checker.getTypeOfSymbol(params)];
  }

  function awaitedOf(id: string): ts.Type | undefined {
    const result = signatureOf(id)?.getReturnType();
    return result && checker.getAwaitedType(result);
  }

  function answersOf(id: string): ts.Type[] {
    const awaited = awaitedOf(id);
    return awaited === undefined ? [] : [bodyOf(awaited) ?? awaited];
  }

  /** A page is the runtime's own: what the contract describes is its `body`. */
  function bodyOf(type: ts.Type | undefined): ts.Type | undefined {
    const [owner] = declarationsOf(type?.symbol, consumer);
    const body = owner && ts.isClassDeclaration(owner) ? type?.getProperty("body") : undefined;
    return body && checker.getTypeOfSymbol(body);
  }
}

function throughAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function exportsOf({ checker, clientModule }: Consumer): ReadonlyMap<string, ts.Symbol> {
  const exported = new Map<string, ts.Symbol>();
  for (const path of ["types.ts", "index.ts"]) {
    const file = clientModule(path);
    const symbol = file && checker.getSymbolAtLocation(file);
    for (const each of symbol === undefined ? [] : checker.getExportsOfModule(symbol)) exported.set(each.name, each);
  }
  return exported;
}

/** What `createShop` of a client's index gives back. */
function clientType(exported: ReadonlyMap<string, ts.Symbol>, checker: ts.TypeChecker): ts.Type | undefined {
  for (const [name, symbol] of exported) {
    if (!/^create\p{Lu}/u.test(name)) continue;
    const signature = checker.getTypeOfSymbol(symbol).getCallSignatures()[0];
    if (signature !== undefined) return signature.getReturnType();
  }
  return undefined;
}

function declarationsOfMember(
  types: readonly ts.Type[],
  keys: readonly string[],
  consumer: Consumer,
): readonly ts.Node[] {
  let current = types;
  let found: readonly ts.Node[] = [];
  for (const key of keys) {
    const members = current.flatMap((type) => membersOf(type, key, consumer.checker));
    found = members.flatMap(({ symbol }) => declarationsOf(symbol, consumer));
    current = members.map(({ type }) => type);
  }
  return found;
}

interface FoundMember {
  readonly symbol?: ts.Symbol;
  readonly type: ts.Type;
}

/** A member of a type, of each variant of a union, of the items of a list, of the values of a map. */
function membersOf(type: ts.Type, key: string, checker: ts.TypeChecker): FoundMember[] {
  if (type.isUnion()) return type.types.flatMap((each) => membersOf(each, key, checker));
  const symbol = type.getProperty(key);
  const items = checker.isArrayLikeType(type) ? type.getNumberIndexType() : undefined;
  if (items !== undefined) return membersOf(items, key, checker);
  if (symbol !== undefined) return [{ symbol, type: checker.getTypeOfSymbol(symbol) }];
  const values = type.getStringIndexType();
  return values === undefined ? [] : membersOf(values, key, checker);
}
