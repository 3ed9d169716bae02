import { describe, expect, it } from "vitest";
import * as exceptions from "./exceptions.js";
import { doors, type Layer, layers } from "./layers.js";
import { type Module, modules, readRepository } from "./project.js";

/** What leaves the repository: everything but tests and benchmarks. */
const shipped = modules.filter(({ path }) => /^(?:generator|templates)\//.test(path));

describe("the house", () => {
  it("has a place for every module", () => {
    const homeless = shipped.filter(({ path }) => layerOf(path) === undefined && path !== "generator/build.mjs");
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it("lets arrows point left along the line only", () => {
    expect(shipped.flatMap(wrongArrows)).toEqual([]);
  });

  it("has no circles of imports", () => {
    expect(findCircles()).toEqual([]);
  });

  it.each(doors)("lets $package in through its door, $door", ({ package: name, door }) => {
    const allowed = doors.filter((each) => each.package === name).map((each) => each.door);
    const others = modules.filter(
      ({ path, imports }) =>
        (path.startsWith("test/") ? name === "ts-morph" : /\//.test(path)) &&
        !allowed.some((each) => (each.endsWith("/") ? path.startsWith(each) : path === each)) &&
        !path.startsWith("bench/") &&
        imports.some(({ to }) => to === name || to.startsWith(`${name}/`)),
    );
    expect(others.map(({ path }) => path)).toEqual([]);
    const isThere = ({ path, imports }: Module): boolean =>
      path.startsWith(door) && imports.some(({ to }) => to.startsWith(name));
    expect(modules.some(isThere), "the door is used").toBe(true);
  });

  it("imports no package that has no door", () => {
    const known = new Set(doors.map((door) => door.package));
    const unknown = shipped.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, isPackage }) => isPackage && !to.startsWith("node:") && !known.has(packageOf(to)))
        .map(({ to }) => `${path}: ${to}`),
    );
    expect(unknown).toEqual([]);
  });

  it("opens connections in few places, and tells nobody anything", () => {
    const own = shipped.filter(({ path }) => path.startsWith("generator/"));
    const network = /^node:(?:https?|http2|net|tls|dgram|dns)(?:\/|$)/;
    const isOnline = ({ imports, text }: Module): boolean =>
      imports.some(({ to, typeOnly }) => network.test(to) && !typeOnly) || /(?<![\w.`])fetch\(/.test(text);
    expect(own.filter(isOnline).map(({ path }) => path)).toEqual([
      // The mock server, and its start page in the user's browser.
      "generator/mock/graphql/server.ts",
      "generator/mock/page.ts",
      "generator/mock/server.ts",
      // Contracts that are URLs.
      "generator/read/addresses.ts",
      "generator/read/fetch.ts",
      "generator/read/introspect.ts",
      // The server that `verify --live` names.
      "generator/traffic/live/send-request.ts",
    ]);
  });

  it("keeps Node out of the runtime", () => {
    const inside = modules.filter(({ path }) => path.startsWith("templates/runtime/v1/"));
    const wrong = inside.filter(({ imports }) => imports.some(({ to }) => to.startsWith("node:")));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

describe("sizes", () => {
  it("keeps files under 350 lines", () => {
    const long = modules.filter(({ lines }) => lines > 350);
    expectOnly(
      long.map(({ path }) => path),
      exceptions.longFiles,
    );
  });

  it("keeps functions under 80 lines", () => {
    const long = shipped.flatMap(({ path, functions }) =>
      functions.filter(({ lines }) => lines > 80).map(({ name }) => `${path} ${name}`),
    );
    expectOnly(long, exceptions.longFunctions);
  });

  it("keeps positional parameters at three", () => {
    const many = shipped.flatMap(({ path, functions }) =>
      functions.filter(({ parameters }) => parameters > 3).map(({ name }) => `${path} ${name}`),
    );
    expectOnly(many, exceptions.manyParameters);
  });

  it("keeps the config at twelve groups, each with its reason", () => {
    const config = modules.find(({ path }) => path === "generator/config.ts");
    const body = /export interface ContractConfig \{\n([^]*?)\n\}/.exec(config?.text ?? "")?.[1] ?? "";
    const groups = [...body.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, name]) => name);
    const explained = [...body.matchAll(/\*\/\n {2}readonly (\w+)\??:/g)].map(([, name]) => name);
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.length).toBeLessThanOrEqual(12);
    expect(explained).toEqual(groups);
  });
});

describe("words", () => {
  it("has no `any` and suppresses no error", () => {
    expect(modules.filter(({ anys }) => anys > 0).map(({ path }) => path)).toEqual([]);
    const suppressed = modules.filter(({ text }) => /^\s*(?:\/\/|\/\*)\s*@ts-(?:ignore|nocheck)/m.test(text));
    expect(suppressed.map(({ path }) => path)).toEqual([]);
  });

  it("has only classes that are errors, promises or own a resource", () => {
    const others = shipped.flatMap(({ path, classes }) =>
      classes.filter(({ base }) => !/(?:Error|Promise|Call)$/.test(base)).map(({ name }) => `${path} ${name}`),
    );
    expectOnly(others, exceptions.classes);
  });

  it("names files for what is in them, in kebab-case", () => {
    const names = modules.flatMap(({ path }) => path.split("/").map((step) => step.replace(/(?:\.\w+)+$/, "")));
    expect(names.filter((name) => !/^[a-z\d]+(?:-[a-z\d]+)*$/.test(name))).toEqual([]);
    expect(names.filter((name) => /(?:^|-)(?:utils?|helpers?|common|misc|managers?)$/.test(name))).toEqual([]);
  });

  it("names no machine", () => {
    const places =
      /(?:["'`\s(=:]|^)(?:\/work\/|\/root\/|\/Users\/|[A-Z]:\\Users\\)|\/home\/(?!me\b)\w|"resolved": "(?!templates\/|https:\/\/registry\.npmjs\.org\/)/m;
    const telling = readRepository().filter(
      ({ path, text }) => path !== "test/house/house.test.ts" && places.test(text),
    );
    expect(telling.map(({ path }) => path)).toEqual([]);
  });
});

function packageOf(specifier: string): string {
  const [scope = "", name = ""] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

function layerOf(path: string): Layer | undefined {
  const fitting = layers.filter(({ paths }) => paths.some((start) => path.startsWith(start)));
  return fitting.find(({ paths }) => paths.includes(path)) ?? fitting[0];
}

function wrongArrows({ path, imports }: Module): string[] {
  const from = layerOf(path);
  return imports.flatMap(({ to, isPackage, typeOnly }) => {
    const target = isPackage ? from : layerOf(to);
    if (from === undefined || target === from) return [];
    const allowed = [...from.imports, ...(typeOnly ? (from.importsTypes ?? []) : [])];
    if (target !== undefined && allowed.includes(target.name)) return [];
    return [`${path} -> ${to}${typeOnly ? " (types)" : ""}`];
  });
}

/** Each circle as the path that walks it. Types may need each other: they are gone when modules load. */
function findCircles(): string[] {
  const byPath = new Map(shipped.map((module) => [module.path, module]));
  const done = new Set<string>();
  const circles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) circles.push([...trail.slice(start), path].join(" -> "));
    if (start >= 0 || done.has(path)) return;
    const imports = byPath.get(path)?.imports ?? [];
    for (const { to, isPackage, typeOnly } of imports) if (!isPackage && !typeOnly) walk(to, [...trail, path]);
    done.add(path);
  };
  for (const { path } of shipped) walk(path, []);
  return circles;
}

/** Nothing but the exceptions breaks the rule, and every exception still does. */
function expectOnly(found: readonly string[], allowed: readonly exceptions.Exception[]): void {
  const expected = new Set(allowed.map(({ what }) => what));
  expect(found.filter((what) => !expected.has(what))).toEqual([]);
  expect(
    [...expected].filter((what) => !found.includes(what)),
    "exceptions no longer needed",
  ).toEqual([]);
}
