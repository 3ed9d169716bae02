/** What stands right before the text of a GraphQL document in a program. */
const TAG = /(?:\b(?:gql|graphql)\s*(?:<[^<>]*>)?\s*\(?\s*(?:\/\*\s*GraphQL\s*\*\/\s*)?|\/\*\s*GraphQL\s*\*\/\s*)$/;

/**
 * The GraphQL documents of a program, each where it stands: everything else is blank, so that a place in the one is the
 * same place in the other. What documents insert (`${ProductCard}`) is blank too: fragments are found by their names.
 */
export function keepDocuments(program: string): string {
  const page: Page = { program, kept: blank(program), at: 0 };
  while (page.at < program.length) step(page);
  return page.kept.join("");
}

interface Page {
  readonly program: string;
  /** Characters. */
  readonly kept: string[];
  at: number;
}

function blank(text: string): string[] {
  return [...text.replaceAll(/[^\n]/gs, " ")];
}

/** Goes past one comment, string, template or character. */
function step(page: Page): void {
  const { program, at } = page;
  const two = program.slice(at, at + 2);
  const character = program[at];
  if (two === "//") page.at = endOf(program, "\n", at);
  else if (two === "/*") page.at = endOf(program, "*/", at + 2);
  else if (character === '"' || character === "'") page.at = skipString(program, at);
  else if (character === "`") readTemplate(page, TAG.test(program.slice(Math.max(0, at - 200), at)));
  else page.at += 1;
}

function endOf(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function skipString(program: string, start: number): number {
  const quote = program[start];
  for (let at = start + 1; at < program.length; at += 1) {
    if (program[at] === "\\") at += 1;
    else if (program[at] === quote || program[at] === "\n") return at + 1;
  }
  return program.length;
}

function readTemplate(page: Page, isDocument: boolean): void {
  const { program, kept } = page;
  page.at += 1;
  while (page.at < program.length && program[page.at] !== "`") {
    if (program.startsWith("${", page.at)) skipInsertion(page);
    else if (program[page.at] === "\\") page.at += 2;
    else {
      if (isDocument) kept[page.at] = program[page.at] ?? " ";
      page.at += 1;
    }
  }
  page.at += 1;
}

function skipInsertion(page: Page): void {
  page.at += 2;
  for (let depth = 1; depth > 0 && page.at < page.program.length;) {
    const character = page.program[page.at];
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
    if (depth > 0) step(page);
    else page.at += 1;
  }
}
