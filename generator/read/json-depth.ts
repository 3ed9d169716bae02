const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Whether valid JSON is nested deeper; told by its brackets, which takes a fraction of a walk through what it holds. */
export function isNestedDeeper(json: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) at = findEndOfString(json, at);
    else if (unit < 0x5b) continue;
    else if (OPENING.has(unit) && ++depth > levels) return true;
    else if (CLOSING.has(unit)) depth--;
  }
  return false;
}

/** Where the string that starts here ends: at the first quote that no backslash escapes. */
function findEndOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); ; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
  }
}
