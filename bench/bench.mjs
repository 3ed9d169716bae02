// Measures what we promise, beside what others do, and prints it as Markdown. Nothing is asserted: machines differ.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  bundleForNode,
  graphqlOperations,
  measureBundle,
  oneOperation,
  oneUpdate,
  transpile,
  wholeClient,
} from "./bundle.mjs";
import { measureCompiling } from "./compile.mjs";
import { measureGraphql } from "./graphql.mjs";
import { ask, cache, measure, root, runs } from "./measure.mjs";
import { clear, cli, contracts, generators, history, outputOf, prepare } from "./peers.mjs";
import { writeContract } from "./scale.mjs";

const wanted = process.argv.slice(2);
const isWanted = (part) => wanted.length === 0 || wanted.includes(part);

prepare();
console.log(
  `Node ${process.versions.node}, ${process.platform} ${process.arch}; medians of ${runs} runs after a warm-up.`,
);
const [own, , reference] = generators;
if (isWanted("generate")) await benchGeneration();
if (isWanted("graphql")) await benchGraphql();
if (isWanted("drift")) await benchDrift();
if (isWanted("compile")) await benchCompiling();
if (isWanted("scale")) await benchScale();
const client = outputOf(own, "stripe");
await makeClient();
if (isWanted("size")) await benchSizes();
if (isWanted("import")) await benchImports();
if (isWanted("calls")) await benchCalls();

async function benchGeneration() {
  const goals = { stripe: 0.55, github: 0.4 };
  const rows = [];
  for (const [name, contract] of Object.entries(contracts)) {
    const results = new Map();
    for (const generator of generators) {
      const out = outputOf(generator, name);
      // Where no config lies: ours of this repository speaks of other contracts, and is compiled first on Node 20.
      const costs = await measure(generator.command(contract, name, out), { prepare: () => clear(out), cwd: cache });
      results.set(generator, costs);
    }
    const base = results.get(reference);
    for (const [generator, costs] of results) {
      const goal = generator === own ? `<= ${goals[name]}` : "";
      const figures = [seconds(costs?.wall), seconds(costs?.cpu), whole(costs?.memory)];
      const ratios = ["wall", "cpu"].map((key) => seconds(costs && base && costs[key] / base[key]));
      rows.push([name, generator.name, generator.emits, ...figures, ...ratios, goal]);
    }
  }
  const head = ["contract", "generator", "emits", "wall s", "CPU s", "peak MiB"];
  table("Generation", [...head, "wall / openapi-typescript", "CPU / openapi-typescript", "wall goal"], rows);
}

/** GitHub's GraphQL schema with two hundred documents. */
async function benchGraphql() {
  const all = Object.entries(await measureGraphql());
  const [, [, base]] = all;
  const rows = all.map(([name, costs], index) => {
    const figures = [seconds(costs?.wall), seconds(costs?.cpu), whole(costs?.memory)];
    const ratios = ["wall", "cpu"].map((key) => seconds(costs && base && costs[key] / base[key]));
    return [name, ...figures, ...ratios, index === 0 ? "<= 0.5" : ""];
  });
  const head = ["generator", "wall s", "CPU s", "peak MiB"];
  table("GitHub's GraphQL schema with 200 documents", [...head, "wall / theirs", "CPU / theirs", "wall goal"], rows);
}

/** Two versions of GitHub's contract, 11 MB each, from their texts to the report. */
async function benchDrift() {
  const [before, after] = history;
  const costs = await measure([cli, "diff", before, after, "--fail-on", "never", "--quiet"]);
  const row = ["GitHub", seconds(costs?.wall), seconds(costs?.cpu), whole(costs?.memory), "< 4 s, < 800 MiB"];
  table("Comparing two versions", ["contract", "wall s", "CPU s", "peak MiB", "goal"], [row]);
}

async function benchCompiling() {
  const goals = { stripe: "0.7 / 5", github: "1 / 5" };
  const rows = [];
  for (const name of Object.keys(contracts)) {
    for (const generator of generators) {
      const times = await measureCompiling(outputOf(generator, name), `${name}-${generator.name.replaceAll(" ", "")}`);
      const goal = generator === own ? `< ${goals[name]}` : "";
      rows.push([name, generator.name, checked(times["TypeScript 7"]), checked(times["TypeScript 5.9"]), goal]);
    }
  }
  table("Type-checking the output", ["contract", "generator", "TypeScript 7, s", "5.9, s", "goal"], rows);
}

async function benchScale() {
  const out = join(cache, "out/scale");
  const start = await measure(own.command(writeContract(5), "scale", out), { prepare: () => clear(out) });
  const rows = [];
  for (const operations of [100, 1_000, 10_000]) {
    const command = own.command(writeContract(operations), "scale", out);
    const costs = await measure(command, { prepare: () => clear(out) });
    const each = costs && start && ((costs.cpu - start.cpu) * 1000) / operations;
    rows.push([operations, seconds(costs?.wall), seconds(costs?.cpu), whole(costs?.memory), tenths(each)]);
  }
  table(
    "Generation by size",
    ["operations", "wall s", "CPU s", "peak MiB", "CPU ms an operation, beside those of the start"],
    rows,
  );
}

