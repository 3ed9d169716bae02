import { expect, test } from "vitest";
import { listen } from "../runtime/loopback.js";
import { keepBooks } from "./bookkeeping.js";
import { answerLikeStripe, formOf } from "./stripe-server.js";

test("a small program creates, uploads, walks pages, narrows a 402 and survives a 429 on a POST", async () => {
  const server = await listen(answerLikeStripe);

  const books = await keepBooks(server.origin);

  expect(books).toMatchObject({
    customer: { id: "cus_1", email: "jenny@example.com" },
    file: { id: "file_1" },
    invoices: ["in_1", "in_2", "in_3"],
    declined: "insufficient_funds",
  });
  const [refused, created, uploaded, first, second] = server.seen;
  expect(created?.headers["idempotency-key"]).toBe(refused?.headers["idempotency-key"]);
  expect(created?.headers["idempotency-key"]).toMatch(/^[\w-]{20,}$/);
  expect(created?.headers.authorization).toBe("Bearer sk_test_1");
  expect(formOf(created as never).get("address[city]")).toBe("Berlin");
  expect(uploaded?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=/);
  expect(uploaded?.body).toContain("receipt");
  expect(first?.url).toBe("/v1/invoices?customer=cus_1&limit=2");
  expect(second?.url).toBe("/v1/invoices?customer=cus_1&limit=2&starting_after=in_2");
});
