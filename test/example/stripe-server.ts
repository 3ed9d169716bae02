import type { Answer, Seen } from "../runtime/loopback.js";
import { sendJson } from "../runtime/loopback.js";

/** As much of Stripe as the example calls; the first POST is told to come again. */
export const answerLikeStripe: Answer = (request, response, count) => {
  if (count === 0) return sendJson(response, failure("rate_limit"), 429, { "retry-after": "0" });
  const { pathname, searchParams } = new URL(request.url, "http://stripe");
  switch (`${request.method} ${pathname}`) {
    case "POST /v1/customers":
      return sendJson(response, { id: "cus_1", object: "customer", email: formOf(request).get("email") });
    case "POST /v1/files":
      return sendJson(response, { id: "file_1", object: "file", size: request.body.length });
    case "GET /v1/invoices":
      return sendJson(response, page(searchParams.get("starting_after")));
    case "POST /v1/payment_intents/pi_1/confirm":
      return sendJson(response, failure("card_declined", "insufficient_funds"), 402);
    default:
      return sendJson(response, failure("resource_missing"), 404);
  }
};

export function formOf(request: Seen): URLSearchParams {
  return new URLSearchParams(request.body);
}

function page(after: string | null) {
  const data = after === null ? ["in_1", "in_2"] : ["in_3"];
  return {
    object: "list",
    url: "/v1/invoices",
    has_more: after === null,
    data: data.map((id) => ({ id, object: "invoice" })),
  };
}

function failure(code: string, declineCode?: string) {
  return { error: { type: "card_error", code, message: "No.", decline_code: declineCode } };
}
