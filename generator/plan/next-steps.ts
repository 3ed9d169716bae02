import { relative, sep } from "node:path";
import type { Settings } from "../config.js";
import { isSubscription, subscriptionPackages } from "./graphql/subscriptions.js";
import { environmentName } from "./names.js";
import type { ClientPlan, Plan } from "./plan.js";
import { readsXml } from "./results.js";
import { needsBaseUrl } from "./servers.js";

/** What contract tests run on, by the config's word for it. */
const TEST_PACKAGES: { readonly [tests: string]: string } = {
  true: "msw vitest",
  vitest: "msw vitest",
  jest: "msw jest @jest/globals",
  "node:test": "msw @types/node",
};

/** What the user types next: the packages to install, and a first program that compiles. */
export function describeNextSteps(plan: Plan, settings: Settings): { install: string[]; snippet: string } {
  const { client } = plan;
  const packages = [
    ...(client.exchange === "graphqlRequest" ? ["graphql-request"] : []),
    ...(client.transport === "ky" ? ["ky"] : []),
    ...subscriptionPackages(plan.operations),
    ...(plan.operations.some(readsXml) ? ["fast-xml-parser"] : []),
    ...(settings.runtime === "copy" ? [] : [settings.runtime]),
  ];
  const simplest = plan.operations.find(
    (operation) =>
      operation.members.every((member) => !member.required) &&
      operation.target === undefined &&
      !isSubscription(operation),
  );
  const path = importPath(settings);
  const judge = client.exchange === undefined ? "" : "graphql ";
  return {
    install: [
      ...(packages.length === 0 ? [] : [`npm i ${packages.join(" ")}`]),
      ...(settings.tests === false ? [] : [`npm i -D ${judge}${TEST_PACKAGES[String(settings.tests)] ?? ""}`]),
    ],
    snippet: [
      `import { create${client.type} } from "${path}";`,
      "",
      describeCreation(client),
      ...(simplest === undefined ? [] : [`console.log(await ${client.name}.${simplest.call.join(".")}());`]),
    ].join("\n"),
  };
}

/** The line of a program that makes a client, with the options that it cannot do without. */
export function describeCreation(client: ClientPlan): string {
  const [scheme] = client.auth;
  const secret = `process.env.${environmentName(client.name)}`;
  const takesText = client.auth.some((each) => each.scheme.kind !== "basic");
  const pair = `{ ${quoteKey(scheme?.id ?? "")}: { username: "...", password: ${secret} } }`;
  const options = [
    ...(needsBaseUrl(client) ? ['baseUrl: "https://..."'] : []),
    ...(scheme === undefined ? [] : [`auth: ${takesText ? secret : pair}`]),
  ];
  const given = options.length === 0 ? "" : `{ ${options.join(", ")} }`;
  return `const ${client.name} = create${client.type}(${given});`;
}

/** A contract's word as a key: in characters that can do nothing to a terminal or to the page that it is shown on. */
function quoteKey(key: string): string {
  const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key).replaceAll(/[^ -_a-~]/g, escapeUnit);
}

/** The client as a module in the working directory imports it. */
function importPath({ output, importExtension }: Settings): string {
  const path = relative(process.cwd(), output).split(sep).join("/");
  return `${path.startsWith(".") ? path : `./${path}`}/index${importExtension}`;
}
