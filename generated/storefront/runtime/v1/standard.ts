// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Check } from "./check.js";

/** The part of the Standard Schema interface (version 1) that validators offer to forms, routers and the like. */
export interface StandardSchema<Value> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "conn-gen";
    readonly validate: (value: unknown) => StandardResult<Value>;
    readonly types?: { readonly input: Value; readonly output: Value } | undefined;
  };
}

export type StandardResult<Value> =
  | { readonly value: Value; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path: readonly string[] }[] };

/** A validator of this client as a Standard Schema: `standardSchema<Customer>(checkCustomer)`. */
export function standardSchema<Value>(check: Check): StandardSchema<Value> {
  return {
    "~standard": {
      version: 1,
      vendor: "conn-gen",
      validate(value) {
        const issues: { pointer: string; message: string }[] = [];
        check({ issues }, value);
        if (issues.length === 0) return { value: value as Value };
        return { issues: issues.map(({ pointer, message }) => ({ message, path: toPath(pointer) })) };
      },
    },
  };
}

function toPath(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
