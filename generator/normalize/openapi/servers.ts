import { isObject } from "../../contract/json.js";
import type { Server, ServerVariable } from "../../contract/contract.js";
import { child } from "../../contract/pointer.js";
import { itemsOf, membersOf, memberOf, textAt } from "../reading.js";
import { removal } from "../mends.js";
import type { Node, Reading } from "../reading.js";

/** Reads a list of servers with their variables; entries without a URL are left out. */
export function readServers(node: Node, reading: Reading): Server[] {
  return itemsOf(node).flatMap((item) => {
    const url = isObject(item.value) ? textAt(item.value, "url") : undefined;
    if (url === undefined || !isAddress(url)) {
      reportAddress(url, item.at, reading);
      return [];
    }
    const doc = isObject(item.value) ? textAt(item.value, "description") : undefined;
    const variables = membersOf(memberOf(item, "variables")).map(readVariable);
    const known = new Set(variables.map(({ key }) => key));
    const unknown = namesIn(url).find((name) => !known.has(name));
    if (unknown !== undefined) reportVariable(unknown, item.at, reading);
    return [{ url, variables, ...(doc !== undefined && { doc }) }];
  });
}

function readVariable(node: Node & { readonly key: string }): ServerVariable {
  const value = isObject(node.value) ? node.value : {};
  const doc = textAt(value, "description");
  const values = value["enum"];
  return {
    key: node.key,
    default: String(value["default"] ?? ""),
    ...(Array.isArray(values) && { values: values.map(String) }),
    ...(doc !== undefined && { doc }),
  };
}

function namesIn(url: string): string[] {
  return [...url.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
}

/** A URL, or a path that is relative to one. */
function isAddress(url: string): boolean {
  return URL.canParse(url.replaceAll(/\{[^{}]*\}/g, "1"), "https://server.example");
}

function reportAddress(url: string | undefined, at: string, reading: Reading): void {
  reading.report({
    code: "server-without-address",
    severity: "repair",
    message: `${url === undefined ? "A server needs a `url`" : `\`${url}\` is no URL`}; it is left out.`,
    pointer: child(at, "url"),
    help: "Write one such as `https://api.example.com/v1`.",
    mend: removal(at),
  });
}

function reportVariable(name: string, at: string, reading: Reading): void {
  reading.report({
    code: "server-variable-not-declared",
    severity: "warning",
    message: `\`{${name}}\` in the server's URL is not among its \`variables\`, so the client cannot know what it is.`,
    pointer: child(at, "url"),
    help: `Declare it (\`variables: { ${name}: { default: ... } }\`), or give \`baseUrl\` when you create the client.`,
  });
}
