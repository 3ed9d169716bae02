// How many bytes users ship.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { cache, root } from "./measure.mjs";

const settings = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  platform: "browser",
  splitting: true,
  metafile: true,
  write: false,
  outdir: join(cache, "bundle"),
  logLevel: "error",
};

const forNode = { absWorkingDir: root, format: "esm", target: "es2022", platform: "node", logLevel: "error" };

/**
 * KB of a bundle: what loads at once, ky, which loads with the first request, response validators, which load with the
 * first answer that is checked, and what loads only where something rare happens: an error answer, a redirect, a hook.
 */
export async function measureBundle(name, code) {
  const folder = join(cache, "entries");
  mkdirSync(folder, { recursive: true });
  const entry = join(folder, `${name}.ts`);
  writeFileSync(entry, code);
  const { metafile, outputFiles } = await build({ ...settings, entryPoints: [entry] });
  const { outputs } = metafile;
  const start = Object.keys(outputs).find((path) => outputs[path].entryPoint?.endsWith(`${name}.ts`));
  const eager = new Set();
  const reach = (path) => {
    if (eager.has(path)) return;
    eager.add(path);
    for (const { path: to, kind } of outputs[path].imports) if (kind === "import-statement") reach(to);
  };
  reach(start);
  const holds = (path, part) => Object.keys(outputs[path].inputs).some((input) => input.includes(part));
  const sizes = { min: 0, gzip: 0, ky: 0, validators: 0, rare: 0 };
  for (const path of Object.keys(outputs)) {
    const { contents } = outputFiles.find((file) => file.path.endsWith(path));
    const lazy = holds(path, "node_modules/ky/") ? "ky" : holds(path, "validators/") ? "validators" : "rare";
    const part = eager.has(path) ? "gzip" : lazy;
    if (part === "gzip" || part === "ky") sizes.min += contents.length / 1000;
    sizes[part] += gzipSync(contents, { level: 9 }).length / 1000;
  }
  return sizes;
}

/** One operation through `connect`, as a front end would. */
export function oneOperation(client) {
  return `import { connect } from "${client}/client.js";
import * as customers from "${client}/resources/customers.js";
export const create = (email: string) => customers.create(connect({ auth: "key" }), { email });`;
}

/** One with a parameter in its path beside the form. */
export function oneUpdate(client) {
  return `import { connect } from "${client}/client.js";
import * as customers from "${client}/resources/customers.js";
export const update = (id: string, email: string) => customers.update(connect({ auth: "key" }), id, { email });`;
}

/** What every operation of a GraphQL client runs on, and some of its operations. */
export function graphqlOperations(client, operations) {
  return `export { connect } from "${client}/client.js";
export { callGraphql } from "${client}/runtime/v1/graphql/call.js";
export { ${operations.join(", ")} } from "${client}/resources/root.js";`;
}

/** The client with all its resources. */
export function wholeClient(client) {
  return `export * from "${client}/index.js";`;
}

/** Writes a client as JavaScript: module by module, and in one file with its lazy parts beside it. */
export async function transpile(client, to) {
  const modules = readdirSync(client, { recursive: true }).filter((path) => path.endsWith(".ts"));
  const entryPoints = modules.map((path) => join(client, path));
  await build({ ...forNode, entryPoints, outbase: client, outdir: join(to, "modules") });
  await bundleForNode(join(client, "index.ts"), to);
}

/** Writes a module and what it imports as `bundle/index.js`. */
export async function bundleForNode(entry, to) {
  const outdir = join(to, "bundle");
  await build({ ...forNode, entryPoints: { index: entry }, bundle: true, splitting: true, outdir });
  writeFileSync(join(to, "package.json"), '{ "type": "module" }');
}
