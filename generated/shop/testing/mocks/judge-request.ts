// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { decodeRequest } from "../decode-request.js";
import type { Members, OperationCase } from "../operation-case.js";
import type { SentRequest } from "../wire.js";
import type { MockFacts } from "./mock-facts.js";
import { readTexts } from "./read-texts.js";

/** One way in which traffic breaks the contract. */
export interface Violation {
  /** `METHOD /path` of the operation; of a request that fits none, its own method and path. */
  readonly operation: string;
  readonly side: "request" | "response";
  /** A JSON pointer into the arguments or the body; `""` for the whole. */
  readonly pointer: string;
  readonly message: string;
}

/** What a request was found to say. */
export interface JudgedRequest {
  /** The arguments as a caller would give them: flat, the positional one under its name. */
  readonly params: Members;
  readonly violations: readonly Violation[];
}

/** A request, its URL moved below the base that decoders expect, and what it is meant for. */
export interface Judging {
  readonly request: SentRequest;
  readonly operation: OperationCase;
  readonly mock: MockFacts;
}

/** Reads a request by the contract alone, and names everything in which it breaks it. */
export function judgeRequest({ request, operation, mock }: Judging): JudgedRequest {
  const violation = (pointer: string, message: string): Violation => {
    return { operation: operation.id, side: "request", pointer, message };
  };
  try {
    const decoded = decodeRequest(request, operation, mock.facts);
    const { value, issues } = readTexts(decoded.arguments, mock.checks[operation.id]?.request);
    const foreign = decoded.unknown.filter((name) => !isCredential(name, operation, mock));
    return {
      params: value,
      violations: [
        ...foreign.map((name) => violation(`/${name}`, "is not in the contract")),
        ...issues.map((issue) => violation(issue.pointer, issue.message)),
        ...judgeAuth({ request, operation, mock }).map((message) => violation("", message)),
      ],
    };
  } catch (error) {
    return { params: {}, violations: [violation("", error instanceof Error ? error.message : String(error))] };
  }
}

type Scheme = MockFacts["facts"]["schemes"][string];

function isCredential(name: string, { auth }: OperationCase, { facts }: MockFacts): boolean {
  const schemes = auth.flat().map((id): Scheme | undefined => facts.schemes[id]);
  return schemes.some((scheme) => scheme?.kind === "apiKey" && scheme.in !== "header" && scheme.key === name);
}

/** Whether the credentials of one alternative are there; which ones are right, a mock does not know. */
function judgeAuth({ request, operation, mock }: Judging): string[] {
  const { auth } = operation;
  const isMet = (ids: readonly string[]): boolean => ids.every((id) => hasCredential(request, mock.facts.schemes[id]));
  if (auth.length === 0 || auth.some(isMet)) return [];
  return [`has no credentials: the contract asks for ${auth.map((ids) => ids.join(" and ")).join(", or for ")}`];
}

function hasCredential({ headers, url }: SentRequest, scheme: Scheme | undefined): boolean {
  switch (scheme?.kind) {
    case "bearer":
      return /^bearer ./i.test(headers.get("authorization") ?? "");
    case "basic":
      return /^basic ./i.test(headers.get("authorization") ?? "");
    case "apiKey":
      if (scheme.in === "header") return headers.has(scheme.key);
      if (scheme.in === "query") return new URL(url).searchParams.has(scheme.key);
      return (headers.get("cookie") ?? "").split(/; ?/).some((pair) => pair.startsWith(`${scheme.key}=`));
    default:
      return true;
  }
}
