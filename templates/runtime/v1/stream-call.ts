import { Call } from "./call.js";
import type { Connection, RequestOptions } from "./connection.js";
import { DecodeError } from "./errors.js";
import type { Operation } from "./operation.js";
import { BinaryBody } from "./read/bytes.js";
import type { Reply } from "./reply.js";
import { send } from "./send.js";

type Refuse = (reply: Reply, message: string) => never;

/** A call under way that is answered by data, or by a stream where its parameters ask for one. */
export class StreamCall<Data, Errors = never> extends Call<Data, Errors> {
  readonly #answer: Promise<Reply>;
  readonly #refuse: Refuse;
  readonly #wish: { stream: boolean };

  constructor(answer: Promise<Reply>, refuse: Refuse) {
    const wish = { stream: false };
    super(
      answer.then((reply) => {
        if (!(reply.data instanceof BinaryBody)) return reply as Reply<Data>;
        if (!wish.stream) reply.data.cancel().catch(() => undefined);
        return refuse(reply, `the answer is a stream (${reply.data.type}): \`.stream()\` of the call gives it`);
      }),
    );
    this.#answer = answer;
    this.#refuse = refuse;
    this.#wish = wish;
  }

  /** The stream, as bytes. Ask for it at once: one that nobody wants is not left open. */
  async stream(): Promise<BinaryBody> {
    this.#wish.stream = true;
    this.catch(() => undefined);
    const reply = await this.#answer;
    if (reply.data instanceof BinaryBody) return reply.data;
    return this.#refuse(reply, "the answer is no stream");
  }
}

/** Starts a call that may be answered by a stream. */
export function callStream<Data, Errors>(
  connection: Connection,
  operation: Operation,
  params: object,
  options?: RequestOptions,
): StreamCall<Data, Errors> {
  return new StreamCall(send(connection, operation, params, options), ({ response, attempts }, message) => {
    throw new DecodeError({ connection, operation, attempt: attempts }, message, { response });
  });
}
