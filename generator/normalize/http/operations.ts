import { isObject, type JsonObject } from "../../contract/json.js";
import type { Contract, Operation, OperationFacts } from "../../contract/contract.js";
import { readExtensions } from "../annotations.js";
import { OPERATION_KINDS, partOf, withKinds } from "../kinds.js";
import { membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { addition, parentOf, removal } from "../mends.js";
import { follow } from "../refs.js";
import { methodsOf } from "./methods.js";
import { withUniqueOperationIds } from "./operation-ids.js";
import { readRequirements, readScopes } from "./security.js";

/** An operation's place in the contract. */
export interface OperationPlace {
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  /** The path item, whose parameters and servers the operation inherits. */
  readonly item: Node;
}

/** What goes out and what comes back. */
export type Exchange = Pick<Operation, "inputs" | "body" | "outcomes" | "servers">;

/** How one version of the format writes its operations. */
export interface Way {
  readonly authIds: readonly string[];
  /** "broken" where a reference that the operation needs leads nowhere. */
  readonly readExchange: (place: OperationPlace, reading: Reading) => Exchange | "broken";
}

interface Inherited extends Way {
  readonly auth: Operation["auth"];
  readonly security: Node;
  /** Hears of what the service calls in the course of an operation. */
  readonly hear: (callback: Operation) => void;
  /** The callbacks inside of callbacks that were read: they may lead back to themselves. Absent outside of callbacks. */
  readonly heard?: Set<string>;
  /** Collects what cannot be read. */
  readonly broken: OperationFacts[];
}

/** Reads every operation of `paths` and of `webhooks`, in the contract's order. */
export function readOperations(
  document: Node,
  way: Way,
  reading: Reading,
): Pick<Contract, "operations" | "webhooks" | "broken"> {
  const security = memberOf(document, "security");
  const callbacks: Operation[] = [];
  const hear = (callback: Operation): void => void callbacks.push(callback);
  const auth = readRequirements(security, way.authIds, reading);
  const inherited: Inherited = { ...way, auth, security, hear, broken: [] };
  const operations = pathsOf(memberOf(document, "paths"), reading).flatMap((path) =>
    readPath(withSlash(path, reading), inherited, reading),
  );
  const webhooks = pathsOf(memberOf(document, "webhooks"), reading).flatMap((webhook) =>
    readPath(webhook, inherited, reading),
  );
  return {
    operations: withUniqueOperationIds(operations, reading),
    webhooks: [
      ...webhooks.map((webhook) => ({ ...webhook, id: `webhook ${webhook.id}`, interaction: "webhook" as const })),
      ...callbacks,
    ],
    broken: inherited.broken,
  };
}

type PathNode = Node & { readonly key: string };

function withSlash(path: PathNode, reading: Reading): PathNode {
  if (path.key.startsWith("/")) return path;
  reading.report({
    code: "path-without-slash",
    severity: "repair",
    message: `The path \`${path.key}\` does not begin with a slash; it is read as \`/${path.key}\`.`,
    pointer: path.at,
    help: "Begin it with a slash.",
    mend: [...addition(parentOf(path.at), { [`/${path.key}`]: path.value }), ...removal(path.at)],
  });
  return { ...path, key: `/${path.key}` };
}

function pathsOf(written: Node, reading: Reading): PathNode[] {
  const node = follow(written, reading) ?? written;
  return membersOf(node).filter(({ key }) => !key.startsWith("x-"));
}

function readPath(path: PathNode, inherited: Inherited, reading: Reading): Operation[] {
  const item = follow(path, reading, "needed");
  if (item === undefined) {
    reading.report({
      code: "path-skipped",
      severity: "skip",
      operation: path.key,
      message: `All operations of ${path.key} are left out: its reference leads nowhere.`,
      pointer: path.at,
      help: "Mend the reference, as said above.",
    });
  }
  const value = item && partOf({ ...item, key: path.key }, reading);
  if (item === undefined || value === undefined) return [];
  const told = withKinds({ ...item, value }, OPERATION_KINDS, reading);
  return methodsOf(told, reading).flatMap(({ method, node: written }) => {
    // Contracts in several files keep operations in files of their own, though only path items may be referred to.
    const node = follow(written, reading, "needed");
    const place = { path: path.key, method, item: told, node: node ?? written };
    if (node === undefined || !isObject(node.value)) return skipOperation(place, inherited, reading);
    const own = withKinds({ ...node, value: node.value }, OPERATION_KINDS, reading);
    return readOperation({ ...place, node: own }, inherited, reading);
  });
}

function skipOperation(place: OperationPlace, { broken }: Inherited, reading: Reading): [] {
  const { node, method, path } = place;
  const id = `${method} ${path}`;
  const { groups, operationId, deprecated } = readWords(isObject(node.value) ? node.value : {});
  broken.push({
    id,
    groups,
    binding: { protocol: "http", method, path },
    ...(operationId !== undefined && { operationId }),
    ...(deprecated && { deprecated }),
    at: node.at,
  });
  reading.report({
    code: "operation-skipped",
    severity: "skip",
    operation: id,
    message: `${id} is left out: a reference that it needs leads nowhere.`,
    pointer: node.at,
    help: "Mend the reference, as said above.",
  });
  return [];
}

/** None where something is broken that only this operation needs: it is left out, with the reason. */
function readOperation(place: OperationPlace, inherited: Inherited, reading: Reading): Operation[] {
  const { node, method, path } = place;
  const value = node.value as JsonObject;
  const id = `${method} ${path}`;
  const exchange = inherited.readExchange(place, reading);
  if (exchange === "broken") return skipOperation(place, inherited, reading);
  for (const callback of readCallbacks(id, node, { inherited, reading })) inherited.hear(callback);
  const own = Array.isArray(value["security"]) ? memberOf(node, "security") : undefined;
  const scopes = readScopes(own ?? inherited.security);
  const operation: Operation = {
    id,
    ...readWords(value),
    interaction: "call",
    binding: { protocol: "http", method, path },
    ...exchange,
    auth: own === undefined ? inherited.auth : readRequirements(own, inherited.authIds, reading),
    ...(scopes !== undefined && { scopes }),
    at: node.at,
  };
  return [operation];
}

/** What the service calls in the course of an operation: webhooks that have their address from the request. */
function readCallbacks(
  id: string,
  operation: Node,
  { inherited, reading }: { readonly inherited: Inherited; readonly reading: Reading },
): Operation[] {
  return membersOf(memberOf(operation, "callbacks")).flatMap((named) => {
    const callback = follow(named, reading);
    if (callback === undefined || inherited.heard?.has(callback.at)) return [];
    const heard = (inherited.heard ?? new Set()).add(callback.at);
    return pathsOf(callback, reading)
      .flatMap((path) => readPath(path, { ...inherited, heard }, reading))
      .map((each) => ({ ...each, id: `callback ${named.key} of ${id}: ${each.id}`, interaction: "webhook" as const }));
  });
}

function readWords(value: JsonObject) {
  const operationId = textAt(value, "operationId");
  const summary = textAt(value, "summary");
  const doc = textAt(value, "description");
  const docs = isObject(value["externalDocs"]) ? textAt(value["externalDocs"], "url") : undefined;
  const tags = Array.isArray(value["tags"]) ? value["tags"].filter((tag) => typeof tag === "string") : [];
  return {
    groups: tags,
    extensions: readExtensions(value),
    ...(operationId !== undefined && { operationId }),
    ...(summary !== undefined && { summary }),
    ...(doc !== undefined && { doc }),
    ...(docs !== undefined && { externalDocs: docs }),
    ...(value["deprecated"] === true && { deprecated: true as const }),
  };
}
