/** What users of a generated client may write, and what they may not; `tsc` is the test. */
import { createStripe, isApiError, isStripeError } from "../../generated/stripe/index.js";

const stripe = createStripe();

export function explain(error: unknown): string | undefined {
  if (isStripeError(error)) {
    if (error.status === 402) return error.body.error.decline_code;
    return error.status === 404 ? "none" : error.body.error.type;
  }
  // @ts-expect-error a proxy's page has no members
  if (isApiError(error)) return error.body.error;
  return undefined;
}

export async function look(): Promise<string | undefined> {
  const result = await stripe.customers.retrieve("cus_1").result();
  if (result.ok) return undefined;
  if (isStripeError(result.error)) return result.error.body.error.type;
  // @ts-expect-error nothing is known of a proxy's page
  if (result.error.name === "ApiError") return result.error.body.error.type;
  return result.error.name === "TimeoutError" ? result.error.option : result.error.message;
}

export async function narrow(): Promise<string | undefined> {
  const customer = await stripe.customers.retrieve("cus_1");
  // @ts-expect-error nor a deleted customer an address
  if (customer.deleted) return customer.email;
  return customer.email ?? undefined;
}
