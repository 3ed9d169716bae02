import { setHeader } from "../headers.js";
import type { PlacedParams } from "../operation.js";
import { form } from "../styles/form.js";
import { simple } from "../styles/simple.js";
import { Unsendable } from "../unsendable.js";
import { type Places, write } from "./path.js";
import { placeUrl } from "./url.js";

/**
 * Takes all parameters from `rest` and puts them into path, query, headers and cookies. Those that are null are not
 * sent, unless their style knows how to say null.
 */
export function placeParams(operation: Places, rest: Map<string, unknown>, baseUrl: string): PlacedParams {
  const { params = {} } = operation;
  const { url } = placeUrl(operation, rest, baseUrl);
  const headers: Record<string, string> = Object.create(null);
  const cookies: (string | undefined)[] = [];
  for (const member of rest) {
    const [name] = member;
    const parameter = Object.hasOwn(params, name) ? params[name] : undefined;
    if (!parameter) continue;
    rest.delete(name);
    if (parameter.in === "header") addHeader(headers, parameter.key ?? name, write(simple, member, parameter));
    if (parameter.in === "cookie") cookies.push(write(formInCookie, member, parameter));
  }
  setHeader(headers, "cookie", cookies.filter((text) => text !== undefined).join("; ") || undefined);
  return { url, headers };
}

/** An exploded form separates by `&`, in which no cookie ends; one within a value is percent-encoded. */
function formInCookie(...given: Parameters<typeof form>): string | undefined {
  return form(...given)?.replaceAll("&", "; ");
}

/** A contract's own header name could end its line as well as a value could. */
function addHeader(headers: Record<string, string>, name: string, text: string | undefined): void {
  if (text === undefined) return;
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw new Unsendable("", `${JSON.stringify(name)} is no header name`);
  setHeader(headers, name, text);
}
