// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { EncodeParameter, Operation, Parameter, PlacedParams } from "../operation.js";
import { scalar } from "../styles/scalar.js";
import { Unsendable } from "../unsendable.js";

/** What says where the members of `Params` go. */
export type Places = Pick<Operation, "path" | "params" | "body">;

const inPath: Parameter = { in: "path" };

/** Fills the path's template and takes the members that it used from `rest`; all others belong to the body. */
export function placePath({ path, params = {} }: Places, rest: Map<string, unknown>, baseUrl: string): PlacedParams {
  const entries = Object.entries(params).filter(([, parameter]) => parameter.in === "path");
  const used: string[] = [];
  const filled = path.replace(/\{([^{}]+)\}/g, (_, key: string) => {
    const [name, parameter] = entries.find(([name, { key: own = name }]) => own === key) ?? [key, inPath];
    const text = rest.has(name) ? write(scalar, [name, rest.get(name)], parameter) : undefined;
    if (!text) throw new Unsendable(`/${name}`, "must not be empty: it is a part of the path");
    used.push(name);
    return text;
  });
  for (const name of used) rest.delete(name);
  // Whoever reads a URL resolves these, encoded or not: the request would go to another path.
  const isClimbing = /(^|\/)(\.|%2e){1,2}(?=[/?#]|$)/i.test(filled);
  if (isClimbing) throw new Unsendable("", `"." and ".." cannot be sent in the path ${path}`);
  // A path may bring a fragment, which never reaches a server.
  return { url: baseUrl + filled.replace(/#.*/, ""), headers: {} };
}

/** Writes a member in the parameter's style, or else in the one that is usual in its place. */
export function write(
  usual: EncodeParameter,
  [name, value]: readonly [string, unknown],
  parameter: Parameter,
): string | undefined {
  try {
    return (parameter.encode ?? usual)(parameter.key ?? name, value, parameter);
  } catch (error) {
    throw new Unsendable(`/${name}`, (error as Error).message, error);
  }
}
