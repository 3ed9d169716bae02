// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { bodyOf } from "./answers.js";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";

/** A request as it went on the wire. */
export interface SentRequest {
  readonly method: string;
  /** As written, percent-encoding and all. */
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What the server answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array | undefined;
}

/** Answers a request, or breaks its connection; `count` is its number, from 1. */
export type Answering = (request: SentRequest, count: number) => Answer | "reset" | Promise<Answer>;

/** An answer that does not come. */
export function never(): Promise<never> {
  return new Promise(() => {});
}

/** A network of its own: whatever is sent is kept, and answered as the test at hand says. */
export interface Wire {
  /** Starts over: nothing sent yet, and from now on these answers. Returns what will be sent. */
  answer(answering: Answering): readonly SentRequest[];
  open(): void;
  close(): void;
}

/** One handler for everything: the contract's operations are told apart by the test that calls them. */
export function makeWire(): Wire {
  let sent: SentRequest[] = [];
  let answering: Answering = () => ({ status: 599 });
  const server = setupServer(
    // No pattern in text: MSW 3 holds long URLs against none.
    http.all(/^/, async ({ request }) => {
      const { method, url, headers } = request;
      const kept = { method, url, headers, body: new Uint8Array(await request.arrayBuffer()) };
      const answer = await answering(kept, sent.push(kept));
      if (answer === "reset") return HttpResponse.error();
      return new HttpResponse(bodyOf(answer, method), { status: answer.status, headers: { ...answer.headers } });
    }),
  );
  return {
    answer(next) {
      sent = [];
      answering = next;
      return sent;
    },
    open: () => server.listen(),
    close: () => server.close(),
  };
}
