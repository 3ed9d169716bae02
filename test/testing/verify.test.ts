import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setupServer } from "msw/node";
import { afterAll, describe, expect, it } from "vitest";
import { createStripe, kyTransport } from "../../generated/stripe/index.js";
import { createMocks } from "../../generated/stripe/mocks.js";
import { packageRoot } from "../../generator/package-root.js";
import { recordTraffic } from "../../templates/testing/record.js";
import type { RecordedExchange } from "../../templates/testing/record.js";

const cli = join(packageRoot(), "dist/cli.js");
if (!existsSync(cli))
  process.stderr.write("skipped: conn-gen verify, because dist/cli.js is not there (`npm run build`)\n");

const folder = mkdtempSync(join(tmpdir(), "conn-gen-verify-"));
afterAll(() => rmSync(folder, { recursive: true }));

function verify(...argv: string[]): { readonly code: number | null; readonly out: string } {
  const ran = spawnSync(process.execPath, [cli, "verify", "specs/stripe.yaml", ...argv], {
    cwd: packageRoot(),
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  return { code: ran.status, out: ran.stdout };
}

function writeHar(...entries: readonly object[]): string {
  const path = join(folder, "traffic.har");
  writeFileSync(path, JSON.stringify({ log: { version: "1.2", entries } }));
  return path;
}

function entry(method: string, path: string, status: number, body: object, sent?: string): object {
  const content = { mimeType: "application/json; charset=utf-8", text: JSON.stringify(body) };
  const postData =
    sent === undefined ? {} : { postData: { mimeType: "application/x-www-form-urlencoded", text: sent } };
  return {
    request: { method, url: `https://api.stripe.com${path}`, headers: [], ...postData },
    response: { status, headers: [], content },
  };
}

describe.skipIf(!existsSync(cli))("conn-gen verify", () => {
  it("passes what a client and its mock exchanged, with every secret masked", async () => {
    const mocks = createMocks();
    const server = setupServer(...mocks.handlers);
    server.listen();
    const kept: RecordedExchange[] = [];
    const stripe = createStripe({
      auth: "sk_live_abcdefgh",
      transport: recordTraffic(kyTransport(), (each) => kept.push(each)),
    });
    await stripe.customers.create({ email: "jenny@example.com", address: { city: "Oslo" } });
    await stripe.paymentIntents.create({ amount: 1000, currency: "usd" });
    await stripe.customers.list({ limit: 3 });
    server.close();
    const text = kept.map((each) => JSON.stringify(each)).join("\n");
    expect(text).not.toContain("sk_live_abcdefgh");
    expect(text).toContain('\\"client_secret\\":\\"[redacted]\\"');
    const path = join(folder, "traffic.ndjson");
    writeFileSync(path, `${text}\n`);
    expect(verify("--ndjson", path)).toEqual({
      code: 0,
      out: "3 of 75 operations seen in 3 exchanges; all as the contract says.\n",
    });
  });

  it("names what the contract does not know, and what the client does with it", () => {
    const balance = { object: "balance", available: [], pending: [], livemode: false };
    const path = writeHar(
      entry("GET", "/v1/balance", 200, { ...balance, novelty: 1 }),
      entry("GET", "/v1/balance", 200, { ...balance, livemode: "no" }),
      entry("GET", "/v1/balance", 204, {}),
      entry("GET", "/v1/novelties", 200, {}),
      entry("POST", "/v1/customers", 200, { id: "cus_1" }, "emial=x&balance=much"),
      entry("POST", "/v1/customers", 402, { error: { type: "card_error" } }, "emial=x"),
    );
    const { code, out } = verify("--har", path, "--json");
    const { findings } = JSON.parse(out) as {
      findings: { rule: string; operations: string[]; element: string; client: string }[];
    };
    const said = findings.map(({ rule, operations, element }) => `${rule} ${operations.join()} ${element}`);
    expect(code).toBe(1);
    expect(said).toEqual(
      expect.arrayContaining([
        "undocumented-property GET /v1/balance response 200 /novelty",
        "response-mismatch GET /v1/balance response 200 /livemode",
        "undocumented-status GET /v1/balance response 204",
        "undocumented-operation GET /v1/novelties GET /v1/novelties",
        "undocumented-parameter POST /v1/customers request /emial",
        "request-mismatch POST /v1/customers request /balance",
      ]),
    );
    expect(findings.find(({ rule }) => rule === "request-mismatch")?.client).toBe(
      "throws ValidationError before sending",
    );
  });

  it("says what is no recording", () => {
    const path = join(folder, "none.har");
    writeFileSync(path, "{}");
    expect(verify("--har", path).code).toBe(65);
    expect(verify().code).toBe(64);
  });
});
