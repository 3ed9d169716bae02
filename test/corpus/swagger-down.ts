import type { Json } from "../../generator/contract/schema.js";
import type { Root } from "./tools.js";

type Members = { readonly [key: string]: Json };

/** An OpenAPI 3 contract with what Swagger 2.0 can say of it, in both ways of writing. */
export interface BothWays {
  readonly upper: Root;
  readonly lower: Root;
  readonly operations: number;
}

const NOTHING: BothWays = { upper: {}, lower: {}, operations: 0 };

/** OpenAPI 3 leaves these to other keywords, Swagger 2.0 does not. */
const TAKEN = /^(?:accept|content-type|authorization)$/i;

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch"];

/** What no Swagger 2.0 can say. */
class Unsayable extends Error {}

/** Leaves out what Swagger 2.0 has no words for, and writes down the rest as it would. */
export function writeAsSwagger(root: Root): BothWays {
  // What refers into places that Swagger 2.0 has not, or has elsewhere, is another contract there.
  if (/"\$ref":"(?!#\/components\/[a-zA-Z]+\/[^/"]+")/.test(JSON.stringify(root))) return NOTHING;
  const kept = membersOf(root["paths"]).map(([path, item]) => [path, keepOperations(item, root)] as const);
  const paths = kept.filter(([, { lower }]) => METHODS.some((method) => method in lower));
  const operations = paths.flatMap(([, { lower }]) => METHODS.filter((method) => method in lower)).length;
  const info = root["info"] ?? {};
  const tags = root["tags"] === undefined ? {} : { tags: root["tags"] };
  const upper: Root = {
    openapi: root["openapi"] ?? "3.0.3",
    info,
    ...tags,
    servers: [{ url: "https://api.test/v1" }],
    paths: Object.fromEntries(paths.map(([path, item]) => [path, item.upper])),
    components: { schemas: schemasOf(root) },
  };
  const lower: Root = {
    swagger: "2.0",
    info,
    ...tags,
    schemes: ["https"],
    host: "api.test",
    basePath: "/v1",
    paths: Object.fromEntries(paths.map(([path, item]) => [path, item.lower])),
    definitions: moveRefs(schemasOf(root)),
  };
  return { upper, lower, operations };
}

function schemasOf(root: Root): Members {
  const { schemas = {} } = (root["components"] ?? {}) as Members;
  return withoutSiblings(schemas) as Members;
}

/** What stands beside a reference says nothing in Swagger 2.0. */
function withoutSiblings(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutSiblings(item));
  if (typeof value !== "object" || value === null) return value;
  const { $ref } = value as Members;
  if (typeof $ref === "string") return { $ref };
  const members = Object.entries(value).filter(([key]) => key !== "x-nullable");
  return Object.fromEntries(members.map(([key, member]) => [key, withoutSiblings(member)]));
}

function keepOperations(item: Json, root: Root): { readonly upper: Members; readonly lower: Members } {
  const shared = resolve(root, (item as Members)["parameters"] ?? []) as readonly Json[];
  const both = METHODS.flatMap((method) => {
    const operation = (item as Members)[method];
    if (operation === undefined) return [];
    try {
      return [[method, keepOperation(operation as Members, { shared, root })] as const];
    } catch (error) {
      if (error instanceof Unsayable) return [];
      throw error;
    }
  });
  return {
    upper: Object.fromEntries(both.map(([method, { upper }]) => [method, upper])),
    lower: Object.fromEntries(both.map(([method, { lower }]) => [method, lower])),
  };
}

/** Security, servers and callbacks are said in ways of their own; they are left out of both. */
function keepOperation(
  { servers: _, callbacks: __, security: ___, parameters = [], requestBody, responses = {}, ...rest }: Members,
  { shared, root }: { readonly shared: readonly Json[]; readonly root: Root },
): { readonly upper: Members; readonly lower: Members } {
  const given = [...shared, ...(parameters as readonly Json[])].map((each) => resolve(root, each) as Members);
  const unique = [...new Map(given.map((each) => [`${String(each["in"])} ${String(each["name"])}`, each])).values()];
  const body = requestBody === undefined ? undefined : bodyOf(resolve(root, requestBody) as Members, root);
  const free = unique.filter((each) => each["in"] !== "header" || !TAKEN.test(String(each["name"])));
  const sayable = free.filter(isSayable).map(withoutIdleWords);
  const replies = membersOf(responses).map(
    ([status, reply]) => [status, withHeaders(resolve(root, reply) as Members, root)] as const,
  );
  const produces = [...new Set(replies.flatMap(([, { content }]) => membersOf(content).map(([type]) => type)))];
  if (produces.length > 1) throw new Unsayable();
  const upper = {
    ...rest,
    parameters: sayable,
    ...(body !== undefined && { requestBody: body.upper }),
    responses: Object.fromEntries(replies),
  };
  const lower = {
    ...rest,
    parameters: [...sayable.map(writeParameter), ...(body?.lower ?? [])],
    ...(body !== undefined && { consumes: body.consumes }),
    produces,
    responses: Object.fromEntries(replies.map(([status, reply]) => [status, writeReply(reply)])),
  };
  return { upper, lower };
}

/** A parameter that none has to give is left out where it cannot be said. */
function isSayable(parameter: Members): boolean {
  try {
    writeParameter(parameter);
    return true;
  } catch (error) {
    if (error instanceof Unsayable && parameter["required"] !== true) return false;
    throw error;
  }
}

