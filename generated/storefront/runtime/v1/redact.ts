// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What stands in the place of a secret. */
export const mask = "[redacted]";

/** Text without the secrets. Short ones stay: masking `test` everywhere would hide more than it protects. */
export function redactText(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (typeof secret !== "string" || secret.length < 8) continue;
    result = result.replaceAll(secret, mask).replaceAll(encodeURIComponent(secret), mask);
  }
  return result;
}
