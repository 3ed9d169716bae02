import { expect, test } from "vitest";
import { createStripe, dedupe, isStripeError } from "../../generated/stripe/index.js";
import { listen, sendJson } from "../runtime/loopback.js";

const catalogue = ["prod_tea", "prod_cup", "prod_pot"];

test("products asked for at the same time are one list, a missing one fails as Stripe says", async () => {
  const server = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://stripe");
    const ids = [...searchParams].flatMap(([key, id]) => (key.startsWith("ids[") ? [id] : []));
    const data = ids.filter((id) => catalogue.includes(id)).map((id) => ({ id, object: "product", name: id }));
    if (pathname === "/v1/products") return sendJson(response, { object: "list", has_more: false, data });
    sendJson(response, { error: { type: "invalid_request_error", message: "No such product" } }, 404);
  });
  const stripe = createStripe({ auth: "sk_test_1", baseUrl: server.origin });

  const products = await Promise.all(catalogue.map((id) => stripe.products.retrieve(id)));
  expect(products.map(({ name }) => name)).toEqual(catalogue);
  expect(server.seen.map(({ url }) => decodeURIComponent(url))).toEqual([
    "/v1/products?ids[0]=prod_tea&ids[1]=prod_cup&ids[2]=prod_pot&limit=3",
  ]);

  const [found, missing] = await Promise.all([
    stripe.products.retrieve("prod_tea"),
    stripe.products.retrieve("prod_gone").catch((error: unknown) => error),
  ]);
  expect(found).toMatchObject({ id: "prod_tea" });
  expect(isStripeError(missing) && missing.status === 404 && missing.body.error.message).toBe("No such product");
});

test("equal GETs under way are one request where the client wants that", async () => {
  const server = await listen((_, response) => sendJson(response, { object: "balance", available: [], pending: [] }));
  const stripe = createStripe({ auth: "sk_test_1", baseUrl: server.origin, layers: [dedupe()] });

  const [one, two] = await Promise.all([stripe.balance.retrieve(), stripe.balance.retrieve()]);
  expect(one).toEqual(two);
  expect(server.seen).toHaveLength(1);
});
