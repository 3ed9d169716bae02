import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vitest/config";

const STAND_INS: { readonly [name: string]: string } = {
  typescript: "./templates/typescript-printer.ts",
  "@redocly/openapi-core/lib/ref-utils.js": "./templates/reference-paths.ts",
};

/** Tests run openapi-typescript on the same stand-ins that the build gives it; tests themselves may use the real compiler. */
const standIns: Plugin = {
  name: "stand-ins",
  enforce: "pre",
  resolveId(id, importer) {
    const isForTypes = /\/node_modules\/openapi-typescript\/|\/templates\/openapi-typescript\.ts/.test(importer ?? "");
    // graphql-js knows the classes of its own copy only: Vite would take another one than Node does.
    const path = id === "graphql" ? "./node_modules/graphql/index.js" : isForTypes ? STAND_INS[id] : undefined;
    return path === undefined ? undefined : fileURLToPath(new URL(path, import.meta.url));
  },
};

export default defineConfig({
  plugins: [standIns],
  test: {
    include: ["test/**/*.test.ts", "generated/**/*.test.ts"],
    exclude: ["test/golden/*/expected/**", "**/node_modules/**"],
    testTimeout: 30_000,
    env: { NO_COLOR: "1" },
    server: { deps: { inline: [/openapi-typescript/] } },
  },
});
