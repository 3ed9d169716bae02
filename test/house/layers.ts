/** One part of the house, and the parts that it may import; types only, where marked so. */
export interface Layer {
  readonly name: string;
  /** What its modules' paths start with. */
  readonly paths: readonly string[];
  readonly imports: readonly string[];
  readonly importsTypes?: readonly string[];
}

/** The straight line from left to right; an arrow may only point left along it. */
export const layers: readonly Layer[] = [
  { name: "contract", paths: ["generator/contract/"], imports: [] },
  { name: "diagnostics", paths: ["generator/diagnostics.ts", "generator/package-root.ts"], imports: [] },
  { name: "graphql-js", paths: ["generator/graphql-js.ts"], imports: [] },
  { name: "lock type", paths: ["generator/write/lock.ts"], imports: [] },
  { name: "read", paths: ["generator/read/"], imports: ["contract", "diagnostics", "graphql-js"] },
  {
    name: "config",
    paths: ["generator/config.ts", "generator/config/"],
    imports: ["contract", "diagnostics", "read"],
  },
  {
    name: "normalize",
    paths: ["generator/normalize/"],
    imports: ["contract", "diagnostics", "graphql-js"],
    importsTypes: ["read"],
  },
  {
    name: "plan",
    paths: ["generator/plan/"],
    imports: ["contract"],
    // The lock is an input of the plan before it is an output of the run.
    importsTypes: ["diagnostics", "config", "lock type"],
  },
  {
    name: "drift report",
    paths: ["generator/drift/report/"],
    imports: ["drift", "contract", "diagnostics", "report"],
  },
  { name: "drift", paths: ["generator/drift/"], imports: ["contract", "plan"] },
  {
    name: "code",
    paths: ["templates/code.ts", "templates/text.ts"],
    imports: [],
  },
  {
    name: "openapi-typescript",
    paths: [
      "templates/openapi-typescript",
      "templates/typescript-",
      "templates/reference-paths",
      "templates/plain-colors",
    ],
    imports: ["code"],
  },
  { name: "graphql-codegen", paths: ["templates/graphql-codegen"], imports: [] },
  {
    name: "files",
    paths: ["templates/files/"],
    imports: ["code", "openapi-typescript", "graphql-js", "graphql-codegen", "contract", "plan"],
    // Tests are emitted as data of the test kit's types.
    importsTypes: ["testing"],
  },
  { name: "runtime", paths: ["templates/runtime/"], imports: [] },
  // What proves the runtime shares no code with it: a mistake in both would be none.
  { name: "testing", paths: ["templates/testing/"], imports: [] },
  {
    name: "write",
    paths: ["generator/write/"],
    imports: ["diagnostics", "lock type", "read"],
    importsTypes: ["contract", "config", "plan", "files"],
  },
  {
    name: "pipeline",
    paths: ["generator/pipeline.ts", "generator/line/"],
    imports: ["contract", "diagnostics", "lock type", "read", "config", "normalize", "plan", "drift", "files", "write"],
  },
  {
    name: "mock",
    paths: ["generator/mock/"],
    imports: ["graphql-js", "contract", "plan", "files", "testing"],
    importsTypes: ["config"],
  },
  {
    name: "traffic",
    paths: ["generator/traffic/"],
    imports: ["contract", "plan", "drift", "testing", "runtime"],
    importsTypes: ["drift report"],
  },
  {
    name: "usage",
    paths: ["generator/usage/"],
    imports: ["graphql-js", "contract", "diagnostics", "drift", "lock type"],
    importsTypes: ["read", "write"],
  },
  {
    name: "check",
    paths: ["generator/check/"],
    imports: ["diagnostics", "lock type", "read", "write"],
    importsTypes: ["config", "pipeline"],
  },
  {
    name: "report",
    paths: ["generator/report/"],
    imports: ["diagnostics", "read"],
    importsTypes: ["config", "write", "pipeline", "check"],
  },
  {
    name: "commands",
    paths: ["generator/commands/", "generator/cli.ts", "generator/index.ts"],
    imports: [
      "contract",
      "diagnostics",
      "lock type",
      "read",
      "config",
      "normalize",
      "plan",
      "drift",
      "drift report",
      "files",
      "write",
      "pipeline",
      "mock",
      "traffic",
      "check",
      "usage",
      "report",
    ],
  },
];

/** A package that has one door: the only place in what we ship that imports it. */
export interface Door {
  /** The package, with everything below it. */
  readonly package: string;
  /** A file, or a folder that ends in `/`. */
  readonly door: string;
}

/** The fixed packages and the few others that we build on. */
export const doors: readonly Door[] = [
  { package: "openapi-typescript", door: "templates/openapi-typescript.ts" },
  { package: "typescript", door: "templates/openapi-typescript.ts" },
  { package: "ky", door: "templates/runtime/v1/transport/ky.ts" },
  { package: "fast-xml-parser", door: "templates/runtime/v1/xml/parse.ts" },
  { package: "graphql", door: "generator/graphql-js.ts" },
  { package: "graphql", door: "templates/testing/graphql/graphql-js.ts" },
  { package: "@graphql-codegen/core", door: "templates/graphql-codegen.ts" },
  { package: "@graphql-codegen/typescript-operations", door: "templates/graphql-codegen.ts" },
  { package: "graphql-request", door: "templates/runtime/v1/graphql/graphql-request.ts" },
  { package: "graphql-ws", door: "templates/runtime/v1/graphql/web-socket.ts" },
  { package: "graphql-sse", door: "templates/runtime/v1/graphql/server-sent-events.ts" },
  { package: "msw", door: "templates/testing/" },
  { package: "js-yaml", door: "generator/read/" },
  { package: "jiti", door: "generator/config/load.ts" },
  { package: "esbuild", door: "generator/build.mjs" },
  { package: "ts-morph", door: "generator/usage/" },
  { package: "ts-morph", door: "test/house/project.ts" },
];
