import { isSubscription } from "../../../generator/plan/graphql/subscriptions.js";
import type { OperationPlan } from "../../../generator/plan/plan.js";
import { code, lines, nothing, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, literal, quote } from "../../text.js";
import { hasParamsCheck, paramsCheckName } from "../validators-files.js";

/** A GraphQL operation as data, as the runtime reads it. */
export function printGraphqlConstant(operation: OperationPlan): Code {
  const { graphql, names, call } = operation;
  const document = quote(graphql?.document ?? "");
  const decode = operation.replies[0]?.decode;
  const check = value(paramsCheckName(operation), "validators/requests");
  const members = lines([
    `id: ${quote(`${graphql?.kind} ${graphql?.name}`)},`,
    `call: ${quote(call.join("."))},`,
    `document:${document.length > 100 ? "\n  " : " "}${document},`,
    `sha256: ${quote(graphql?.sha256 ?? "")},`,
    hasParamsCheck(operation) ? code`check: ${check},` : nothing,
    graphql?.encode === undefined ? nothing : code`encode: ${value(graphql.encode, "decoders/requests")},`,
    decode === undefined
      ? nothing
      : code`decode: ${value("readData", "runtime/v1/graphql/data")}(${value(decode, "decoders/responses")}),`,
    graphql?.uploads ? code`exchange: ${value("uploadExchange", "runtime/v1/graphql/upload")},` : nothing,
    ...printProtocol(graphql?.subscription),
    graphql?.incremental ? code`start: ${value("callIncremental", INCREMENTAL)},` : nothing,
    graphql?.pages === undefined ? "" : `connection: ${literal(graphql.pages)},`,
    `replies: { 200: ${quote(operation.replies[0]?.check ?? "")} },`,
  ]);
  const operationType = type("GraphqlOperation", "runtime/v1/graphql/operation");
  return code`export const ${names.operation}: ${operationType} = {\n  ${members}\n};`;
}

/** What starts a subscription, and what its events come through: nothing of it is in a bundle without subscriptions. */
function printProtocol(protocol: "ws" | "sse" | undefined): Code[] {
  if (protocol === undefined) return [];
  return [code`start: ${value("callSubscription", SUBSCRIBE)},`, code`protocol: ${PROTOCOLS[protocol]},`];
}

/** What the events of subscriptions come through. */
export const PROTOCOLS = {
  ws: value("webSocket", "runtime/v1/graphql/web-socket"),
  sse: value("serverSentEvents", "runtime/v1/graphql/server-sent-events"),
};

const INCREMENTAL = "runtime/v1/graphql/incremental";
const CALL = "runtime/v1/graphql/call";
const SUBSCRIPTION = "runtime/v1/graphql/subscription";
const SUBSCRIBE = "runtime/v1/graphql/subscribe";
const LIST = "runtime/v1/graphql/list";

/** The function of a GraphQL operation, and what is said of it; `local` is its name inside the file. */
export function printGraphqlFunction(
  operation: OperationPlan,
  local: string,
): { readonly doc: string; readonly text: Code } {
  const { members, names } = operation;
  const optional = members.every((member) => !member.required);
  const params = members.length === 0 ? type("NoParams", "runtime/v1/operation") : type(names.params, "types");
  const { options, returned, start } = shapeOf(operation);
  const parameters = lines([
    code`connection: ${type("Connection", "runtime/v1/connection")},`,
    code`params: ${params}${optional ? " = {}" : ""},`,
    code`options?: ${options},`,
  ]);
  return {
    doc: printDoc(operation),
    text: code`function ${local}(\n  ${parameters}\n): ${returned} {
  return ${start}(connection, ${value(names.operation, "operations")}, params, options);
}`,
  };
}

/** What a call takes beside its parameters, what it gives, and what starts it. */
function shapeOf(operation: OperationPlan): Readonly<Record<"options" | "returned" | "start", Code>> {
  const { names, members, graphql } = operation;
  const result = type(names.result, "types");
  const options = code`${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")}`;
  if (isSubscription(operation)) {
    const variables = members.length === 0 ? nothing : code`, ${type(names.params, "types")}`;
    return {
      options: code`${type("SubscriptionOptions", SUBSCRIPTION)}<${result}${variables}>`,
      returned: code`${type("Subscription", SUBSCRIPTION)}<${result}>`,
      start: code`${value("callSubscription", SUBSCRIBE)}`,
    };
  }
  if (graphql?.incremental) {
    const returned = code`${type("IncrementalCall", INCREMENTAL)}<${result}>`;
    return { options, returned, start: code`${value("callIncremental", INCREMENTAL)}` };
  }
  if (graphql?.pages === undefined) {
    return {
      options,
      returned: code`${type("GraphqlCall", CALL)}<${result}>`,
      start: code`${value("callGraphql", CALL)}`,
    };
  }
  const returned = code`${type("GraphqlListCall", LIST)}<${type(names.item, "types")}, ${result}>`;
  return { options, returned, start: code`${value("callGraphqlPages", LIST)}` };
}

/** The words of the contract, and the document: what is asked for is what one wants to know of a call. */
function printDoc({ words, graphql }: OperationPlan): string {
  const document = `\`\`\`graphql\n${graphql?.text ?? ""}\n\`\`\``;
  return docComment([words.doc, document, words.deprecated ? "@deprecated" : undefined]);
}
