import type { GraphqlKind } from "../../../generator/contract/graphql.js";
import { isSubscription } from "../../../generator/plan/graphql/subscriptions.js";
import { blocks, code, joined, lines, specifierOf, type, value } from "../../code.js";
import type { Code } from "../../code.js";
import { docComment, quote } from "../../text.js";
import { printFile } from "../output.js";
import type { Emission, OutputFile } from "../output.js";
import { PROTOCOLS } from "./operation-text.js";
import { nameOf } from "./schema-file.js";

/** A way to ask for whatever a selection says. */
interface Asking {
  readonly name: string;
  readonly kind: GraphqlKind;
  readonly root: string;
  readonly doc: string;
}

const ASKINGS: readonly Omit<Asking, "root">[] = [
  { name: "query", kind: "query", doc: "Asks for what the selection says; the result is of that type." },
  {
    name: "mutate",
    kind: "mutation",
    doc: "Does what the selection says, and gives what it asks for of the results.",
  },
  { name: "subscribe", kind: "subscription", doc: "Tells what the selection asks for, each time that it happens." },
];

/** Subscriptions need a package: who calls none by its name is not to need it for this. */
function listAskings({ contract: { graphql }, plan }: Emission): Asking[] {
  return ASKINGS.flatMap((asking) => {
    const root = graphql?.roots[asking.kind];
    const isThere = asking.kind !== "subscription" || plan.operations.some(isSubscription);
    return root === undefined || !isThere ? [] : [{ ...asking, root }];
  });
}

/** `selections.ts`: `query`, `mutate` and `subscribe`, which take selections instead of documents. */
export function printSelectionsFile(emission: Emission): OutputFile[] {
  const askings = listAskings(emission);
  if (askings.length === 0) return [];
  const fields = specifierOf("fields", { path: "selections.ts", extension: emission.extension });
  const functions = askings.map((asking) => {
    const { name, kind, root, doc } = asking;
    const { options, returned } = shapeOf(asking);
    const parameters = lines([
      code`connection: ${type("Connection", "runtime/v1/connection")},`,
      "selection: Asked,",
      code`options?: ${options},`,
    ]);
    const protocol = printProtocol(asking, emission);
    const members = [
      `kind: ${quote(kind)}`,
      `root: ${quote(root)}`,
      "selection",
      `fields: () => import(${quote(fields)})`,
      ...protocol,
    ];
    const question =
      protocol.length === 0
        ? code`{ ${joined(members, ", ")} }`
        : code`{\n  ${lines(members.map((member) => code`${member},`))}\n}`;
    return code`${docComment([doc])}
export function ${name}<const Asked extends ${type("Selection", SELECTION)}<${type(nameOf(root), "schema")}>>(
  ${parameters}
): ${returned} {
  const question = ${question} as const;
  return ${START[kind]}(connection, question, options);
}`;
  });
  return [
    printFile(emission, { path: "selections", body: blocks(functions), declares: askings.map(({ name }) => name) }),
  ];
}

const SELECTION = "runtime/v1/graphql/selection";
const EVENTS = "runtime/v1/graphql/select-events";

const START = {
  query: value("callSelection", "runtime/v1/graphql/select"),
  mutation: value("callSelection", "runtime/v1/graphql/select"),
  subscription: value("callSelectedEvents", EVENTS),
};

/** What comes through a protocol says which. */
function printProtocol({ kind }: Asking, { plan }: Emission): Code[] {
  const protocol = plan.operations.find(isSubscription)?.graphql?.subscription;
  return kind !== "subscription" || protocol === undefined ? [] : [code`protocol: ${PROTOCOLS[protocol]}`];
}

/** What a function that takes selections takes beside them, and gives. */
function shapeOf({ kind, root }: Asking): { readonly options: Code; readonly returned: Code } {
  const selected = code`${type("Selected", SELECTION)}<${type(nameOf(root), "schema")}, Asked>`;
  return kind === "subscription"
    ? {
        options: code`${type("SelectedEventsOptions", EVENTS)}`,
        returned: code`${type("Subscription", "runtime/v1/graphql/subscription")}<${selected}>`,
      }
    : {
        options: code`${type("GraphqlRequestOptions", "runtime/v1/graphql/operation")}`,
        returned: code`${type("GraphqlCall", "runtime/v1/graphql/call")}<${selected}>`,
      };
}

/** The members of a client's type that take selections. */
export function printSelectionMembers(emission: Emission): Code[] {
  return listAskings(emission).map((asking) => {
    const { options, returned } = shapeOf(asking);
    return code`${docComment([asking.doc])}
${asking.name}<const Asked extends ${type("Selection", SELECTION)}<${type(nameOf(asking.root), "schema")}>>(
  selection: Asked,
  options?: ${options},
): ${returned};`;
  });
}

/** The same members, bound to a connection, by their names. */
export function printBoundSelections(emission: Emission): ReadonlyMap<string, Code> {
  return new Map(
    listAskings(emission).map(({ name }) => [
      name,
      code`${name}: (selection, options) => ${value(name, "selections")}(connection, selection, options),`,
    ]),
  );
}
