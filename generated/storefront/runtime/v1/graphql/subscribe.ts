// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { AbortedError, isApiError, isConnectionError, isTimeoutError } from "../errors.js";
import type { CallRequest } from "../layers.js";
import { prepareRequest } from "../prepare.js";
import { jsonOrStream } from "../read/json-or-stream.js";
import { mergeRetry, planBackoff, type RetryPolicy, tellRetry } from "../retry.js";
import { sleep } from "../timing.js";
import { normalizeBaseUrl, toOrigin } from "../url.js";
import type { GraphqlClientOptions, GraphqlOperation } from "./operation.js";
import { beginSending, readReply, type Sending, toMessage } from "./send.js";
import type {
  Subscription,
  SubscriptionEvent,
  SubscriptionOptions,
  SubscriptionProtocol,
  SubscriptionSettings,
} from "./subscription.js";

/** Opens a subscription as soon as somebody iterates over it; each iteration is a subscription of its own. */
export function callSubscription<Data, Variables extends object>(
  connection: Connection,
  operation: GraphqlOperation,
  variables: Variables,
  options: SubscriptionOptions<Data, Variables> = {},
): Subscription<Data> {
  const given = { variables, options: options as SubscriptionOptions<Data> };
  return toSubscription(() => receive<Data>(connection, operation, given));
}

/** What gives events, as users iterate over it. */
export function toSubscription<Data>(events: Subscription<Data>["events"]): Subscription<Data> {
  return { events, [Symbol.asyncIterator]: () => pickData(events()) };
}

async function* pickData<Data>(events: AsyncIterable<SubscriptionEvent<Data>>): AsyncGenerator<Data, void, undefined> {
  for await (const { data } of events) yield data;
}

const patience: RetryPolicy = { limit: 10, delay: 500, maxDelay: 30_000, maxWait: 0 };

/** Takes the subscription up again, as often as it breaks. */
async function* receive<Data>(
  connection: Connection,
  operation: GraphqlOperation,
  { variables, options }: { readonly variables: object; readonly options: SubscriptionOptions<Data> },
): AsyncGenerator<SubscriptionEvent<Data>, void, undefined> {
  const { resume, reconnect, ...own } = options;
  const policy = mergeRetry(reconnect, mergeRetry(settingsOf(connection).reconnect, patience));
  const course: Course = { wasOpen: false, since: undefined, repeats: 0 };
  let asked = variables;
  let last: Data | undefined;
  for (let attempt = 1; ; attempt++) {
    const sending = beginSending(connection, operation, { variables: asked, options: own });
    const request = { ...prepareSubscription(sending), attempt };
    try {
      for await (const event of listen<Data>(sending, request, { asked, course })) {
        last = event.data;
        yield event;
      }
      return;
    } catch (error) {
      refuseAborted(request);
      const wait = planReturn(policy, course, error);
      if (wait === undefined) throw error;
      tellRetry(request, { error }, wait);
      await sleep(wait, request.signal);
      refuseAborted(request);
      asked = (await resume?.(last)) ?? asked;
    }
  }
}

/** How a subscription went so far. */
interface Course {
  wasOpen: boolean;
  /** Since when it is open, in milliseconds since 1970. */
  since: number | undefined;
  /** How often it was taken up again since it was heard of last. */
  repeats: number;
}

/** What breaks before it ever was open is a call that failed: repeated as calls are, and then given up. */
function planReturn(policy: RetryPolicy, course: Course, error: unknown): number | undefined {
  const isDown = isApiError(error) && (error.status >= 500 || error.status === 429);
  if (!course.wasOpen || !(isDown || isConnectionError(error) || isTimeoutError(error))) return undefined;
  // One that held longer than the longest wait had nothing to tell: that is no failure.
  if (course.since !== undefined && Date.now() - course.since > policy.maxDelay) course.repeats = 0;
  course.since = undefined;
  return course.repeats < policy.limit ? planBackoff(policy, course.repeats++) : undefined;
}

/** Hears of events over one connection, until the server completes the subscription or the connection breaks. */
async function* listen<Data>(
  sending: Sending,
  request: CallRequest,
  { asked, course }: { readonly asked: object; readonly course: Course },
): AsyncGenerator<SubscriptionEvent<Data>, void, undefined> {
  const { connection, operation } = sending;
  const protocol = settingsOf(connection).protocol ?? (operation.protocol as SubscriptionProtocol);
  const reply = await protocol(toMessage(sending, asked), request);
  if (isStream(reply.data)) Object.assign(course, { wasOpen: true, since: Date.now() });
  for await (const data of isStream(reply.data) ? reply.data : [reply.data]) {
    const { data: event, errors = [], extensions } = await readReply(sending, { ...reply, data });
    course.repeats = 0;
    yield { data: event as Data, errors, extensions };
  }
  refuseAborted(request);
}

function isStream(data: unknown): data is AsyncIterable<unknown> {
  return typeof data === "object" && data !== null && Symbol.asyncIterator in data;
}

function refuseAborted(request: CallRequest): void {
  const { signal } = request;
  if (signal?.aborted) throw new AbortedError(request, signal.reason);
}

function settingsOf({ options }: Connection): SubscriptionSettings {
  return (options as GraphqlClientOptions).subscriptions ?? {};
}

/** What opens it; the address is the user's word, so that credentials may go there. A deadline is for calls that end. */
function prepareSubscription({ connection, operation, options }: Sending): CallRequest {
  const { url: given = connection.baseUrl } = settingsOf(connection);
  const url = normalizeBaseUrl(connection.client.name, given.replace(/^ws(?=s?:)/, "http"));
  const sent = { ...operation, accept: "text/event-stream", read: jsonOrStream, safe: true as const };
  const { extra, ...rest } = options;
  const own = { ...rest, ...(extra && { extra: { query: extra.query, headers: extra.headers } }) };
  const parts = { url, headers: {}, body: undefined };
  const request = prepareRequest({ connection, operation: sent, options: own }, () => parts);
  return { ...request, home: toOrigin(url), deadline: Infinity, expires: Infinity };
}
