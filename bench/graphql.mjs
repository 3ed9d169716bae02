// GitHub's GraphQL schema with two hundred documents: ours beside graphql-codegen's command with its client preset.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createJiti } from "jiti";
import { cache, measure, root } from "./measure.mjs";
import { clear, cli } from "./peers.mjs";

const DOCUMENTS = 200;
const dependencies = { "@graphql-codegen/cli": "7.4.3", "@graphql-codegen/client-preset": "6.2.0", graphql: "16.15.0" };
const folder = join(cache, "graphql");
const schema = join(root, ".cache/graphql/node_modules/@octokit/graphql-schema/schema.graphql");

/** Seconds and MiB of both, by name. */
export async function measureGraphql() {
  prepare();
  const documents = join(folder, "documents.graphql");
  writeFileSync(documents, (await writeDocuments()).join("\n\n"));
  const ours = write("conn-gen.json", {
    contract: { source: schema, documents: [documents] },
    name: "github",
    transport: "fetch",
    output: join(folder, "ours"),
  });
  const theirs = write("codegen.json", {
    schema,
    documents: [documents],
    generates: { [`${join(folder, "theirs")}/`]: { preset: "client" } },
  });
  const command = join(folder, "node_modules/@graphql-codegen/cli/cjs/bin.js");
  // Its presets are looked for where it runs.
  const emptied = (name) => ({ prepare: () => clear(join(folder, name)), cwd: name === "theirs" ? folder : root });
  return {
    "conn-gen": await measure([cli, "--config", ours, "--quiet"], emptied("ours")),
    "graphql-codegen, client preset": await measure([command, "--config", theirs, "--silent"], emptied("theirs")),
  };
}

async function writeDocuments() {
  const jiti = createJiti(import.meta.url);
  const { makeDocuments } = await jiti.import(join(root, "test/graphql/make-documents.ts"));
  const { buildSchema } = await import("graphql");
  const text = readFileSync(schema, "utf8");
  return makeDocuments(buildSchema(text, { assumeValid: true, assumeValidSDL: true }), DOCUMENTS);
}

function write(name, content) {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

function prepare() {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(schema)) throw new Error("GitHub's schema is not here: run `npm run corpus:install`");
  if (existsSync(join(folder, "node_modules/@graphql-codegen/cli"))) return;
  write("package.json", { private: true, dependencies });
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  const options = { cwd: folder, stdio: ["ignore", 2, 2], shell: process.platform === "win32" };
  if (spawnSync("npm", ["install", ...flags], options).status !== 0) throw new Error("npm install failed");
}
