// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/**
 * A value as its JSON text, json`{ "id": "cus_1" }`: contracts have megabytes of samples, and compilers would take minutes to
 * find types for them.
 */
export function json<Value>({ raw: [text = ""] }: TemplateStringsArray): Value {
  return JSON.parse(text) as Value;
}
