import type { Parameter } from "../operation.js";
import { form } from "./form.js";

/** Query parameters whose names collide with the body's, in one object; each by its own entry in `members`. */
export function group(_: string, value: unknown, { members }: Parameter): string | undefined {
  const texts = Object.entries(value as object).map(([name, member]) => {
    const own = members?.[name] ?? { in: "query" };
    return member === undefined ? undefined : (own.encode ?? form)(own.key ?? name, member, own);
  });
  return texts.filter((text) => text !== undefined).join("&") || undefined;
}
