import type { Operation, Server } from "../../contract/contract.js";
import { readExtensions } from "../annotations.js";
import { follow, isObject, membersOf, memberOf, textAt } from "../reading.js";
import type { JsonObject, Node, Reading } from "../reading.js";
import { readRequirements } from "./auth.js";
import { readBody } from "./contents.js";
import { readInputs } from "./inputs.js";
import { readOutcomes } from "./outcomes.js";
import { readServers } from "./servers.js";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** What every operation inherits from the document. */
interface Inherited {
  readonly authIds: readonly string[];
  readonly auth: readonly (readonly string[])[];
}

/** Reads every operation of `paths`, in the contract's order. */
export function readOperations(document: Node, authIds: readonly string[], reading: Reading): Operation[] {
  const inherited = { authIds, auth: readRequirements(memberOf(document, "security"), authIds, reading) };
  const operations = membersOf(memberOf(document, "paths"))
    .filter((path) => !path.key.startsWith("x-"))
    .flatMap((path) => readPath(withSlash(path, reading), inherited, reading));
  return withUniqueOperationIds(operations, reading);
}

type PathNode = Node & { readonly key: string };

function withSlash(path: PathNode, reading: Reading): PathNode {
  if (path.key.startsWith("/")) return path;
  reading.report({
    code: "path-without-slash",
    severity: "repair",
    message: `The path \`${path.key}\` does not begin with a slash; it is read as \`/${path.key}\`.`,
    pointer: path.at,
  });
  return { ...path, key: `/${path.key}` };
}

function readPath(path: PathNode, inherited: Inherited, reading: Reading): Operation[] {
  const item = follow(path, reading);
  if (item === undefined || !isObject(item.value)) return [];
  const value = item.value;
  return METHODS.filter((method) => isObject(value[method])).flatMap((method) => {
    const node = memberOf(item, method);
    return readOperation({ path: path.key, method: method.toUpperCase(), node, item }, inherited, reading) ?? [];
  });
}

interface Place {
  readonly path: string;
  readonly method: string;
  readonly node: Node;
  /** The path item, whose parameters and servers the operation inherits. */
  readonly item: Node;
}

/** `undefined` where something is broken that only this operation needs: it is left out, with the reason. */
function readOperation(place: Place, inherited: Inherited, reading: Reading): Operation | undefined {
  const { node, item } = place;
  const value = node.value as JsonObject;
  const id = `${place.method} ${place.path}`;
  const inputs = readInputs(
    { path: place.path, own: memberOf(node, "parameters"), shared: memberOf(item, "parameters") },
    reading,
  );
  const body = readBody(memberOf(node, "requestBody"), reading);
  if (inputs === "broken" || body === "broken") {
    reading.report({
      code: "operation-skipped",
      severity: "skip",
      operation: id,
      message: `${id} is left out: a reference that it needs leads nowhere.`,
      pointer: node.at,
    });
    return undefined;
  }
  const servers = serversOf(node, item);
  return {
    id,
    ...readWords(value),
    interaction: "call",
    binding: { protocol: "http", method: place.method, path: place.path },
    inputs,
    ...(body !== undefined && { body }),
    outcomes: readOutcomes(memberOf(node, "responses"), reading),
    auth: Array.isArray(value["security"])
      ? readRequirements(memberOf(node, "security"), inherited.authIds, reading)
      : inherited.auth,
    ...(servers.length > 0 && { servers }),
    at: node.at,
  };
}

function serversOf(node: Node, item: Node): Server[] {
  const own = readServers(memberOf(node, "servers"));
  return own.length > 0 ? own : readServers(memberOf(item, "servers"));
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

/** An operationId that several operations bear tells none of them apart: only the one whose id sorts first keeps it. */
function withUniqueOperationIds(operations: readonly Operation[], reading: Reading): Operation[] {
  const owners = new Map<string, string>();
  for (const { id, operationId } of operations) {
    const owner = operationId === undefined ? undefined : owners.get(operationId);
    if (operationId !== undefined && (owner === undefined || id < owner)) owners.set(operationId, id);
  }
  return operations.map((operation) => {
    const { operationId, ...rest } = operation;
    const owner = operationId === undefined ? operation.id : owners.get(operationId);
    if (owner === operation.id) return operation;
    reading.report({
      code: "duplicate-operation-id",
      severity: "repair",
      message: `The operationId \`${operationId}\` already belongs to ${owner}; ${operation.id} is named by its path.`,
      pointer: `${operation.at}/operationId`,
      help: "Give each operation an operationId of its own.",
    });
    return rest;
  });
}
