// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { call } from "./call.js";
import type { Connection, RequestOptions } from "./connection.js";
import type { Operation, StartCall } from "./operation.js";
import { request } from "./request.js";

/** A module whose functions need no connection any more, with the modules inside it. */
export type Bound<Module> = {
  readonly [Name in keyof Module]: Module[Name] extends (connection: Connection, ...rest: infer Rest) => infer Return
    ? (...rest: Rest) => Return
    : Module[Name] extends object
      ? Bound<Module[Name]>
      : never;
};

/** The members of a client, before they have their types. */
interface Members {
  [name: string]: Members | ((...args: never[]) => unknown);
}

/** A client of these operations, each where users call it: `customers.taxIds.create`. */
export function bind<Client>(connection: Connection, operations: object, start: StartCall = call): Client {
  const client: Members = {};
  for (const operation of Object.values(operations) as Operation[]) {
    const steps = operation.call.split(".");
    const method = steps.pop() ?? "";
    const place = steps.reduce((outer, step) => (outer[step] ??= {}) as Members, client);
    place[method] = bindOperation(connection, operation, start);
  }
  client["request"] = request.bind(undefined, connection);
  return client as Client;
}

function bindOperation(connection: Connection, operation: Operation, start: StartCall) {
  const { target } = operation;
  const begin = operation.start ?? start;
  if (target === undefined) {
    return (params: object = {}, options?: RequestOptions) => begin(connection, operation as never, params, options);
  }
  return (value: unknown, params?: object, options?: RequestOptions) =>
    begin(connection, operation as never, { ...params, [target]: value }, options);
}
