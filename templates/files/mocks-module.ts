import { blocks, code, lines, type, value } from "../code.js";
import type { Code } from "../code.js";
import { docComment, quote } from "../text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";

/** What mocks have beside their calls; what is called so too is reached through `calls` alone. */
const OWN_NAMES = new Set(["handlers", "calls", "violations", "assertNoViolations", "stateful", "reset"]);

/** What the mocks of one kind of contract are made of; `server`, `make` and `facts` are the kit's names for it. */
export interface MocksParts {
  readonly kit: string;
  readonly server: string;
  readonly make: string;
  readonly facts: string;
  /** What judges requests. */
  readonly judge: "contract" | "schema";
  readonly calls: readonly Code[];
  readonly checks: readonly Code[];
}

/** `mocks.ts`: the contract as a mock server for the user's own tests, with a typed control for each operation. */
export function printMocksModule(emission: Emission, parts: MocksParts): OutputFile {
  const { client } = emission.plan;
  const { kit } = parts;
  const name = `${client.type}Mocks`;
  const calls = `${client.type}Calls`;
  const body = blocks([
    code`${docComment([`The calls of ${client.type}, as tests control them.`])}\nexport interface ${calls} {\n  ${lines(parts.calls)}\n}`,
    printMocksType(emission, { name, calls, server: code`${type(parts.server, kit)}<${calls}>` }),
    code`${docComment([`Answers for ${client.title} in tests: judges every request by the ${parts.judge}, and replies as it says.`])}
export function createMocks(options: ${type("MocksOptions", kit)} = {}): ${name} {
  return ${value(parts.make, kit)}<${calls}>({ ${value("facts", "contract.cases")}, ${value("cases", "contract.cases")}, servers, checks }, options);
}`,
    code`const servers: readonly string[] = [${serverUrls(emission).map(quote).join(", ")}];`,
    code`const checks: ${type(parts.facts, kit)}["checks"] = {\n  ${lines(parts.checks)}\n};`,
  ]);
  return printFile(emission, { path: "mocks", body, declares: ["createMocks", "servers", "checks", name, calls] });
}

function printMocksType(
  { plan }: Emission,
  { name, calls, server }: { readonly name: string; readonly calls: string; readonly server: Code },
): Code {
  const doc = docComment([`A mock server of ${plan.client.title}.`]);
  const taken = plan.operations.some(({ call }) => OWN_NAMES.has(call[0] ?? ""));
  return taken
    ? code`${doc}\nexport type ${name} = ${server} & Omit<${calls}, keyof ${server}>;`
    : code`${doc}\nexport interface ${name} extends ${server}, ${calls} {}`;
}

/** Every server that the contract names by a whole URL. */
function serverUrls({ plan }: Emission): string[] {
  const own = plan.operations.flatMap(({ server }) => server ?? []);
  const all = [...plan.client.servers.map(({ url }) => url), ...own];
  return [...new Set(all)].filter((url) => /^https?:\/\//i.test(url));
}
