import { escapeCharacter } from "./text.js";

/** Leaves reserved and percent-encoded characters alone, except those that would end the value or change it: `#?&+`. */
export function keepReserved(text: string): string {
  return encodeURI(text)
    .replace(/%5B|%5D|%25(?=[\da-f]{2})/gi, (code) => decodeURIComponent(code))
    .replace(/[#?&+]/g, escapeCharacter);
}
