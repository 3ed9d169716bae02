import { isObject, type JsonObject } from "../../contract/json.js";
import type { Server } from "../../contract/contract.js";
import { child } from "../../contract/pointer.js";
import { addition } from "../mends.js";
import { textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";

/** The safe ones first: whoever takes the first server talks encrypted where he can. */
const SCHEMES = ["https", "http", "wss", "ws"];

/**
 * Reads `schemes`, `host` and `basePath` as servers, one a scheme. Without a host they are relative to where the
 * contract came from, without a scheme they have the one that it came with.
 */
export function readServers(document: Node, reading: Reading): Server[] {
  if (!isObject(document.value)) return [];
  const { schemes } = document.value;
  return serversOf(document.value, Array.isArray(schemes) ? schemes : [], reading);
}

/** An operation's servers where it has schemes of its own; nothing where it has the document's. */
export function readOwnServers(operation: Node, reading: Reading): Server[] {
  const schemes = isObject(operation.value) ? operation.value["schemes"] : undefined;
  const { root } = reading;
  if (!isObject(root) || !Array.isArray(schemes)) return [];
  const isTheSame = JSON.stringify(schemes) === JSON.stringify(root["schemes"]);
  return isTheSame ? [] : serversOf(root, schemes, { ...reading, report: () => undefined });
}

function serversOf(root: JsonObject, schemes: readonly unknown[], reading: Reading): Server[] {
  const host = hostOf(root, reading);
  const basePath = basePathOf(root);
  if (host === undefined) return basePath === "" ? [] : [{ url: basePath, variables: [] }];
  const inHost = /^([a-z]+):\/\//i.exec(textAt(root, "host") ?? "")?.[1]?.toLowerCase();
  const known = SCHEMES.filter((scheme) => (schemes.length > 0 ? schemes.includes(scheme) : scheme === inHost));
  const prefixes = known.length === 0 ? ["//"] : known.map((scheme) => `${scheme}://`);
  return prefixes.map((prefix) => ({ url: `${prefix}${host}${basePath}`, variables: [] }));
}

/** Many write a whole URL where only the name is asked for. */
function hostOf(root: JsonObject, reading: Reading): string | undefined {
  const written = textAt(root, "host")?.trim();
  const host = written?.replace(/^(?:[a-z]+:)?\/\//i, "").replace(/\/+$/, "");
  if (host !== written) {
    reading.report({
      code: "host-not-a-name",
      severity: "repair",
      message: `\`host\` is a name with a port at most; \`${written}\` is read as \`${host}\`.`,
      pointer: child("#", "host"),
      help: "The scheme goes into `schemes`, the path into `basePath`.",
      mend: addition("#", { host, ...schemesIn(root) }),
    });
  }
  return host === "" ? undefined : host;
}

/** The scheme that is written before the host, where `schemes` is silent. */
function schemesIn(root: JsonObject): { readonly schemes?: readonly string[] } {
  const scheme = /^([a-z]+):\/\//i.exec(textAt(root, "host") ?? "")?.[1]?.toLowerCase();
  const isSaid = Array.isArray(root["schemes"]) && root["schemes"].length > 0;
  return scheme === undefined || isSaid ? {} : { schemes: [scheme] };
}

function basePathOf(root: JsonObject): string {
  const path = textAt(root, "basePath")?.trim().replace(/\/+$/, "") ?? "";
  return path === "" || path.startsWith("/") ? path : `/${path}`;
}
