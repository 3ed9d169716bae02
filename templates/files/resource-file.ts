import { keysOf } from "../../generator/contract/pointer.js";
import type { OperationPlan, ResourcePlan } from "../../generator/plan/plan.js";
import { bindingName, escapeReserved } from "../../generator/plan/names.js";
import type { TypeShape } from "../../generator/plan/types/shape.js";
import { blocks, code, lines, nothing, specifierOf, type, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { docComment, propertyKey } from "../text.js";
import { printErrors } from "./error-types.js";
import { printLoadFunction } from "./graphql/load-text.js";
import { printGraphqlFunction } from "./graphql/operation-text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";
import { declaration, paramsShape, typeText } from "./type-text.js";

/** One resource, one file: for each operation its types and its documented function. */
export function printResourceFile(resource: ResourcePlan, emission: Emission): OutputFile {
  const names = resource.operations.map(localNames);
  const loads = resource.operations.flatMap(({ graphql }) => graphql?.load?.method ?? []);
  const declares = [...names.flatMap((name) => Object.values(name)), ...loads];
  const body = blocks([
    ...resource.operations.flatMap((operation, index) =>
      printOperation(operation, names[index] as LocalNames, emission),
    ),
    printChildren(resource, emission),
  ]);
  return printFile(emission, { path: resource.file, body, declares });
}

/** What an operation is called inside its file. */
interface LocalNames {
  /** The method as users call it. */
  readonly method: string;
  /** The function: the same, unless that is a reserved word. */
  readonly local: string;
  readonly params: string;
  readonly result: string;
  readonly item: string;
  readonly error: string;
}

function localNames({ names, failure, graphql }: OperationPlan): LocalNames {
  const { method, params, result, item, error } = names;
  if (graphql !== undefined) return { method, local: escapeReserved(method), ...NO_TYPES };
  return { method, local: escapeReserved(method), params, result, item, error: failure === "own" ? error : "" };
}

/** The types of GraphQL operations stand in `types`. */
const NO_TYPES = { params: "", result: "", item: "", error: "" };

function printOperation(operation: OperationPlan, names: LocalNames, emission: Emission): Code[] {
  if (operation.graphql !== undefined) {
    return [printExported(names, printGraphqlFunction(operation, names.local)), ...printLoadFunction(operation)];
  }
  return [
    operation.members.length === 0
      ? nothing
      : declaration(names.params, paramsShape(operation.members), { doc: `Parameters of {@link ${names.method}}.` }),
    operation.result.declares
      ? declaration(names.result, resultShape(operation), { doc: resultDoc(names), local: new Set([names.item]) })
      : nothing,
    operation.pages?.declaresItem
      ? declaration(names.item, operation.pages.itemShape, { doc: `One item of {@link ${names.method}}.` })
      : nothing,
    names.error === ""
      ? nothing
      : code`${docComment([`What {@link ${names.method}} fails with when the server refuses.`])}\nexport type ${names.error} =${printErrors(operation.errors)};`,
    printFunction(operation, names, emission),
  ];
}

function resultDoc(names: LocalNames): string {
  return `What {@link ${names.method}} returns.`;
}

function errorType(names: LocalNames, { plan }: Emission): Code {
  return names.error === "" ? code`${type(`${plan.client.type}Error`, "client")}` : code`${names.error}`;
}

function paramsType(operation: OperationPlan, names: LocalNames): Code {
  return operation.members.length === 0 ? code`${type("NoParams", "runtime/v1/operation")}` : code`${names.params}`;
}

function resultType(operation: OperationPlan, names: LocalNames): Code {
  const body = operation.result.declares ? code`${names.result}` : typeText(operation.result.shape);
  if (operation.pages === undefined) return body;
  const item = operation.pages.declaresItem ? code`${operation.names.item}` : typeText(operation.pages.itemShape);
  return code`${type("Page", "runtime/v1/pages/page")}<${item}, ${body}>`;
}

/** The result's shape with its items under their own name, where they were given one. */
function resultShape({ result, pages, names }: OperationPlan): TypeShape {
  if (pages === undefined || !pages.declaresItem) return result.shape;
  const [key, ...deeper] = keysOf(pages.items);
  if (key === undefined) return withItems(result.shape, names.item);
  if (result.shape.kind !== "object" || deeper.length > 0) return result.shape;
  const members = result.shape.members.map((member) =>
    member.key === key ? { ...member, shape: withItems(member.shape, names.item) } : member,
  );
  return { ...result.shape, members };
}

function withItems(shape: TypeShape, name: string): TypeShape {
  if (shape.kind === "array") return { kind: "array", items: { kind: "name", name } };
  if (shape.kind !== "union") return shape;
  return { ...shape, variants: shape.variants.map((variant) => withItems(variant, name)) };
}

function printFunction(operation: OperationPlan, names: LocalNames, emission: Emission): Code {
  const { target } = operation;
  const argument = target === undefined ? undefined : argumentName(target.name);
  const optional = operation.members.every((member) => !member.required);
  const parameters = [
    code`connection: ${type("Connection", "runtime/v1/connection")}`,
    ...(target === undefined || argument === undefined ? [] : [code`${argument}: ${typeText(target.shape)}`]),
    code`params: ${paramsType(operation, names)}${optional ? " = {}" : ""}`,
    code`options?: ${type("RequestOptions", "runtime/v1/connection")}`,
  ];
  const [kind, start] = startOf(operation);
  const given = argument === undefined ? "params" : `{ ...params, ${shorthand(target?.name ?? "", argument)} }`;
  const doc = printDoc(operation, argument);
  const text = code`function ${names.local}(\n  ${lines(parameters.map((parameter) => code`${parameter},`))}\n): ${kind}<${resultType(operation, names)}, ${errorType(names, emission)}> {
  return ${start}(connection, ${value(operation.names.operation, "operations")}, ${given}, options);
}`;
  return printExported(names, { doc, text });
}

function printExported(names: LocalNames, { doc, text }: { readonly doc: string; readonly text: Code }): Code {
  return names.local === names.method ? lines([doc, code`export ${text}`]) : printRenamed(names, doc, text);
}

/** A function whose name is a reserved word leaves under its real name; its doc stands where editors look for it. */
function printRenamed({ local, method }: LocalNames, doc: string, text: Code): Code {
  const specifier = code`${local} as ${method}`;
  if (doc === "") return blocks([text, code`export { ${specifier} };`]);
  return blocks([text, code`export {\n  ${lines([doc, code`${specifier},`])}\n};`]);
}

/** What a function returns, and what starts it. */
function startOf({ pages, streams, batch }: OperationPlan): readonly [Import, Import] {
  if (batch !== undefined)
    return [type("Call", "runtime/v1/call"), value("callBatched", "runtime/v1/batch/call-batched")];
  if (pages !== undefined)
    return [type("ListCall", "runtime/v1/pages/list"), value("callPages", "runtime/v1/pages/list")];
  if (streams === undefined) return [type("Call", "runtime/v1/call"), value("call", "runtime/v1/call")];
  return [type("StreamCall", "runtime/v1/stream-call"), value("callStream", "runtime/v1/stream-call")];
}

/** The path parameter as an argument; never a name that the function uses otherwise. */
export function argumentName(key: string): string {
  const name = bindingName(key);
  if (name.endsWith("Operation")) return `${name}Value`;
  return ["connection", "params", "options", "call", "callPages", "callStream", "callBatched"].includes(name)
    ? `${name}_`
    : name;
}

function shorthand(key: string, argument: string): string {
  return key === argument ? key : `${propertyKey(key)}: ${argument}`;
}

function printDoc(operation: OperationPlan, argument: string | undefined): string {
  const { summary, doc, externalDocs, deprecated } = operation.words;
  const repeats = doc !== undefined && summary !== undefined && doc.trim().startsWith(summary.trim());
  const target = operation.target?.doc;
  const tags = [
    ...(argument !== undefined && target !== undefined ? [`@param ${argument} ${target.trim()}`] : []),
    ...(externalDocs === undefined ? [] : [`@see ${externalDocs}`]),
    ...(deprecated ? ["@deprecated"] : []),
  ];
  const stream =
    operation.streams === undefined ? undefined : "Where the server answers with a stream, `.stream()` gives it.";
  return docComment([
    repeats ? undefined : summary,
    doc,
    stream,
    `\`${operation.method} ${operation.path}\``,
    tags.join("\n"),
  ]);
}

/** TypeScript refuses some reserved words in `export * as`, so resources of such names leave like functions do. */
function printChildren(resource: ResourcePlan, emission: Emission): Code {
  const place = { path: `${resource.file}.ts`, extension: emission.extension };
  return lines(
    resource.children.map((child) => {
      const name = child.path.at(-1) ?? "";
      const local = escapeReserved(name);
      const from = specifierOf(child.file, place);
      if (local === name) return `export * as ${name} from "${from}";`;
      return `import * as ${local} from "${from}";\nexport { ${local} as ${name} };`;
    }),
  );
}