/** How a scalar is spread says nothing, and `x-nullable` means something in Swagger 2.0 alone. */
function withoutIdleWords({ style, explode, "x-nullable": __, ...parameter }: Members): Members {
  const { "x-nullable": _, ...schema } = (parameter["schema"] ?? {}) as Members;
  const spread = { ...(style !== undefined && { style }), ...(explode !== undefined && { explode }) };
  return { ...parameter, ...(schema["type"] === "array" && spread), schema };
}

interface BodyBothWays {
  readonly upper: Members;
  readonly lower: readonly Json[];
  readonly consumes: readonly string[];
}

function bodyOf(body: Members, root: Root): BodyBothWays {
  const [first, ...others] = membersOf(body["content"]);
  if (first === undefined || others.length > 0) throw new Unsayable();
  const [mediaType, content] = first;
  const { schema = {} } = content as Members;
  if (mediaType === "application/x-www-form-urlencoded") return formOf(resolve(root, schema) as Members, mediaType);
  if (!/json/.test(mediaType)) throw new Unsayable();
  const { description, required } = body;
  const said = { ...(description !== undefined && { description }), ...(required !== undefined && { required }) };
  const lower = [{ name: "body", in: "body", ...said, schema: moveRefs(schema) }];
  return { upper: { ...said, content: { [mediaType]: { schema } } }, lower, consumes: [mediaType] };
}

/** The fields of a form that are texts, numbers and truth values; what are bytes would make it a multipart form. */
function formOf(schema: Members, mediaType: string): BodyBothWays {
  const needed = (schema["required"] ?? []) as readonly string[];
  const fields = membersOf(schema["properties"]).filter(
    ([, field]) => isScalar(field) && !("title" in (field as Members)) && (field as Members)["format"] !== "binary",
  );
  const names = fields.map(([name]) => name);
  if (fields.length === 0 || !needed.every((name) => names.includes(name))) throw new Unsayable();
  const upper = { type: "object", properties: Object.fromEntries(fields), required: needed };
  const lower = fields.map(([name, field]) => ({
    ...(field as Members),
    name,
    in: "formData",
    required: needed.includes(name),
  }));
  return {
    upper: { required: needed.length > 0, content: { [mediaType]: { schema: upper } } },
    lower,
    consumes: [mediaType],
  };
}

function isScalar(schema: Json): boolean {
  return (
    !("$ref" in (schema as Members)) &&
    ["string", "number", "integer", "boolean"].includes(String((schema as Members)["type"]))
  );
}

function withHeaders(reply: Members, root: Root): Members {
  const headers = membersOf(reply["headers"]).map(
    ([name, header]) => [name, resolve(root, header) as Members] as const,
  );
  const sayable = headers.filter(([, { schema }]) => schema !== undefined && isScalar(schema));
  return { ...reply, headers: Object.fromEntries(sayable) };
}

const FORMATS: { readonly [style: string]: string } = { form: "csv", spaceDelimited: "ssv", pipeDelimited: "pipes" };

function writeParameter({ schema = {}, style, explode, content, allowReserved, ...rest }: Members): Json {
  const { in: place } = rest;
  const inner = schema as Members;
  const isList = inner["type"] === "array";
  const isFlat = isScalar(inner) || (isList && isScalar(inner["items"] ?? {}));
  const styles = place !== "query" ? ["simple"] : isList ? Object.keys(FORMATS) : ["form"];
  const isUsual = style === undefined || styles.includes(String(style));
  if (place === "cookie" || content !== undefined || allowReserved === true || !isFlat || !isUsual)
    throw new Unsayable();
  if (inner["nullable"] === true || "title" in inner || rest["examples"] !== undefined) throw new Unsayable();
  const isSpread = explode ?? (style === undefined || style === "form");
  const format = place !== "query" ? "csv" : isSpread ? "multi" : FORMATS[String(style ?? "form")];
  const { description } = inner;
  const isUndescribed = rest["description"] === "" && description !== undefined;
  return {
    ...inner,
    ...rest,
    ...(isUndescribed && { description }),
    ...(isList && { collectionFormat: format ?? "csv" }),
  };
}

function writeReply({ content, headers, description = "" }: Members): Json {
  const [first] = membersOf(content);
  const lower = membersOf(headers).map(([name, header]) => {
    const { schema: said, description: doc } = header as Members;
    return [name, { ...(said as Members), ...(doc !== undefined && { description: doc }) }] as const;
  });
  const { schema } = (first?.[1] ?? {}) as Members;
  if (first !== undefined && schema === undefined) throw new Unsayable();
  if (first !== undefined && !/json/.test(first[0])) throw new Unsayable();
  return { description, headers: Object.fromEntries(lower), ...(schema !== undefined && { schema: moveRefs(schema) }) };
}

/** What a reference stands for, unless it is a schema. */
function resolve(root: Root, value: Json): Json {
  const ref =
    typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members)["$ref"] : undefined;
  if (typeof ref !== "string") return value;
  const target = ref
    .split("/")
    .slice(1)
    .reduce<Json | undefined>(
      (at, key) => (at as Members | undefined)?.[key.replaceAll("~1", "/").replaceAll("~0", "~")],
      root,
    );
  if (target === undefined) throw new Unsayable();
  return resolve(root, target);
}

/** Swagger 2.0 keeps schemas under `definitions`. */
function moveRefs<Value extends Json>(value: Value): Value {
  const text = JSON.stringify(value).replaceAll('"#/components/schemas/', '"#/definitions/');
  return JSON.parse(text) as Value;
}

function membersOf(value: Json | undefined): [string, Json][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
