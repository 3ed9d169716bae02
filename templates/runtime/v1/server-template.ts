import type { Server } from "./server.js";

/** A server whose URL has variables; they are as given, or else their defaults. */
export function serverTemplate(url: string, defaults: { readonly [variable: string]: string }): Server {
  return (values) => {
    const isMeant = Object.keys(values).every((name) => values[name] === undefined || url.includes(`{${name}}`));
    return isMeant
      ? url.replace(/\{([^}]*)\}/g, (hole, name: string) => values[name] ?? defaults[name] ?? hole)
      : undefined;
  };
}
