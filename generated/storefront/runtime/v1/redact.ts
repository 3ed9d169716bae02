// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

const secretName = /auth|cookie|token|secret|passw|signature|credential|session|api[-_]?key|^key$|^sig$/i;
const mask = "[redacted]";

/** Headers as they may be shown: what carries a secret, by its name or its value, is masked. */
export function redactHeaders(
  headers: Headers | { readonly [name: string]: string },
  secrets: readonly string[],
): { [name: string]: string } {
  const pairs: [name: string, value: string][] = [];
  const add = (value: string, name: string): unknown =>
    pairs.push([name, secretName.test(name) ? mask : redactText(value, secrets)]);
  if (headers instanceof Headers) headers.forEach(add);
  else for (const name of Object.keys(headers)) add(headers[name] ?? "", name);
  return Object.fromEntries(pairs);
}

/** A URL as it may be shown. */
export function redactUrl(url: string, secrets: readonly string[]): string {
  const [address = "", query] = url.split(/\?(.*)/s);
  const shown = query?.replace(/([^&=]+)=([^&]*)/g, (pair, key: string) =>
    secretName.test(key) ? `${key}=${mask}` : pair,
  );
  return redactText(shown === undefined ? address : `${address}?${shown}`, secrets);
}

/** Text without the secrets. Short ones stay: masking `test` everywhere would hide more than it protects. */
export function redactText(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (typeof secret !== "string" || secret.length < 8) continue;
    result = result.replaceAll(secret, mask).replaceAll(encodeURIComponent(secret), mask);
  }
  return result;
}
