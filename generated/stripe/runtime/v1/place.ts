// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { setHeader } from "./headers.js";
import type { AnyOperation, Parameter, PlacedParams } from "./operation.js";
import { form } from "./styles/form.js";
import { simple } from "./styles/simple.js";
import { Unsendable } from "./unsendable.js";
import { joinQuery } from "./url.js";

type Plan = Pick<AnyOperation, "path" | "params" | "body">;

/**
 * Takes the parameters out of `rest` and puts them into path, query and headers; what is left belongs to the body.
 * Parameters that are null are not sent, unless their style knows how to say null.
 */
export function placeParams(operation: Plan, rest: Map<string, unknown>, baseUrl: string): PlacedParams {
  const path = fillPath(operation, rest);
  const texts: { [place in Parameter["in"]]: string[] } = { path: [], query: [], header: [], cookie: [] };
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of rest) {
    const parameter = findParameter(operation, name);
    if (!parameter) continue;
    rest.delete(name);
    const text = encode(name, value, parameter);
    if (text === undefined) continue;
    if (parameter.in === "header") addHeader(headers, parameter.key ?? name, text);
    else texts[parameter.in].push(text);
  }
  if (texts.cookie.length) setHeader(headers, "cookie", texts.cookie.join("; "));
  // A path may bring a query of its own, and a fragment, which never reaches a server.
  return { url: joinQuery(baseUrl + path.replace(/#.*/, ""), texts.query), headers };
}

const inPath: Parameter = { in: "path" };

/** Fills the template and takes the members that it used from `rest`. */
function fillPath({ path, params = {} }: Plan, rest: Map<string, unknown>): string {
  const entries = Object.entries(params).filter(([, parameter]) => parameter.in === "path");
  const used: string[] = [];
  const filled = path.replace(/\{([^{}]+)\}/g, (_, key: string) => {
    const [name, parameter] = entries.find(([name, { key: own = name }]) => own === key) ?? [key, inPath];
    const text = rest.has(name) ? encode(name, rest.get(name), parameter) : undefined;
    if (!text) throw new Unsendable(`/${name}`, "must not be empty: it is a part of the path");
    used.push(name);
    return text;
  });
  for (const name of used) rest.delete(name);
  // Whoever reads a URL resolves these, encoded or not: the request would go to another path.
  const isClimbing = /(^|\/)(\.|%2e){1,2}(?=[/?#]|$)/i.test(filled);
  if (isClimbing) throw new Unsendable("", `"." and ".." cannot be sent in the path ${path}`);
  return filled;
}

/** Where a member goes; `undefined` where it belongs to the body. */
function findParameter({ params, body }: Plan, name: string): Parameter | undefined {
  if (params && Object.hasOwn(params, name)) return params[name];
  return body?.from === "flat" || (body && name === "body") ? undefined : { in: "query" };
}

function encode(name: string, value: unknown, parameter: Parameter): string | undefined {
  const isForm = parameter.in === "query" || parameter.in === "cookie";
  try {
    const text = (parameter.encode ?? (isForm ? form : simple))(parameter.key ?? name, value, parameter);
    // An exploded form separates by `&`, in which no cookie ends; one within a value is percent-encoded.
    return parameter.in === "cookie" && !parameter.encode ? text?.replaceAll("&", "; ") : text;
  } catch (error) {
    throw new Unsendable(`/${name}`, (error as Error).message, error);
  }
}

/** A contract's own header name could end its line as well as a value could. */
function addHeader(headers: Record<string, string>, name: string, text: string): void {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new Unsendable("", `${JSON.stringify(name)} is no header name`);
  setHeader(headers, name, text);
}
