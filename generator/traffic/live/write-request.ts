import { json } from "../../../templates/runtime/v1/styles/json.js";
import type {
  ArrayFormat,
  Members,
  OperationCase,
  ParameterFact,
  WireFacts,
} from "../../../templates/testing/operation-case.js";
import { encoderOf } from "./styles.js";
import { isText, writeTextBody } from "./write-text-body.js";

/** A request before anything is signed. */
export interface LiveRequest {
  readonly method: string;
  /** Path and query, below the server. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** Writes the request of an operation with these arguments; `undefined` where its body is no text. */
export function writeRequest(operation: OperationCase, given: Members, facts: WireFacts): LiveRequest | undefined {
  const { method, parameters, body } = operation;
  const write = (fact: ParameterFact): string | undefined => {
    const value = valueOf(fact, given);
    return value === undefined ? undefined : writeParameter(fact, value, facts.arrays);
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
  if (!isText(body)) return undefined;
  const value = body.from === "whole" ? given["body"] : membersOfBody(parameters, given);
  const content = writeTextBody(value, body, facts);
  if (content === undefined) return request;
  return { ...request, headers: { ...request.headers, "content-type": body.mediaType }, body: content };
}

function valueOf({ key, argument = [key] }: ParameterFact, given: Members): unknown {
  return argument.reduce<unknown>((found, step) => (found as Members | undefined)?.[step], given);
}

function writeParameter(fact: ParameterFact, value: unknown, arrays: ArrayFormat): string | undefined {
  const { key, style, explode, mediaType } = fact;
  const parameter = { in: fact.in, explode };
  if (mediaType !== undefined) return json(key, value, parameter);
  return encoderOf(style, arrays)(key, value, parameter);
}

/** Every argument that is no parameter is a member of a flat body. */
function membersOfBody(parameters: readonly ParameterFact[], given: Members): Members {
  const taken = new Set(parameters.map(({ key, argument }) => argument?.[0] ?? key));
  return Object.fromEntries(Object.entries(given).filter(([name]) => !taken.has(name)));
}
