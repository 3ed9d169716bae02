/** What little English the naming rules need: is this word a plural, what is its singular, is it a verb. */

const IRREGULAR = new Map(
  Object.entries({
    people: "person",
    children: "child",
    men: "man",
    women: "woman",
    indices: "index",
    vertices: "vertex",
    matrices: "matrix",
    criteria: "criterion",
    media: "medium",
    analyses: "analysis",
    movies: "movie",
    cookies: "cookie",
    statuses: "status",
    aliases: "alias",
    caches: "cache",
  }),
);

/** Words that end like a plural and are none, or are their own plural. */
const SINGULAR_S = new RegExp(
  `(?:ss|us|is|news|series|species|analytics|metrics|statistics|stats|lens|alias|canvas|atlas|bias|gas
  |https|dns|sms|aws|ios|gps|css|js|pos|sas|has|was)$`.replace(/\s+/g, ""),
);

/** Whether an English word looks like a plural: `customers`, `people`, `IDs`. */
export function isPlural(word: string): boolean {
  const lower = word.toLowerCase();
  return IRREGULAR.has(lower) || (lower.length > 2 && lower.endsWith("s") && !SINGULAR_S.test(lower));
}

/** The singular of an English word; a word that is no plural stays as it is. */
export function singularize(word: string): string {
  const irregular = IRREGULAR.get(word.toLowerCase());
  if (irregular !== undefined) return irregular;
  if (!isPlural(word)) return word;
  if (/[^aeiou]ies$/i.test(word)) return word.slice(0, -3) + "y";
  if (/(?:ss|sh|ch|x|zz)es$/i.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}
