import type { Event, YAMLException } from "js-yaml";
import type { Json } from "../contract/schema.js";
import { jsYaml } from "./js-yaml.js";
import type { Mistake } from "./json-mistake.js";
import { checkNodes, MAX_DEPTH, NOT_FINITE, type Problem } from "./yaml-nodes.js";

/** The root of a YAML 1.2 document, or what is wrong with it. */
export function readYaml(text: string): { readonly root: Json } | { readonly mistake: Mistake } {
  const { constructFromEvents, CORE_SCHEMA, EVENT_ID, mergeTag, YAMLException } = jsYaml();
  try {
    const events = readYamlEvents(text);
    const schema = CORE_SCHEMA.withTags(mergeTag);
    const documents = constructFromEvents(events, { source: text, schema, maxTotalMergeKeys: 1_000_000 });
    const [root] = documents;
    if (documents.length > 1) return { mistake: severalDocuments(text, documents.length) };
    const isPlain = !events.some((event) => event.type === EVENT_ID.ALIAS) && !/\.inf|\.nan/i.test(text);
    const wrong = isPlain ? undefined : checkNodes(root);
    return wrong ? { mistake: { ...placeOf(wrong, text), ...wrong } } : { root: (root ?? null) as Json };
  } catch (error) {
    if (error instanceof YAMLException) return { mistake: explain(text, error) };
    throw error;
  }
}

/** The events of a YAML text, with the offsets of every node. */
export function readYamlEvents(text: string): Event[] {
  return jsYaml().parseEvents(text, { maxDepth: MAX_DEPTH });
}

function placeOf(problem: Problem, text: string): Pick<Mistake, "offset" | "length"> {
  const found = problem === NOT_FINITE ? /(?<=[\s,[{])[-+]?\.(?:inf|nan)\b/i.exec(text) : null;
  return { offset: found?.index ?? 0, length: found?.[0].length ?? 1 };
}

function severalDocuments(text: string, count: number): Mistake {
  const second = /\n---(?=\s)/g;
  second.lastIndex = 4;
  const at = second.exec(text)?.index ?? -1;
  return {
    offset: at + 1,
    length: 3,
    message: `this file holds ${count} YAML documents, a contract is one`,
    help: "split the file at its `---` lines and pass one of the parts",
  };
}

const EXPLANATIONS: readonly (readonly [RegExp, Problem])[] = [
  [
    /^duplicated mapping key/,
    { message: "the key $ stands here for the second time in its mapping", help: "remove or rename one of the two" },
  ],
  [/^tab characters/, { message: "a tab indents this line", help: "YAML is indented by spaces: replace the tab" }],
  [
    /^bad indentation/,
    {
      message: "this line does not fit the mapping around it",
      help: "members of a mapping start in the same column; a value that contains `: ` or ` #` needs quotes",
    },
  ],
  [
    /^deficient indentation|^unexpected end of the stream within/,
    { message: "a quote or a bracket that was opened above is not closed before this line", help: "close it" },
  ],
  [
    /^unidentified alias/,
    {
      message: "this alias refers to no anchor (`&name`) above it",
      help: "define the anchor before its use, or put the value in quotes if it is text that starts with `*`",
    },
  ],
  [
    /^unknown \w+ tag/,
    {
      message: "this YAML tag (`!name`) is not known",
      help: "only the tags of the YAML 1.2 core schema may be used: remove it, or quote a value that starts with `!`",
    },
  ],
  [
    /^nesting exceeded/,
    {
      message: `the document is nested more than ${MAX_DEPTH} levels deep`,
      help: "move inner schemas to `components` and refer to them by `$ref`",
    },
  ],
  [
    /^merge keys exceeded/,
    {
      message: "the merge keys (`<<`) of this document expand to too many members",
      help: "share schemas by `$ref` instead of by merge keys",
    },
  ],
  [
    /^object-based map does not support complex keys/,
    { message: "a list or a mapping is used as a key", help: "keys are text: put the key in quotes" },
  ],
  [
    /^the stream contains non-printable/,
    {
      message: "the document contains a control character",
      help: "remove it, or write it as an escape in double quotes",
    },
  ],
];

function explain(text: string, error: YAMLException): Mistake {
  const offset = Math.min(error.mark?.position ?? 0, text.length);
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[^\s:]*)/.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const [, known] = EXPLANATIONS.find(([pattern]) => pattern.test(error.reason)) ?? [];
  const { message, ...help } = known ?? { message: error.reason };
  return { offset, length: Math.max(1, word.length), message: message.replace("$", () => `\`${word}\``), ...help };
}
