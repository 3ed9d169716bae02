import { createHash } from "node:crypto";
import type { Settings } from "../../config.js";
import type { GraphqlOperation } from "../../contract/contract.js";
import type { FieldFact, GraphqlSchema, Selection, VariableFact } from "../../contract/graphql.js";
import { findField, findType, namedType } from "../../contract/graphql.js";
import { minifyDocument, printOperation } from "../../contract/graphql-text.js";
import { pascalCase } from "../names.js";
import type { GraphqlPlan } from "../plan.js";
import { findPages } from "./pages.js";
import { orTypename, selectDefaults } from "./default-selection.js";

/** The document of an operation: its author's, or for a mere field one that asks for what is usual. */
export function chooseDocument(
  { binding }: GraphqlOperation,
  schema: GraphqlSchema,
  { subscriptions }: Pick<Settings, "subscriptions">,
): GraphqlPlan {
  const { kind } = binding;
  const wire = kind === "subscription" ? { subscription: subscriptions } : {};
  if ("document" in binding) return planDocument({ ...binding, ...wire, name: binding.document }, schema);
  const field = findField(schema, schema.roots[kind] ?? "", binding.field);
  const parts = {
    kind,
    ...wire,
    name: pascalCase(binding.field),
    variables: (field?.arguments ?? []).map(toVariable),
    selections: field === undefined ? [] : [selectField(field, schema)],
  };
  return planDocument({ ...parts, text: printOperation(parts), fragments: [] }, schema);
}

/** The field with all its arguments, each given by a variable of its name. */
function selectField(field: FieldFact, schema: GraphqlSchema): Selection {
  const selections = selectDefaults(schema, namedType(field.type));
  const given = field.arguments.map(({ key }) => `${key}: $${key}`).join(", ");
  return {
    kind: "field",
    key: field.key,
    field: field.key,
    ...(given !== "" && { arguments: given }),
    ...(selections !== undefined && { selections: orTypename(selections) }),
  };
}

function toVariable({ key, type, default: given, doc }: FieldFact["arguments"][number]): VariableFact {
  return { key, type, ...(given !== undefined && { default: given }), ...(doc !== undefined && { doc }) };
}

/** The multipart request specification calls the scalar of files `Upload`, and so does everybody. */
function carriesFiles(schema: GraphqlSchema, name: string, seen = new Set<string>()): boolean {
  const type = findType(schema, name);
  if (name === "Upload") return type?.kind === "scalar";
  if (type?.kind !== "input" || seen.has(name)) return false;
  seen.add(name);
  return type.fields.some((field) => carriesFiles(schema, namedType(field.type), seen));
}

function planDocument(
  {
    fragments,
    text: own,
    ...given
  }: Omit<GraphqlPlan, "document" | "sha256"> & { readonly fragments: readonly string[] },
  schema: GraphqlSchema,
): GraphqlPlan {
  const { kind, name, variables, selections, subscription, incremental } = given;
  const text = [own, ...fragments.map((each) => schema.fragments[each]?.text ?? "")].join("\n\n");
  const document = minifyDocument(text);
  const sha256 = createHash("sha256").update(document).digest("hex");
  const pages = kind === "query" && !incremental ? findPages(schema, schema.roots.query ?? "", selections) : undefined;
  const uploads = variables.some(({ type }) => carriesFiles(schema, namedType(type)));
  return {
    kind,
    name,
    variables,
    selections,
    text,
    document,
    sha256,
    ...(pages && { pages }),
    ...(subscription && { subscription }),
    ...(incremental && { incremental }),
    ...(uploads && { uploads }),
  };
}
