import { isHttp } from "../contract/contract.js";
import type { Body, Content, Contract, HttpOperation, Outcome } from "../contract/contract.js";
import { isSame } from "../contract/same.js";
import { chooseContent, isJson, kindOf } from "./bodies.js";
import { pascalCase } from "./names.js";
import { preferred, successesOf } from "./results.js";

/**
 * The contract with one more operation for each further media type that says something else than the first choice: an
 * upload beside JSON, a table beside the list that it is made of. What says the same in other words is left out.
 */
export function withMediaTypes(contract: Contract): Contract {
  const operations = contract.operations.flatMap((operation) =>
    isHttp(operation) ? [operation, ...bodyVariants(operation, contract), ...replyVariants(operation)] : [operation],
  );
  return operations.length === contract.operations.length ? contract : { ...contract, operations };
}

function bodyVariants(operation: HttpOperation, contract: Contract): HttpOperation[] {
  const { body } = operation;
  const main = body && chooseContent(body.contents, contract);
  if (body === undefined || main === undefined || operation.binding.method === "GET") return [];
  const others = telling(body.contents, main).filter(
    (content) => !isJson(content.mediaType) || !isJson(main.mediaType) || isPatch(content),
  );
  return others.map((content) => ({
    ...vary(operation, content),
    body: { ...body, contents: [content] } satisfies Body,
  }));
}

/** `application/json-patch+json` beside `application/merge-patch+json`: both JSON, and not the same. */
function isPatch({ mediaType }: Content): boolean {
  return /patch/.test(mediaType);
}

function replyVariants(operation: HttpOperation): HttpOperation[] {
  const successes = successesOf(operation);
  const contents = successes.map((outcome) => preferred(outcome.contents));
  const main = contents.find((content) => content !== undefined);
  if (main === undefined) return [];
  const others = telling(
    successes.flatMap((outcome) => outcome.contents),
    main,
  ).filter((content) => !isJson(content.mediaType) && !contents.includes(content));
  return others.map((content) => ({
    ...vary(operation, content),
    outcomes: operation.outcomes.map((outcome) => only(content, outcome)),
  }));
}

function only(content: Content, outcome: Outcome): Outcome {
  return outcome.contents.includes(content) ? { ...outcome, contents: [content] } : outcome;
}

/** Real media types other than the first choice, whose values are others. Pages are for browsers; streams have readers of their own. */
function telling(contents: readonly Content[], main: Content): Content[] {
  return contents.filter(
    (content) =>
      content !== main &&
      /^[\w.+-]+\/[\w.+-]+(?:;|$)|^(?!application)\w+\/\*$/.test(content.mediaType) &&
      !/html|^text\/event-stream/.test(content.mediaType) &&
      !isSame(content.schema, main.schema),
  );
}

/** The hints that the contract carries are for the first choice. */
function vary({ operationId: _, ...operation }: HttpOperation, { mediaType }: Content): HttpOperation {
  const { id, summary } = operation;
  const said = `As \`${mediaType}\``;
  return {
    ...operation,
    id: `${id} (${mediaType})`,
    summary: summary === undefined ? `${said}.` : `${summary} (${said.toLowerCase()})`,
    extensions: {},
    variant: { of: id, as: `As${wordFor(mediaType)}` },
  };
}

/** `AsCsv`, `AsMultipart`: the subtype, or what people call it. */
function wordFor(mediaType: string): string {
  const [name = ""] = mediaType.split(";");
  const kind = kindOf(name);
  if (kind === "form" || kind === "multipart") return kind === "form" ? "Form" : "Multipart";
  if (isJson(name) && !name.includes("patch")) return "Json";
  if (name.endsWith("/*")) return pascalCase(name.slice(0, -2));
  const subtype = name.slice(name.indexOf("/") + 1).replace(/^(?:vnd|x)[.-]|\+\w+$/g, "");
  if (subtype === "octet-stream") return "Bytes";
  return subtype === "plain" ? "Text" : pascalCase(subtype);
}
