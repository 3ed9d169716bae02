import type { GraphqlSchema } from "../../../generator/contract/graphql.js";
import { blocks, code, lines, specifierOf, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, quote } from "../../text.js";
import { printFile } from "../output.js";
import type { Emission, OutputFile } from "../output.js";
import { nameOf } from "./schema-file.js";

/** A way to ask for whatever a selection says. */
interface Asking {
  readonly name: "query" | "mutate";
  readonly kind: "query" | "mutation";
  readonly root: string;
  readonly doc: string;
}

function listAskings({ roots }: GraphqlSchema): Asking[] {
  const { query, mutation } = roots;
  return [
    ...(query === undefined
      ? []
      : [
          {
            name: "query" as const,
            kind: "query" as const,
            root: query,
            doc: "Asks for what the selection says; the result is of that type.",
          },
        ]),
    ...(mutation === undefined
      ? []
      : [
          {
            name: "mutate" as const,
            kind: "mutation" as const,
            root: mutation,
            doc: "Does what the selection says, and gives what it asks for of the results.",
          },
        ]),
  ];
}

/** `selections.ts`: `query` and `mutate`, which take selections instead of documents. */
export function printSelectionsFile(emission: Emission): OutputFile[] {
  const { graphql } = emission.contract;
  const askings = graphql === undefined ? [] : listAskings(graphql);
  if (askings.length === 0) return [];
  const fields = specifierOf("fields", { path: "selections.ts", extension: emission.extension });
  const functions = askings.map(({ name, kind, root, doc }) => {
    const parameters = lines([
      code`connection: ${type("Connection", "runtime/v1/connection")},`,
      "selection: Asked,",
      code`options?: ${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")},`,
    ]);
    return code`${docComment([doc])}
export function ${name}<const Asked extends ${type("Selection", SELECTION)}<${type(nameOf(root), "schema")}>>(
  ${parameters}
): ${resultOf(root)} {
  const question = { kind: ${quote(kind)}, root: ${quote(root)}, selection, fields: () => import(${quote(fields)}) } as const;
  return ${value("callSelection", "runtime/v1/graphql/select")}(connection, question, options);
}`;
  });
  return [
    printFile(emission, { path: "selections", body: blocks(functions), declares: askings.map(({ name }) => name) }),
  ];
}

const SELECTION = "runtime/v1/graphql/selection";

function resultOf(root: string): Code {
  return code`${type("GraphqlCall", "runtime/v1/graphql/call")}<${type("Selected", SELECTION)}<${type(nameOf(root), "schema")}, Asked>>`;
}

/** The members of a client's type that take selections. */
export function printSelectionMembers({ contract: { graphql } }: Emission): Code[] {
  return (graphql === undefined ? [] : listAskings(graphql)).map(
    ({ name, root, doc }) => code`${docComment([doc])}
${name}<const Asked extends ${type("Selection", SELECTION)}<${type(nameOf(root), "schema")}>>(
  selection: Asked,
  options?: ${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")},
): ${resultOf(root)};`,
  );
}

/** The same members, bound to a connection. */
export function printBoundSelections({ contract: { graphql } }: Emission): Code[] {
  return (graphql === undefined ? [] : listAskings(graphql)).map(
    ({ name }) => code`${name}: (selection, options) => ${value(name, "selections")}(connection, selection, options),`,
  );
}
