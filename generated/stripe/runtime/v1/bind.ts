// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "./connection.js";

/** A module whose functions need no connection any more, with the modules inside it. */
export type Bound<Module> = {
  readonly [Name in keyof Module]: Module[Name] extends (connection: Connection, ...rest: infer Rest) => infer Return
    ? (...rest: Rest) => Return
    : Module[Name] extends object
      ? Bound<Module[Name]>
      : never;
};

/** Binds a connection to every function of the modules; inner modules are bound when they are first used. */
export function bind<Modules extends object>(connection: Connection, modules: Modules): Bound<Modules> {
  const bound = {};
  for (const [name, member] of Object.entries(modules)) {
    if (typeof member === "function") define(bound, name, { value: member.bind(undefined, connection) });
    else if (typeof member === "object") defineLazily(bound, name, () => bind(connection, member as object));
  }
  return bound as Bound<Modules>;
}

function defineLazily(target: object, name: string, make: () => object): void {
  define(target, name, {
    get() {
      const value = make();
      define(target, name, { value });
      return value;
    },
  });
}

function define(target: object, name: string, property: PropertyDescriptor): void {
  Object.defineProperty(target, name, { ...property, enumerable: true, configurable: true });
}
