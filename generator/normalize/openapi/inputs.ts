import type { Input, ParameterStyle } from "../../contract/contract.js";
import type { Json, Schema } from "../../contract/schema.js";
import { readAnnotations } from "../annotations.js";
import { follow, isObject, itemsOf, membersOf, memberOf, textAt } from "../reading.js";
import type { JsonObject, Node, Reading } from "../reading.js";
import { readStyle } from "./styles.js";

const DEFAULT_STYLE = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;

/** Headers that OpenAPI keeps for other keywords; as parameters they are ignored, as it says. */
const OWNED_HEADERS = new Set(["accept", "content-type", "authorization"]);

interface Parameters {
  readonly path: string;
  readonly own: Node;
  readonly shared: Node;
}

/** Reads an operation's parameters together with its path's; "broken" where a reference leads nowhere. */
export function readInputs(parameters: Parameters, reading: Reading): Input[] | "broken" {
  const byPlace = new Map<string, Input>();
  for (const node of [...itemsOf(parameters.shared), ...itemsOf(parameters.own)]) {
    const target = follow(node, reading);
    if (target === undefined) return "broken";
    const input = readInput(target, reading);
    if (input !== undefined) byPlace.set(`${input.in} ${input.key}`, input);
  }
  const inputs = [...byPlace.values()].filter(
    (input) => input.in !== "header" || !OWNED_HEADERS.has(input.key.toLowerCase()),
  );
  return fitToPath(inputs, parameters, reading);
}

function readInput(node: Node, reading: Reading): Input | undefined {
  const { value } = node;
  const key = isObject(value) ? textAt(value, "name") : undefined;
  const place = isObject(value) ? value["in"] : undefined;
  if (!isObject(value) || key === undefined || !isPlace(place)) {
    reading.report({
      code: "parameter-without-place",
      severity: "repair",
      message: "A parameter needs a `name` and an `in` of path, query, header or cookie; it is ignored.",
      pointer: node.at,
    });
    return undefined;
  }
  const style = styleOf(value, place);
  return {
    key,
    in: place,
    required: value["required"] === true || place === "path",
    style,
    explode: typeof value["explode"] === "boolean" ? value["explode"] : style === "form" || style === "deepObject",
    ...readValue(node, value, reading),
    ...(value["allowReserved"] === true && { allowReserved: true as const }),
    at: node.at,
  };
}

function isPlace(place: unknown): place is Input["in"] {
  return place === "path" || place === "query" || place === "header" || place === "cookie";
}

function styleOf(value: JsonObject, place: Input["in"]): ParameterStyle {
  return readStyle(value["style"]) ?? DEFAULT_STYLE[place];
}

/** A parameter's value is described by `schema`, or by `content` with one media type. */
function readValue(node: Node, value: JsonObject, reading: Reading) {
  const [content] = membersOf(memberOf(node, "content"));
  const schemaNode = content === undefined ? memberOf(node, "schema") : memberOf(content, "schema");
  const schema: Schema = reading.readSchema(schemaNode);
  const beside = readAnnotations(schemaNode.value);
  const doc = textAt(value, "description") ?? beside.doc;
  const example = value["example"] ?? beside.example;
  return {
    schema,
    ...(content !== undefined && { mediaType: content.key }),
    ...(doc !== undefined && { doc }),
    ...((value["deprecated"] === true || beside.deprecated) && { deprecated: true as const }),
    ...(beside.default !== undefined && { default: beside.default }),
    ...(example !== undefined && { example: example as Json }),
  };
}

/** Makes path parameters and template agree: what the template names exists, what it does not name goes. */
function fitToPath(inputs: readonly Input[], parameters: Parameters, reading: Reading): Input[] {
  const names = [...parameters.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "");
  const fitting = inputs.filter((input) => input.in !== "path" || names.includes(input.key));
  for (const extra of inputs.filter((input) => !fitting.includes(input))) {
    reading.report({
      code: "path-parameter-not-in-path",
      severity: "repair",
      message: `The path parameter \`${extra.key}\` does not occur in ${parameters.path}; it is ignored.`,
      pointer: extra.at,
    });
  }
  const declared = new Set(fitting.filter((input) => input.in === "path").map((input) => input.key));
  const missing = names.filter((name, index) => !declared.has(name) && names.indexOf(name) === index);
  return [...missing.map((name) => undeclaredPathParameter(name, parameters, reading)), ...fitting];
}

function undeclaredPathParameter(key: string, parameters: Parameters, reading: Reading): Input {
  reading.report({
    code: "path-parameter-not-declared",
    severity: "repair",
    message: `The path ${parameters.path} names \`{${key}}\`, which is not declared; it is read as a required string.`,
    pointer: parameters.own.at,
    help: "Declare it under `parameters` with `in: path`.",
  });
  return {
    key,
    in: "path",
    required: true,
    schema: { kind: "string" },
    style: "simple",
    explode: false,
    at: parameters.own.at,
  };
}
