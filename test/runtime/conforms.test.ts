import { describe as suite, expect, test } from "vitest";
import { createStripe, isApiError, isStripeError } from "../../generated/stripe/index.js";
import type { ApiError, Outline } from "../../templates/runtime/v1/core.js";
import { createConnection } from "../../templates/runtime/v1/core.js";
import { describe, fail, reply, run, stub } from "./fixture.js";

const page = (status: number) =>
  new Response("<html>busy</html>", { status, headers: { "content-type": "text/html" } });

suite("an error's body", () => {
  const errors: { readonly [status: string]: readonly Outline[] } = {
    404: [{ error: { code: true, details: [] } }, "string"],
    "4XX": [[]],
    501: [],
    default: [{ message: true }],
  };
  const replies = { 404: "checkError", 410: "", 501: "", default: "checkOther" };
  const failWith = async (response: Response): Promise<ApiError> => {
    const client = { name: "acme", server: "https://api.test", auth: {}, errors };
    const connection = createConnection({ ...client, transport: () => stub(response).transport }, { retry: 0 });
    return (await fail(run(connection, describe({ replies })))) as ApiError;
  };

  test.each([
    ["with what its type promises", reply(404, { error: { code: null, details: [], more: 1 } }), true],
    ["with less", reply(404, { error: { code: 1 } }), false],
    ["of another kind inside", reply(404, { error: { code: 1, details: {} } }), false],
    ["without an object that it must have", reply(404, { error: null }), false],
    ["of the second kind that is declared", new Response("none", { status: 404 }), true],
    ["of a range", reply(422, ["a"]), true],
    ["of another kind than a range has", reply(422, {}), false],
    ["of a status that may have any", page(501), true],
    ["of all other statuses", reply(500, { message: "m" }), true],
    ["that is a page", page(502), false],
    ["that is null", reply(500, null), false],
    ["that is not there", new Response(null, { status: 500 }), false],
    ["that is not there where the operation declares none", new Response(null, { status: 410 }), true],
  ])("%s", async (_, response, conforms) => {
    expect((await failWith(response)).conforms).toBe(conforms);
  });
});

suite("isStripeError", () => {
  const failWith = (response: Response) =>
    fail(createStripe({ auth: "sk", retry: 0, transport: stub(response).transport }).customers.retrieve("cus_1"));

  test("is true where the body may be read as its type says", async () => {
    const error = await failWith(reply(402, { error: { type: "card_error", decline_code: "insufficient_funds" } }));
    expect(isStripeError(error) && error.status === 402 && error.body.error.decline_code).toBe("insufficient_funds");
  });

  test("is false for a proxy's page, which is still an error answer", async () => {
    const error = await failWith(page(502));
    expect([isStripeError(error), isApiError(error), isApiError(error, "stripe")]).toEqual([false, true, true]);
    expect(error).toMatchObject({ status: 502, body: "<html>busy</html>", conforms: false });
  });
});
