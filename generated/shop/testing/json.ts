// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/**
 * A value as its JSON text, json`{ "id": "cus_1" }`: contracts have megabytes of samples, and compilers would take minutes to
 * find types for them. What JSON has no word for stands in a hole, json`{ "since": ${new Date(0)} }`.
 */
export function json<Value>({ raw }: TemplateStringsArray, ...holes: readonly unknown[]): Value {
  if (holes.length === 0) return JSON.parse(raw[0] ?? "") as Value;
  let mark = "hole";
  while (raw.some((piece) => piece.includes(mark))) mark += "_";
  const text = raw.map((piece, index) => (index === 0 ? piece : `["${mark}",${index - 1}]${piece}`)).join("");
  const fill = (_: string, value: unknown): unknown =>
    Array.isArray(value) && value[0] === mark ? holes[value[1] as number] : value;
  return JSON.parse(text, fill) as Value;
}
