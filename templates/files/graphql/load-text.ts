import { bindingName } from "../../../generator/plan/names.js";
import type { LoadPlan, OperationPlan } from "../../../generator/plan/plan.js";
import { code, lines, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, propertyKey, quote } from "../../text.js";

const LOAD = "runtime/v1/graphql/load";

/** What loads things by their ids, as data. */
export function printLoadConstant({ names, graphql }: OperationPlan): Code[] {
  const load = graphql?.load;
  if (load === undefined) return [];
  const members = lines([
    `call: ${quote(load.call.join("."))},`,
    code`start: ${value("callLoad", LOAD)},`,
    `target: ${quote(load.ids)},`,
    `list: () => ${names.operation},`,
    `field: ${quote(load.field)},`,
    `max: ${load.max},`,
    load.wait === undefined ? "" : `wait: ${load.wait},`,
  ]);
  return [code`export const ${load.operation}: ${type("GraphqlLoad", LOAD)} = {\n  ${members}\n};`];
}

/** The function that loads things by their ids. */
export function printLoadFunction(operation: OperationPlan): Code[] {
  const load = operation.graphql?.load;
  if (load === undefined) return [];
  const { names, members, words } = operation;
  const others = members.filter(({ name }) => name !== load.ids);
  const variables = type(names.params, "types");
  const isOptional = others.every(({ required }) => !required);
  const params = others.length === 0 ? code`${type("NoParams", "runtime/v1/operation")}` : omitIds(load, variables);
  const ids = idsArgument(load);
  const parameters = lines([
    code`connection: ${type("Connection", "runtime/v1/connection")},`,
    code`${ids}: ${variables}[${quote(load.ids)}],`,
    code`params: ${params}${isOptional ? " = {}" : ""},`,
    code`options?: ${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")},`,
  ]);
  const item = code`${type(names.item, "types")} | null`;
  const given = `{ ...params, ${ids === load.ids ? ids : `${propertyKey(load.ids)}: ${ids}`} }`;
  const about = `What \`${operation.call.join(".")}\` gives, for each id, in their order; what is asked for at the same time is one request.`;
  return [
    code`${docComment([words.doc, about, words.deprecated ? "@deprecated" : undefined])}
export function ${load.method}(\n  ${parameters}\n): ${type("GraphqlCall", "runtime/v1/graphql/call")}<(${item})[]> {
  return ${value("callLoad", LOAD)}(connection, ${value(load.operation, "operations")}, ${given}, options);
}`,
  ];
}

function omitIds({ ids }: LoadPlan, variables: ReturnType<typeof type>): Code {
  return code`Omit<${variables}, ${quote(ids)}>`;
}

/** The ids as an argument; never a name that the function uses otherwise. */
export function idsArgument({ ids }: LoadPlan): string {
  const name = bindingName(ids);
  return ["connection", "params", "options", "callLoad"].includes(name) || name.endsWith("Operation")
    ? `${name}_`
    : name;
}
