// The generator that is run: a copy of what was built, so that a build meanwhile mixes no versions.
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));

/** Copies what was built and returns where it is, and a name for this very version. */
export function keepGenerator({ dist, templates, cache }) {
  const version = hashFolders([dist, join(templates, "runtime/v1"), join(templates, "testing"), here]);
  const folder = join(cache, "generator", version);
  if (!existsSync(folder)) {
    cpSync(dist, folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    bundleJudge(join(folder, "judge.js"));
  }
  return { version, module: join(folder, "index.js"), judge: join(folder, "judge.js") };
}

/** What judges the generator's output, as one module that Node reads. */
function bundleJudge(outfile) {
  buildSync({
    entryPoints: [join(here, "judge.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
}

function hashFolders(folders) {
  const hash = createHash("sha256");
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true }).filter((path) => /(?<!\.d)\.(?:ts|js|mjs)$/.test(path));
    for (const path of files.sort()) hash.update(path).update(readFileSync(join(folder, path)));
  }
  return hash.digest("hex").slice(0, 12);
}