/** The measurements below are of Stripe's client, whatever was measured before. */
async function makeClient() {
  clear(client);
  await measure(own.command(contracts.stripe, "stripe", client), { times: 0 });
}

async function benchSizes() {
  const one = await measureBundle("one-operation", oneOperation(client));
  const other = await measureBundle("one-update", oneUpdate(client));
  const all = await measureBundle("whole-client", wholeClient(client));
  const rows = [
    ["one operation, with ky", tenths(one.min), tenths(one.gzip + one.ky), "<= 10"],
    ["of it without ky, which is loaded with the first request", "", tenths(one.gzip), ""],
    ["beside it, with the first error answer, redirect or hook", "", tenths(one.rare), ""],
    ["one with a path parameter beside the form, with ky", tenths(other.min), tenths(other.gzip + other.ky), ""],
    ["the whole client, with ky", tenths(all.min), tenths(all.gzip + all.ky), "<= 55"],
    ["its response validators, loaded when needed", "", tenths(all.validators), "<= 40"],
  ];
  table("Bundles of Stripe's client", ["", "min KB", "gzip KB", "goal"], rows);
  await benchGraphqlSizes();
}

/** Of the example that needs no package. */
async function benchGraphqlSizes() {
  const storefront = join(root, "generated/storefront");
  const weigh = (...operations) => measureBundle("graphql", graphqlOperations(storefront, operations));
  const [none, one, two] = [await weigh(), await weigh("visitor"), await weigh("visitor", "find")];
  const rows = [
    ["what every operation runs on", tenths(none.min), tenths(none.gzip), "<= 8"],
    ["with the first operation and what checks its variables", tenths(one.min), tenths(one.gzip), ""],
    ["each operation more", tenths(two.min - one.min), tenths(two.gzip - one.gzip), "<= 1"],
  ];
  table("Bundles of a GraphQL client", ["", "min KB", "gzip KB", "goal"], rows);
}

async function benchImports() {
  const folder = join(cache, "javascript");
  clear(folder);
  await transpile(client, folder);
  const modules = await ask("run-import.mjs", { input: { module: join(folder, "modules/index.js") }, times: 9 });
  const bundle = await ask("run-import.mjs", { input: { module: join(folder, "bundle/index.js") }, times: 9 });
  const rows = [
    ["module by module", tenths(modules), "< 40"],
    ["bundled", tenths(bundle), ""],
  ];
  if (!process.features.typescript) rows.push(["as TypeScript, types stripped by Node", "needs Node 22.18", ""]);
  else {
    const source = join(cache, "out/typescript");
    clear(source);
    await measure([...own.command(contracts.stripe, "stripe", source), "--import-extension", ".ts"], { times: 0 });
    const raw = await ask("run-import.mjs", { input: { module: join(source, "index.ts") }, times: 9 });
    rows.push(["as TypeScript, types stripped by Node", tenths(raw), ""]);
  }
  table("First import of Stripe's whole client", ["", "ms", "goal"], rows);
}

async function benchCalls() {
  const folder = join(cache, "javascript");
  clear(folder);
  await transpile(client, folder);
  const module = join(folder, "bundle/index.js");
  const peer = await makePeerClient(join(cache, "peer"));
  const rows = [
    ["conn-gen, responses validated (the default)", tenths(await ask("run-calls.mjs", { input: { module } }))],
    ["conn-gen, responses not validated", tenths(await ask("run-calls.mjs", { input: { module, validate: "off" } }))],
    ["hey-api", tenths(await ask("run-calls.mjs", { input: { module: peer, peer: "hey-api" } }))],
  ];
  table("A call over a transport that answers at once", ["customers.retrieve", "µs"], rows);
}

/** hey-api's client of Stripe as JavaScript. */
async function makePeerClient(folder) {
  const generator = generators.find(({ name }) => name === "hey-api");
  const output = outputOf(generator, "stripe");
  clear(output);
  clear(folder);
  await measure(generator.command(contracts.stripe, "stripe", output), { times: 0 });
  const entry = join(folder, "entry.ts");
  writeFileSync(entry, `export * from "${output}/sdk.gen.ts";\nexport { client } from "${output}/client.gen.ts";`);
  await bundleForNode(entry, folder);
  return join(folder, "bundle/index.js");
}

function table(title, head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  console.log(`\n### ${title}\n\n${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}`);
}

function seconds(value) {
  return value === undefined ? "fails" : value.toFixed(2);
}

function checked({ wall, errors }) {
  return errors === 0 ? seconds(wall) : `${seconds(wall)} (${errors} errors)`;
}

function tenths(value) {
  return value === undefined ? "fails" : value.toFixed(1);
}

function whole(value) {
  return value === undefined ? "fails" : String(Math.round(value));
}
