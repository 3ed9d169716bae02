import { exitCodes, failure } from "../diagnostics.js";
import { isUrl } from "../read/locations.js";

type Headers = { readonly [name: string]: string };

interface Surroundings {
  readonly contract: string;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Puts the values of the environment into headers: `Bearer ${API_TOKEN}`. What goes wrong is told without any value. */
export function fillHeaders(headers: Headers, { contract, env }: Surroundings): Headers {
  const names = Object.keys(headers);
  if (names.length > 0 && !isUrl(contract)) {
    throw unusable("`contract.headers` are for contracts that are fetched, and this one is not", "remove them");
  }
  return Object.fromEntries(names.map((name) => [name.toLowerCase(), fillHeader(name, headers[name] ?? "", env)]));
}

function fillHeader(name: string, template: string, env: Surroundings["env"]): string {
  const value = template.replace(/\$\{([^}]*)\}/g, (_, variable: string) => {
    const found = env[variable];
    if (found !== undefined && found !== "") return found;
    throw unusable(
      `the header \`${name}\` of the contract needs the environment variable ${variable}, which is not set`,
      `set it: \`${variable}=… npx conn-gen\``,
    );
  });
  // Variables that were read from files end in a line break.
  const trimmed = value.trim();
  if (/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(trimmed)) return trimmed;
  throw unusable(`the header \`${name}\` of the contract holds characters that no header may`, "check its variables");
}

function unusable(message: string, help: string): Error {
  return failure(exitCodes.usage, { code: "contract-headers", message, help });
}
