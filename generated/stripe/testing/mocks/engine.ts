// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess } from "../answers.js";
import { BASE_URL } from "../base-url.js";
import type { Members, OperationCase, WireFacts } from "../operation-case.js";
import type { Answer, SentRequest } from "../wire.js";
import { chooseReply, findReply, readPreference } from "./choose-reply.js";
import { chooseVariant } from "./choose-variant.js";
import { toBody } from "./encode-body.js";
import { fillValues } from "./fill-values.js";
import type { MakeValue } from "./fill-values.js";
import { judgeRequest } from "./judge-request.js";
import type { Violation } from "./judge-request.js";
import { makeMemory } from "./memory.js";
import type { Memory } from "./memory.js";
import type { Issue, MockFacts } from "./mock-facts.js";
import { answersOf, makeMockedCall } from "./mocked-call.js";
import type { AnyMockedCall, NetworkFailure, ScriptedReply } from "./mocked-call.js";
import { LINK_PARAM } from "./page-slice.js";
import { weighType } from "./read-accept.js";
import { makeRouter, type Route } from "./router.js";
import { readServer, targetBelow } from "./servers.js";

/** How a mock server behaves. */
export interface EngineOptions {
  /** Where it stands, instead of where the contract says. */
  readonly baseUrl?: string | undefined;
  /** Chooses among samples: the same seed gives the same answers. 0 (the default) = the fullest sample. */
  readonly seed?: number | undefined;
  /** Other values for the texts and numbers of samples, of a faker's say; what the contract refuses is not taken. */
  readonly values?: MakeValue | undefined;
  /** Answers what breaks the contract with 400 and the violations, instead of the declared reply. */
  readonly strict?: boolean | undefined;
}

/** A contract that answers requests. */
export interface Engine {
  /** By the operation's dotted name. */
  readonly calls: ReadonlyMap<string, AnyMockedCall>;
  /** Everything that broke the contract so far. */
  readonly violations: readonly Violation[];
  /** Answers; `wait` = milliseconds before, `operation` = what the request was taken for. */
  answer(request: SentRequest): EngineAnswer;
  /** From now on the server remembers what is created. */
  remember(): void;
  reset(): void;
}

export interface EngineAnswer {
  readonly reply: Answer | NetworkFailure;
  readonly wait: number;
  readonly operation?: Pick<OperationCase, "id" | "call">;
  readonly violations: readonly Violation[];
}

/** Makes a contract answer: requests are judged by it, and answered as it says or as a test scripted it. */
export function makeEngine(mock: MockFacts, options: EngineOptions = {}): Engine {
  const { seed = 0, strict = false, baseUrl, values } = options;
  const servers = (baseUrl === undefined ? mock.servers : [baseUrl]).map(readServer);
  const route = makeRouter(mock.cases.map((operation) => ({ ...operation, target: operation })));
  const routeLeftOut = makeRouter(mock.facts.untested.flatMap(toRoute));
  const calls = new Map(mock.cases.map((operation) => [operation.call, makeMockedCall(answersOf(operation))]));
  const violations: Violation[] = [];
  let memory: Memory | undefined;

  function meet(request: SentRequest, target: string, operation: OperationCase): EngineAnswer {
    const call = calls.get(operation.call);
    const moved = { ...request, url: BASE_URL + withoutLink(target) };
    const judged = judgeRequest({ request: moved, operation, mock });
    call?.receive({ params: judged.params, headers: request.headers });
    const scripted = call?.next();
    const known = scripted ?? answerUnscripted(request, operation, judged.params);
    const wrong = [...judged.violations, ...judgeReply(known, operation, mock)];
    const reply = strict && wrong.length > 0 ? refuse(400, wrong) : toAnswer(known, operation, mock.facts);
    return { reply, wait: call?.wait ?? 0, operation, violations: wrong };
  }

  function answerUnscripted(request: SentRequest, operation: OperationCase, params: Members): ScriptedReply {
    const preference = readPreference(request.headers.get("prefer"));
    const isFree = preference.code === undefined && preference.example === undefined;
    const stream = isFree ? findAskedStream(request, operation) : undefined;
    if (stream !== undefined) return stream;
    const remembered = isFree ? memory?.answer({ operation, params, url: request.url }) : undefined;
    if (remembered !== undefined) return remembered;
    const chosen = chooseReply(operation, preference, seed);
    if (chosen === undefined) return { status: preference.code ?? 204 };
    const check = mock.checks[operation.id]?.replies?.[chosen.reply.declared];
    const body =
      values === undefined ? chosen.body : fillValues(chosen.body, values, { operation: operation.id, check });
    return { status: chosen.status, body: echoId(body, operation, params) };
  }

  return {
    calls,
    violations,
    answer(request) {
      const target = targetBelow(servers, request.url) ?? "";
      const [path = "", query = ""] = target.replace(/#.*$/s, "").split("?");
      const found = route(request.method, path === "" ? "/" : path, query);
      const answer =
        found.kind === "found"
          ? meet(request, target, chooseVariant(request, found.target, mock.cases))
          : routeLeftOut(request.method, path === "" ? "/" : path, query).kind === "found"
            ? answerLeftOut(`${request.method} ${path}`)
            : answerUnknown(request, path, found);
      violations.push(...answer.violations);
      return answer;
    },
    remember: () => void (memory ??= makeMemory(mock, seed)),
    reset() {
      violations.length = 0;
      memory?.clear();
      for (const call of calls.values()) call.reset();
    },
  };
}

/** Our own next links carry a parameter that the contract does not know. */
function withoutLink(target: string): string {
  return target.replace(new RegExp(`\\?${LINK_PARAM}=\\d+$`), "");
}

/** An operation that is left out as a whole; of others only some answers are. */
function toRoute(id: string): readonly Route<string>[] {
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(id) ?? [];
  return method === undefined || path === undefined ? [] : [{ method, path, target: id }];
}

function answerLeftOut(operation: string): EngineAnswer {
  const message = "is in the contract and left out here: no sample of it could be made up";
  const violations: Violation[] = [{ operation, side: "request", pointer: "", message }];
  return { reply: refuse(501, violations), wait: 0, violations };
}

function answerUnknown(
  { method }: SentRequest,
  path: string,
  found: { readonly kind: string; readonly allowed?: readonly string[] },
): EngineAnswer {
  const operation = `${method} ${path}`;
  const message =
    found.allowed === undefined
      ? "no such path in the contract"
      : `the contract has only ${found.allowed.join(", ")} there`;
  const violations: Violation[] = [{ operation, side: "request", pointer: "", message }];
  return { reply: refuse(found.allowed === undefined ? 404 : 405, violations), wait: 0, violations };
}

function refuse(status: number, violations: readonly Violation[]): Answer {
  const title = "This request or its answer breaks the contract";
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: JSON.stringify({ title, status, violations }),
  };
}

