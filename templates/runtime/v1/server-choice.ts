import type { ServerChoice, ServerVariables } from "./connection.js";

/** A server of the contract: its URL, or where it has variables (`serverTemplate`), what makes a URL of those it knows. */
export type Server = string | ((variables: ServerVariables) => string | undefined);

/** The servers of a contract that leaves a choice. */
export function serverChoice(servers: readonly Server[]): (choice?: ServerChoice) => string | undefined {
  return (choice = 0) =>
    typeof choice === "number"
      ? fillServer(servers[choice], {})
      : servers.map((server) => fillServer(server, choice)).find(Boolean);
}

function fillServer(server: Server | undefined, variables: ServerVariables): string | undefined {
  if (typeof server === "function") return server(variables);
  return Object.keys(variables).length ? undefined : server;
}

/** A server whose URL has variables; they are as given, or else their defaults. */
export function serverTemplate(url: string, defaults: { readonly [variable: string]: string }): Server {
  return (values) => {
    const isMeant = Object.keys(values).every((name) => values[name] === undefined || url.includes(`{${name}}`));
    return isMeant
      ? url.replace(/\{([^}]*)\}/g, (hole, name: string) => values[name] ?? defaults[name] ?? hole)
      : undefined;
  };
}
