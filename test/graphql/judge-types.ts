import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compile, plainOptions } from "../golden/compilers.js";

interface Files {
  readonly [path: string]: string;
}

/** The types of the same documents, as our client has them and as graphql-codegen prints them. */
interface Both {
  /** The folder below the cache that compilers are told of. */
  readonly name: string;
  /** Where both are written. */
  readonly home: string;
  readonly files: Files;
  readonly theirs: string;
}

/** What was compared, and what the compiler says: `""` where each type may stand for the other. */
export async function compareTypes({ name, home, files, theirs }: Both): Promise<{
  readonly compared: readonly string[];
  readonly verdict: string;
}> {
  const declared = [...theirs.matchAll(/^export type (\w+(?:Query|Mutation|Subscription)(?:Variables)?) =/gm)];
  const types = files["types.ts"] ?? "";
  const isOurs = (type: string) => new RegExp(`^export (?:type|interface) ${type}\\b`, "m").test(types);
  const compared = declared.flatMap(([, type = ""]) => (isOurs(type) ? [type] : []));
  const unrecognized = "export type Unrecognized = never;\n";
  const ours = {
    ...pick(files, ["types.ts", "runtime/v1/body/upload.ts"]),
    "runtime/v1/unrecognized.ts": unrecognized,
  };
  writeFiles(ours, join(home, "ours"));
  writeFiles({ "theirs.ts": theirs, "judge.ts": writeJudge(compared) }, home);
  const include = [join(home, "judge.ts")];
  return {
    compared,
    verdict: await compile({ name: `judge-${name}`, compiler: "TypeScript 7", include, options: plainOptions }),
  };
}

/** Writes files into a folder. */
export function writeFiles(files: Files, home: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
}

/**
 * The compiler's verdict on each pair. What may come one day is ours alone: `Unrecognized` is never here, and variants
 * that only it tells apart are left out. Variants that many object types share are spread, because compilers compare no
 * more than 25 by their names.
 */
function writeJudge(names: readonly string[]): string {
  const head = `import type * as ours from "./ours/types.js";
import type * as theirs from "./theirs.js";

type Known<Type> = Type extends readonly (infer Item)[]
  ? Known<Item>[]
  : Type extends { __typename: infer Name }
    ? Spread<Type, Name>
    : Type extends object
      ? { [Key in keyof Type]: Known<Type[Key]> }
      : Type;
type Spread<Type, Name> = Name extends unknown
  ? { [Key in keyof Type]: Key extends "__typename" ? Name : Known<Type[Key]> }
  : never;
type Same<A, B> = [A] extends [never]
  ? "nothing"
  : [A] extends [B]
    ? [B] extends [A] ? true : "theirs is more than ours"
    : "ours is more than theirs";
`;
  return (
    head +
    names.map((name) => `export const ${name}: Same<Known<ours.${name}>, Known<theirs.${name}>> = true;\n`).join("")
  );
}

function pick(files: Files, paths: readonly string[]): Files {
  return Object.fromEntries(paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]]])));
}
