import { writeDocument } from "../../templates/testing/write-body.js";
import type { BodyFact, ClientFacts, OperationCase } from "../../templates/testing/operation-case.js";

/** A request to begin with, for people who try an operation: what is required, filled in with samples. */
export interface Draft {
  readonly id: string;
  readonly call: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** Drafts a request of an operation. */
export function draftRequest(operation: OperationCase, { schemes, xml }: Pick<ClientFacts, "schemes" | "xml">): Draft {
  const { id, call, method, given, target, parameters, body } = operation;
  const { params = {}, target: value } = given[0] ?? {};
  const all: { readonly [name: string]: unknown } = target === undefined ? params : { ...params, [target]: value };
  const valueOf = ({ key, argument = [key] }: (typeof parameters)[number]): unknown =>
    argument.reduce((found: unknown, step) => (found as { readonly [name: string]: unknown } | undefined)?.[step], all);
  const names = new Set(parameters.map(({ key, argument }) => argument?.[0] ?? key));
  const rest = Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name)));
  const query = parameters
    .filter((fact) => fact.in === "query")
    .flatMap((fact) => pairsOf(fact.key, valueOf(fact)))
    .join("&");
  const [plain = "", fixed] = operation.path.replace(/#.*$/s, "").split("?");
  const path = plain.replaceAll(/\{([^{}]+)\}/g, (_, key: string) => {
    const fact = parameters.find((each) => each.in === "path" && each.key === key);
    return encodeURIComponent(textOf(fact === undefined ? undefined : valueOf(fact)));
  });
  const queries = [fixed, query].filter((text) => text !== undefined && text !== "").join("&");
  const content = body && writeBody(body, body.from === "whole" ? rest["body"] : rest, xml);
  const headers = parameters.flatMap((fact): [string, string][] => {
    const given = fact.in === "header" ? valueOf(fact) : undefined;
    return given === undefined ? [] : [[fact.key, textOf(given)]];
  });
  return {
    id,
    call,
    method,
    url: queries === "" ? path : `${path}?${queries}`,
    headers: {
      ...Object.fromEntries(headers),
      ...credentialsFor(operation, schemes),
      ...(content !== undefined &&
        body !== undefined &&
        body.kind !== "multipart" && { "content-type": body.mediaType }),
    },
    ...(content !== undefined && { body: content }),
  };
}

function credentialsFor(
  { auth }: OperationCase,
  schemes: { readonly [id: string]: { readonly kind: string; readonly in?: string; readonly key?: string } },
): { [name: string]: string } {
  const ids = auth[0] ?? [];
  const entries = ids.flatMap((id): [string, string][] => {
    const scheme = schemes[id];
    if (scheme?.kind === "bearer") return [["authorization", "Bearer test"]];
    if (scheme?.kind === "basic")
      return [["authorization", `Basic ${Buffer.from("user:password").toString("base64")}`]];
    return scheme?.in === "header" && scheme.key !== undefined ? [[scheme.key, "test"]] : [];
  });
  return Object.fromEntries(entries);
}

function writeBody({ kind, root }: BodyFact, value: unknown, xml: ClientFacts["xml"]): string | undefined {
  if (value === undefined || (kind !== "json" && isEmpty(value))) return undefined;
  if (kind === "json" || kind === "xml") return writeDocument(value, { xml, root, indent: 2 });
  if (kind === "form")
    return Object.entries(value as object)
      .flatMap(([key, member]) => pairsOf(key, member))
      .join("&");
  return kind === "text" ? textOf(value) : "";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** `a[b]=1`: what is nested, as most forms write it. */
function pairsOf(key: string, value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => pairsOf(`${key}[${index}]`, item));
  if (typeof value === "object")
    return Object.entries(value).flatMap(([name, member]) => pairsOf(`${key}[${name}]`, member));
  return [
    `${encodeURIComponent(key).replaceAll("%5B", "[").replaceAll("%5D", "]")}=${encodeURIComponent(textOf(value))}`,
  ];
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}
