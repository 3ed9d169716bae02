// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** How much a caller wants a media type, from 0 to 1, by its `Accept` header; what is said of it most closely counts. */
export function weighType(accept: string | null, mediaType: string): number {
  const [type = ""] = mediaType.toLowerCase().split(";");
  const [kind = ""] = type.split("/");
  const said = new Map((accept || "*/*").split(",").map(readRange));
  return said.get(type.trim()) ?? said.get(`${kind.trim()}/*`) ?? said.get("*/*") ?? 0;
}

function readRange(range: string): [mediaType: string, weight: number] {
  const [type = "", ...parameters] = range.toLowerCase().split(";");
  const [, weight] =
    parameters.map((each) => /^\s*q\s*=\s*([\d.]+)\s*$/.exec(each)).find((each) => each !== null) ?? [];
  return [type.trim(), weight === undefined ? 1 : Number(weight) || 0];
}
