import type { OperationPlan } from "../../../generator/plan/plan.js";
import { code, lines, nothing, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, literal, quote } from "../../text.js";
import { hasParamsCheck, paramsCheckName } from "../validators-files.js";

/** A GraphQL operation as data, as the runtime reads it. */
export function printGraphqlConstant(operation: OperationPlan): Code {
  const { graphql, names, call } = operation;
  const document = quote(graphql?.document ?? "");
  const check = value(paramsCheckName(operation), "validators/requests");
  const members = lines([
    `id: ${quote(`${graphql?.kind} ${graphql?.name}`)},`,
    `call: ${quote(call.join("."))},`,
    `document:${document.length > 100 ? "\n  " : " "}${document},`,
    `sha256: ${quote(graphql?.sha256 ?? "")},`,
    hasParamsCheck(operation) ? code`check: ${check},` : nothing,
    graphql?.uploads ? code`exchange: ${value("uploadExchange", "runtime/v1/graphql/upload")},` : nothing,
    graphql?.pages === undefined ? "" : `connection: ${literal(graphql.pages)},`,
    `replies: { 200: ${quote(operation.replies[0]?.check ?? "")} },`,
  ]);
  const operationType = type("GraphqlOperation", "runtime/v1/graphql/operation");
  return code`export const ${names.operation}: ${operationType} = {\n  ${members}\n};`;
}

const CALL = "runtime/v1/graphql/call";
const LIST = "runtime/v1/graphql/list";

/** The function of a GraphQL operation, and what is said of it; `local` is its name inside the file. */
export function printGraphqlFunction(
  operation: OperationPlan,
  local: string,
): { readonly doc: string; readonly text: Code } {
  const { members, names } = operation;
  const optional = members.every((member) => !member.required);
  const params = members.length === 0 ? type("NoParams", "runtime/v1/operation") : type(names.params, "types");
  const parameters = lines([
    code`connection: ${type("Connection", "runtime/v1/connection")},`,
    code`params: ${params}${optional ? " = {}" : ""},`,
    code`options?: ${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")},`,
  ]);
  const isPaged = operation.graphql?.pages !== undefined;
  const start = isPaged ? value("callGraphqlPages", LIST) : value("callGraphql", CALL);
  const result = type(names.result, "types");
  const returned = isPaged
    ? code`${type("GraphqlListCall", LIST)}<${type(names.item, "types")}, ${result}>`
    : code`${type("GraphqlCall", CALL)}<${result}>`;
  return {
    doc: printDoc(operation),
    text: code`function ${local}(\n  ${parameters}\n): ${returned} {
  return ${start}(connection, ${value(names.operation, "operations")}, params, options);
}`,
  };
}

/** The words of the contract, and the document: what is asked for is what one wants to know of a call. */
function printDoc({ words, graphql }: OperationPlan): string {
  const document = `\`\`\`graphql\n${graphql?.text ?? ""}\n\`\`\``;
  return docComment([words.doc, document, words.deprecated ? "@deprecated" : undefined]);
}
