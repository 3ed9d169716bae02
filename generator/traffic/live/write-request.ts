import type {
  Members,
  OperationCase,
  ParameterFact,
  Style,
  WireFacts,
} from "../../../templates/testing/operation-case.js";
import type { EncodeParameter } from "../../../templates/runtime/v1/operation.js";
import { cookie } from "../../../templates/runtime/v1/styles/cookie.js";
import { deepObject, deepObjectBrackets, deepObjectRepeat } from "../../../templates/runtime/v1/styles/deep-object.js";
import { pipeDelimited, spaceDelimited } from "../../../templates/runtime/v1/styles/delimited.js";
import { form } from "../../../templates/runtime/v1/styles/form.js";
import { json } from "../../../templates/runtime/v1/styles/json.js";
import { label } from "../../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../../templates/runtime/v1/styles/matrix.js";
import { simple } from "../../../templates/runtime/v1/styles/simple.js";
import { writeDocument } from "../../../templates/testing/write-body.js";
import type { ArrayFormat } from "../../../templates/testing/operation-case.js";

/** A request before anything is signed. */
export interface LiveRequest {
  readonly method: string;
  /** Path and query, below the server. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

const STYLES: { readonly [style in Exclude<Style, "deepObject">]: EncodeParameter } = {
  matrix,
  label,
  simple,
  form,
  spaceDelimited,
  pipeDelimited,
  cookie,
};

const DEEP: { readonly [format in ArrayFormat]: EncodeParameter } = {
  indices: deepObject,
  brackets: deepObjectBrackets,
  repeat: deepObjectRepeat,
};

/** Writes the request of an operation with these arguments; `undefined` where its body is neither JSON nor XML. */
export function writeRequest(
  operation: OperationCase,
  given: Members,
  { arrays, xml }: WireFacts,
): LiveRequest | undefined {
  const { method, parameters, body } = operation;
  const write = (fact: ParameterFact): string | undefined => {
    const value = valueOf(fact, given);
    return value === undefined ? undefined : writeParameter(fact, value, arrays);
  };
  const texts = (place: ParameterFact["in"]): [string, string][] =>
    parameters.flatMap((fact) => {
      const text = fact.in === place ? write(fact) : undefined;
      return text === undefined ? [] : [[fact.key, text]];
    });
  const paths = new Map(texts("path"));
  const [template = "", fixed = ""] = operation.path.replace(/#.*$/s, "").split("?");
  const path = template.replaceAll(/\{([^{}]+)\}/g, (_, key: string) => paths.get(key) ?? "");
  const query = [fixed, ...texts("query").map(([, text]) => text)].filter((text) => text !== "").join("&");
  const cookies = texts("cookie").map(([, text]) => text);
  const headers = Object.fromEntries(texts("header").map(([key, text]) => [key.toLowerCase(), text]));
  const request = {
    method,
    target: query === "" ? path : `${path}?${query}`,
    headers: { ...headers, ...(cookies.length > 0 && { cookie: cookies.join("; ") }) },
  };
  if (body === undefined) return request;
  if (body.kind !== "json" && body.kind !== "xml") return undefined;
  const content = body.from === "whole" ? given["body"] : membersOfBody(parameters, given);
  return {
    ...request,
    headers: { ...request.headers, "content-type": body.mediaType },
    ...(content !== undefined && { body: writeDocument(content, { xml, root: body.root }) }),
  };
}

function valueOf({ key, argument = [key] }: ParameterFact, given: Members): unknown {
  return argument.reduce<unknown>((found, step) => (found as Members | undefined)?.[step], given);
}

function writeParameter(fact: ParameterFact, value: unknown, arrays: ArrayFormat): string | undefined {
  const { key, style, explode, mediaType } = fact;
  const parameter = { in: fact.in, explode };
  if (mediaType !== undefined) return json(key, value, parameter);
  return (style === "deepObject" ? DEEP[arrays] : STYLES[style])(key, value, parameter);
}

/** Every argument that is no parameter is a member of a flat body. */
function membersOfBody(parameters: readonly ParameterFact[], given: Members): Members {
  const taken = new Set(parameters.map(({ key, argument }) => argument?.[0] ?? key));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !taken.has(name)));
}
