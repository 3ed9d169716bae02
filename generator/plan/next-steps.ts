import { relative, sep } from "node:path";
import type { Settings } from "../config.js";
import type { Plan } from "./plan.js";

/** What the user types next: the packages to install, and a first program that compiles. */
export function describeNextSteps(plan: Plan, settings: Settings): { install: string[]; snippet: string } {
  const { client } = plan;
  const packages = [
    ...(settings.transport === "ky" ? ["ky"] : []),
    ...(settings.runtime === "copy" ? [] : [settings.runtime]),
  ];
  const simplest = plan.operations.find(
    (operation) => operation.members.every((member) => !member.required) && operation.target === undefined,
  );
  const path = importPath(settings);
  return {
    install: [
      ...(packages.length === 0 ? [] : [`npm i ${packages.join(" ")}`]),
      ...(settings.tests ? ["npm i -D msw vitest"] : []),
    ],
    snippet: [
      `import { create${client.type} } from "${path}";`,
      "",
      `const ${client.name} = create${client.type}({${client.auth.length > 0 ? " auth: process.env.API_KEY " : ""}});`,
      ...(simplest === undefined ? [] : [`console.log(await ${client.name}.${simplest.call.join(".")}());`]),
    ].join("\n"),
  };
}

/** The client as a module in the working directory imports it. */
function importPath({ output, importExtension }: Settings): string {
  const path = relative(process.cwd(), output).split(sep).join("/");
  return `${path.startsWith(".") ? path : `./${path}`}/index${importExtension}`;
}