/** Samples, and what a test scripts, are held against the contract too, unless they are meant to break it. */
function judgeReply(given: ScriptedReply, operation: OperationCase, mock: MockFacts): Violation[] {
  if (typeof given === "string" || given.invalid) return [];
  if (!("body" in given)) return [];
  const { status, body } = given;
  const violation = (pointer: string, message: string): Violation => ({
    operation: operation.id,
    side: "response",
    pointer,
    message,
  });
  const reply = findReply(operation, status);
  if (reply === undefined) return status < 300 ? [violation("", `the contract declares no ${status}`)] : [];
  const issues: Issue[] = [];
  const isJudged = reply.kind === "json" || (reply.kind === "xml" && typeof body !== "string");
  if (isJudged) mock.checks[operation.id]?.replies?.[reply.declared]?.({ issues }, body);
  return issues.map((issue) => violation(issue.pointer, issue.message));
}

function toAnswer(
  reply: ScriptedReply,
  operation: OperationCase,
  { xml }: Pick<WireFacts, "xml">,
): Answer | NetworkFailure {
  if (typeof reply === "string") return reply;
  const declared = findReply(operation, reply.status);
  const { status, headers, stream } = reply;
  if (stream !== undefined) {
    const mediaType = operation.streams?.mediaType ?? declared?.mediaType ?? "application/jsonl";
    return { status, ...toBody(stream, { kind: "stream", mediaType }, { headers, xml }) };
  }
  const body = "body" in reply ? reply.body : declared?.bodies.at(-1)?.body;
  return { status, ...toBody(body, declared ?? { kind: "json" }, { headers, xml }) };
}

/** The stream in the place of data, for who would rather have that. */
function findAskedStream({ headers }: SentRequest, { streams, replies }: OperationCase): ScriptedReply | undefined {
  const { status = 200, mediaType = "application/json" } = replies.find(isSuccess) ?? {};
  const weigh = (type: string): number => weighType(headers.get("accept"), type);
  const isAsked = streams !== undefined && weigh(streams.mediaType) > weigh(mediaType);
  return isAsked ? { status, stream: streams.items } : undefined;
}

/** Who asks for `cus_7` gets a thing of that name. */
function echoId(body: unknown, { path, target }: OperationCase, params: Members): unknown {
  const wanted = target === undefined || !path.endsWith(`{${target}}`) ? undefined : params[target];
  const isNamed = typeof body === "object" && body !== null && Object.hasOwn(body, "id");
  return isNamed && typeof wanted === typeof (body as Members)["id"] ? { ...body, id: wanted } : body;
}
