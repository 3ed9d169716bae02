import { isObject, type JsonObject } from "../../contract/json.js";
import type { Input, ParameterStyle } from "../../contract/contract.js";
import type { Schema } from "../../contract/schema.js";
import { hasHints, readAnnotations, readExtensions } from "../annotations.js";
import { fitToPath, reportOptional } from "../http/path-parameters.js";
import type { Parameters } from "../http/path-parameters.js";
import { itemsOf, membersOf, memberOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";
import { readEncoding } from "./contents.js";
import { readExamples } from "./examples.js";
import { reportPlace, reportUntyped } from "./input-repairs.js";
import { readStyle } from "./styles.js";

const DEFAULT_STYLE = { path: "simple", query: "form", header: "simple", cookie: "form" } as const;

/** Styles that explode unless they say otherwise. */
const EXPLODED: ReadonlySet<ParameterStyle> = new Set(["form", "deepObject", "cookie"]);

/** Headers that OpenAPI keeps for other keywords; as parameters they are ignored, as it says. */
const OWNED_HEADERS = new Set(["accept", "content-type", "authorization"]);

/** Reads an operation's parameters together with its path's; "broken" where a reference leads nowhere. */
export function readInputs(parameters: Parameters, reading: Reading): Input[] | "broken" {
  const byPlace = new Map<string, Input>();
  for (const node of [...itemsOf(parameters.shared), ...itemsOf(parameters.own)]) {
    const target = follow(node, reading, "needed");
    if (target === undefined) return "broken";
    const input = readInput(target, node.at, reading);
    if (input !== undefined) byPlace.set(`${input.in} ${input.key}`, input);
  }
  const inputs = [...byPlace.values()].filter(
    (input) => input.in !== "header" || !OWNED_HEADERS.has(input.key.toLowerCase()),
  );
  return fitToPath(inputs, parameters, reading);
}

/** `item` is where the parameter is listed. */
function readInput(node: Node, item: string, reading: Reading): Input | undefined {
  const { value } = node;
  const key = isObject(value) ? textAt(value, "name") : undefined;
  const place = isObject(value) ? value["in"] : undefined;
  if (isObject(value) && key !== undefined && place === "querystring") {
    return readQuerystring({ value, at: node.at, key }, reading);
  }
  if (!isObject(value) || key === undefined || !isPlace(place)) {
    reportPlace(node, item, reading);
    return undefined;
  }
  const style = styleOf({ value, at: node.at }, place, reading);
  if (place === "path" && value["required"] !== true) reportOptional(node.at, reading);
  if (value["schema"] === undefined && value["content"] === undefined) reportUntyped(node.at, reading);
  return {
    key,
    in: place,
    required: value["required"] === true || place === "path",
    style,
    explode: typeof value["explode"] === "boolean" ? value["explode"] : EXPLODED.has(style),
    ...readValue(node, value, reading),
    ...(value["allowReserved"] === true && { allowReserved: true as const }),
    ...(hasHints(value) && { extensions: readExtensions(value) }),
    at: node.at,
  };
}

function isPlace(place: unknown): place is Input["in"] {
  return place === "path" || place === "query" || place === "header" || place === "cookie";
}

function styleOf(node: Node & { readonly value: JsonObject }, place: Input["in"], reading: Reading): ParameterStyle {
  if (place === "cookie" && node.value["style"] === "cookie") return "cookie";
  return readStyle(node, reading) ?? DEFAULT_STYLE[place];
}

/** The whole query as one value, in the media type that its `content` names; a form where none is. */
function readQuerystring(node: Node & { value: JsonObject; key: string }, reading: Reading): Input {
  const { value, key, at } = node;
  const { mediaType = FORM, ...said } = readValue(node, value, reading);
  const [content] = membersOf(memberOf(node, "content"));
  return {
    key,
    in: "query",
    required: value["required"] === true,
    style: "form",
    explode: true,
    mediaType: mediaType.trim().toLowerCase(),
    whole: content === undefined ? {} : readEncoding(content, reading),
    ...said,
    at,
  };
}

const FORM = "application/x-www-form-urlencoded";

/** A parameter's value is described by `schema`, or by `content` with one media type. */
function readValue(node: Node, value: JsonObject, reading: Reading) {
  const [content] = membersOf(memberOf(node, "content"));
  const schemaNode = content === undefined ? memberOf(node, "schema") : memberOf(content, "schema");
  const schema: Schema = reading.readSchema(schemaNode);
  const beside = readAnnotations(schemaNode);
  const doc = textAt(value, "description") ?? beside.doc;
  const example = readExamples(node, reading)[0] ?? beside.example;
  return {
    schema,
    ...(content !== undefined && { mediaType: content.key }),
    ...(doc !== undefined && { doc }),
    ...((value["deprecated"] === true || beside.deprecated) && { deprecated: true as const }),
    ...(beside.default !== undefined && { default: beside.default }),
    ...(example !== undefined && { example }),
  };
}
