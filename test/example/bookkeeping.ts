import { createStripe, isStripeError } from "../../generated/stripe/index.js";

/** What a small program does with Stripe: everything that the README promises, in ten lines. */
export async function keepBooks(baseUrl: string) {
  const stripe = createStripe({ auth: "sk_test_1", baseUrl, retry: { limit: 2, delay: 1 } });
  const customer = await stripe.customers.create({ email: "jenny@example.com", address: { city: "Berlin" } });
  const file = await stripe.files.create({ purpose: "dispute_evidence", file: new Blob(["receipt"]) });
  const invoices: string[] = [];
  for await (const { id } of stripe.invoices.list({ customer: customer.id, limit: 2 })) if (id) invoices.push(id);
  const declined = await stripe.paymentIntents.confirm("pi_1").then(
    () => undefined,
    (error: unknown) => (isStripeError(error) && error.status === 402 ? error.body.error.decline_code : "other"),
  );
  return { customer, file, invoices, declined };
}
