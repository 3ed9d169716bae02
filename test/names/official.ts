import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache } from "../golden/compilers.js";

/** Operation -> how the official client calls it; read from the published packages, none of which is kept here. */
export type Table = ReadonlyMap<string, readonly string[]>;

const folder = join(cache, "names/node_modules");

/** Whether the official clients are installed. */
export const hasClients = existsSync(join(folder, "stripe"));

const require = createRequire(join(cache, "names/package.json"));

/** `GET /repos/{owner}/{repo}` -> `repos.get`. */
export async function readOctokit(): Promise<Table> {
  const file = join(folder, "@octokit/plugin-rest-endpoint-methods/dist-src/generated/endpoints.js");
  type Endpoint = readonly [route: string, defaults?: unknown, extra?: { readonly renamed?: unknown }];
  const { default: groups } = (await import(pathToFileURL(file).href)) as {
    readonly default: { readonly [group: string]: { readonly [method: string]: Endpoint } };
  };
  const rows = Object.entries(groups).flatMap(([group, methods]) =>
    Object.entries(methods).flatMap(([method, [route, , extra]]) =>
      extra?.renamed === undefined ? [[route, `${group}.${method}`] as const] : [],
    ),
  );
  return collect(rows);
}

/** `GET /v1/customers/{}` -> `customers.retrieve`. */
export function readStripe(): Table {
  const Stripe = require("stripe") as new (key: string) => object;
  return walk(new Stripe("sk_test_x"), (source) => {
    const [, method, path] = /_makeRequest\(\s*'([A-Z]+)',\s*[`']([^`']+)[`']/.exec(source) ?? [];
    return path === undefined ? undefined : `${method} ${shapeOf(path)}`;
  });
}

/** `POST /chat/completions` -> `chat.completions.create`. */
export async function readOpenAi(): Promise<Table> {
  const file = join(folder, "openai/index.mjs");
  const { default: OpenAI } = (await import(pathToFileURL(file).href)) as {
    readonly default: new (options: { readonly apiKey: string; readonly adminAPIKey: string }) => object;
  };
  return walk(new OpenAI({ apiKey: "x", adminAPIKey: "y" }), (source) => {
    const call = /this\._client\.(get|post|put|patch|delete|getAPIList)\(\s*(?:path\s*)?[`'"]([^`'"]+)[`'"]([^;]*)/;
    const [, verb, path, rest = ""] = call.exec(source) ?? [];
    if (verb === undefined || path === undefined) return undefined;
    const method = verb === "getAPIList" ? (/method:\s*'(\w+)'/.exec(rest)?.[1] ?? "get") : verb;
    return `${method.toUpperCase()} ${shapeOf(path)}`;
  });
}

/** The methods of Slack's client, which are the names of its paths. */
export function readSlack(): ReadonlySet<string> {
  const source = readFileSync(join(folder, "@slack/web-api/dist/methods.js"), "utf8");
  const bound = source.matchAll(/(?:bindApiCall\w*|bindFilesUploadV2)\(this,\s*'([^']+)'\)/g);
  return new Set([...bound].flatMap(([, name]) => (name === undefined ? [] : [name])));
}

/** A path whose parameters have no names. */
export function shapeOf(path: string): string {
  return path.replaceAll(/\$?\{(?:[^{}]|\{[^{}]*\})*\}/g, "{}").replace(/\?.*$/, "");
}

/** Every method of a client and of the resources in it, by the route that its source names. */
function walk(client: object, routeOf: (source: string) => string | undefined): Table {
  const rows: (readonly [string, string])[] = [];
  const seen = new Set<unknown>([client]);
  const visit = (resource: object, path: readonly string[]): void => {
    if (seen.has(resource)) return;
    seen.add(resource);
    for (const [name, method] of methodsOf(resource)) {
      const route = routeOf(method.toString());
      if (route !== undefined && path.length > 0) rows.push([route, [...path, name].join(".")]);
    }
    visitMembers(resource, path);
  };
  const visitMembers = (resource: object, path: readonly string[]): void => {
    for (const [key, member] of Object.entries(resource)) {
      if (typeof member === "object" && member !== null && !key.startsWith("_"))
        visit(member as object, [...path, key]);
    }
  };
  visitMembers(client, []);
  return collect(rows);
}

function methodsOf(resource: object): (readonly [string, Function])[] {
  const prototype = Object.getPrototypeOf(resource) as { readonly [name: string]: unknown } | null;
  return Object.getOwnPropertyNames(prototype ?? {}).flatMap((name) => {
    const method = name === "constructor" || name.startsWith("_") ? undefined : prototype?.[name];
    return typeof method === "function" ? [[name, method] as const] : [];
  });
}

function collect(rows: readonly (readonly [route: string, call: string])[]): Table {
  const table = new Map<string, string[]>();
  for (const [route, call] of rows) table.set(route, [...(table.get(route) ?? []), call]);
  return table;
}
