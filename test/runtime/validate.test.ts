import { describe as suite, expect, test, vi } from "vitest";
import type { Check, ClientOptions, ValidationEvent, ValidationError } from "../../templates/runtime/v1/core.js";
import { connect, describe, fail, reply, run, stub } from "./fixture.js";

/** Wants a string under `key`. */
const wants =
  (key: string): Check =>
  (at, value) => {
    if (typeof (value as { [key: string]: unknown })[key] !== "string")
      at.issues.push({ pointer: `/${key}`, message: "must be a string" });
  };
const issues = [{ pointer: "/email", message: "must be a string" }];

suite("a request that breaks the contract", () => {
  const operation = describe({ check: wants("email") });
  const send = (options: ClientOptions, call = {}) => {
    const { transport, sent } = stub(reply(200));
    return { sent, calling: run(connect({ transport, ...options }), operation, { params: { email: 1 }, ...call }) };
  };

  test("is not sent", async () => {
    const { sent, calling } = send({});
    const error = await fail(calling);
    expect(error).toMatchObject({ name: "ValidationError", direction: "request", issues, attempts: 0 });
    expect(error.message).toBe("acme things.call: the request breaks the contract: /email must be a string");
    expect(sent).toHaveLength(0);
  });

  test("is sent where the user says so, who hears of it or not", async () => {
    const onValidation = vi.fn<(event: ValidationEvent) => void>();
    const warned = send({ onValidation }, { validate: { request: "warn" } });
    await warned.calling;
    expect(onValidation).toHaveBeenCalledExactlyOnceWith({
      operation: "GET /things",
      call: "things.call",
      direction: "request",
      issues,
    });
    const off = send({ onValidation, validate: { request: "off" } });
    await off.calling;
    expect([warned.sent.length, off.sent.length, onValidation.mock.calls.length]).toEqual([1, 1, 1]);
  });
});

suite("a response that breaks the contract", () => {
  const replies = { 200: "good", "4XX": "bad", default: "rest", 204: "", 201: "gone" };
  const operation = describe({ replies });
  const checks = { good: wants("email"), bad: wants("message"), rest: wants("oops") };
  const send = (response: Response, options: ClientOptions = {}) => {
    const responses = vi.fn(async () => checks);
    return { responses, calling: run(connect({ responses, retry: 0, ...stub(response), ...options }), operation) };
  };
  const strict = { validate: { response: "strict" as const } };

  test("is told to who listens, and given all the same", async () => {
    const onValidation = vi.fn<(event: ValidationEvent) => void>();
    expect(await send(reply(200, { email: 1 }), { onValidation }).calling).toEqual({ email: 1 });
    const told = { operation: "GET /things", call: "things.call", direction: "response", status: 200, issues };
    expect(onValidation).toHaveBeenCalledExactlyOnceWith(told);
  });

  test("costs nothing where nobody listens", async () => {
    const { calling, responses } = send(reply(200, { email: 1 }));
    await calling;
    expect(responses).not.toHaveBeenCalled();
  });

  test("is refused in strict mode", async () => {
    const error = (await fail(send(reply(200, { email: 1 }), strict).calling)) as ValidationError;
    expect(error).toMatchObject({ name: "ValidationError", direction: "response", issues });
    expect(error.response?.status).toBe(200);
    expect(await send(reply(200, { email: "a@b" }), strict).calling).toEqual({ email: "a@b" });
  });

  test("is held against its status, its range or the default; an error keeps its `ApiError`", async () => {
    const failed = async (status: number) =>
      (await fail(send(reply(status, { any: 1 }), strict).calling)) as ValidationError;
    expect(await failed(404)).toMatchObject({
      issues: [{ pointer: "/message" }],
      cause: { name: "ApiError", status: 404 },
    });
    expect(await failed(500)).toMatchObject({ issues: [{ pointer: "/oops" }] });
    expect(await failed(202)).toMatchObject({ issues: [{ pointer: "/oops" }] });
    expect(await send(new Response(null, { status: 204 }), strict).calling).toBeUndefined();
    expect(await send(reply(201, { any: 1 }), strict).calling).toEqual({ any: 1 });
  });

  test("is no proxy's page: that is an `ApiError`, and no news of the contract", async () => {
    const onValidation = vi.fn<(event: ValidationEvent) => void>();
    const page = () => new Response("<html>busy</html>", { status: 502, headers: { "content-type": "text/html" } });
    expect(await fail(send(page(), { onValidation }).calling)).toMatchObject({ name: "ApiError", status: 502 });
    expect(await fail(send(new Response(null, { status: 404 }), strict).calling)).toMatchObject({ name: "ApiError" });
    expect(onValidation).not.toHaveBeenCalled();
  });

  test("does not fail the call in warn mode where the validators cannot be loaded", async () => {
    const responses = () => Promise.reject(new Error("chunk is gone"));
    const options = { responses, onValidation: () => undefined };
    expect(await send(reply(200, { email: 1 }), options).calling).toEqual({ email: 1 });
    expect((await fail(send(reply(200, { email: 1 }), { ...options, ...strict }).calling)).message).toBe(
      "chunk is gone",
    );
  });
});
