// Builds what is published: `dist` (the command and its API) and `templates/runtime/dist` (@conn-gen/runtime). Runs with every `npm ci`: as `prepublish`, because npm warns whoever installs a tarball with a `prepare`.
import { spawn } from "node:child_process";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const typesFolder = join(dist, "types");

await Promise.all([
  rm(dist, { recursive: true, force: true }),
  rm(join(root, "templates/runtime/dist"), { recursive: true, force: true }),
]);
await Promise.all([bundle(), emitTypes(), emitRuntime(), emitTesting()]);
await linkCommand();

async function bundle() {
  const result = await build({
    absWorkingDir: root,
    entryPoints: { cli: "generator/cli.ts", index: "generator/index.ts" },
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    chunkNames: "chunks/[name]-[hash]",
    external: ["js-yaml", "jiti", "ts-morph"],
    // openapi-typescript builds and prints its nodes with our stand-ins, a hundredth of the compiler's size.
    alias: {
      typescript: "./templates/typescript-printer.ts",
      "@redocly/openapi-core/lib/ref-utils.js": "./templates/reference-paths.ts",
      "ansi-colors": "./templates/plain-colors.ts",
      "supports-color": "./templates/plain-colors.ts",
      // One copy of graphql-js, whoever asks for it: it knows its own classes only.
      graphql: "./node_modules/graphql/index.mjs",
      "graphql/validation/validate.js": "./node_modules/graphql/validation/validate.mjs",
      "@graphql-tools/relay-operation-optimizer": "./templates/graphql-codegen-absent.ts",
      "parse-filepath": "./templates/graphql-codegen-absent.ts",
    },
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  await writeFile(join(dist, "THIRD-PARTY-LICENSES.txt"), listLicenses(bundledInputs(result.metafile)));
  await chmod(join(dist, "cli.js"), 0o755);
}

function bundledInputs({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

/** The licenses of everything that the bundle holds. */
function listLicenses(inputs) {
  const folders = new Set(inputs.map(packageFolderOf).filter((folder) => folder !== undefined));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? `License: ${license}` : readFileSync(join(root, folder, file), "utf8").trim();
    return `${name} ${version}\n${"=".repeat(72)}\n\n${text}\n`;
  });
  return `conn-gen contains code of these packages:\n\n${notices.join("\n\n")}`;
}

function packageFolderOf(input) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

/** Declarations of the API, without those that it does not reach. */
async function emitTypes() {
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noCheck", "--skipLibCheck"];
  const target = ["--target", "es2022", "--module", "nodenext", "--types", "node"];
  const output = ["--declaration", "--emitDeclarationOnly", "--rootDir", ".", "--outDir", "dist/types"];
  await compile(["--ignoreConfig", ...strict, ...target, ...output, "generator/index.ts"]);
  const reached = new Set();
  await reach(join(typesFolder, "generator/index.d.ts"), reached);
  const emitted = readdirSync(typesFolder, { recursive: true }).filter((path) => path.endsWith(".d.ts"));
  const unused = emitted.map((path) => join(typesFolder, path)).filter((path) => !reached.has(path));
  await Promise.all(unused.map((path) => rm(path)));
}

async function reach(path, reached) {
  if (reached.has(path) || !existsSync(path)) return;
  reached.add(path);
  const text = await readFile(path, "utf8");
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
    await reach(`${join(dirname(path), specifier)}.d.ts`, reached);
  }
}

async function emitRuntime() {
  await compile(["-p", "templates/runtime/tsconfig.json"]);
}

/** `conn-gen/testing`, for those who do not want a copy. */
async function emitTesting() {
  const target = ["--target", "es2022", "--module", "nodenext", "--types", "node", "--skipLibCheck", "--noCheck"];
  const output = ["--declaration", "--rootDir", "templates/testing", "--outDir", "dist/testing"];
  await compile(["--ignoreConfig", "--strict", ...target, ...output, "templates/testing/index.ts"]);
}

function compile(flags) {
  return new Promise((done, fail) => {
    const compiler = join(root, "node_modules/typescript7/bin/tsc");
    const child = spawn(process.execPath, [compiler, ...flags], { cwd: root, stdio: "inherit" });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new Error(`tsc ${flags.join(" ")} ended with ${code}`))));
  });
}

/** npm links the commands of dependencies only: this makes `npx conn-gen` work in this repository. */
async function linkCommand() {
  const bin = join(root, "node_modules/.bin");
  const link = join(bin, "conn-gen");
  if (sep !== "/" || !existsSync(join(root, "node_modules"))) return;
  await mkdir(bin, { recursive: true });
  await rm(link, { force: true });
  await symlink(relative(bin, join(dist, "cli.js")), link);
}
