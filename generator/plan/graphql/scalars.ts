import type { Settings } from "../../config.js";
import type { Contract } from "../../contract/contract.js";
import { findType } from "../../contract/graphql.js";
import { typeId } from "../../contract/graphql-schemas.js";
import type { NamedSchema } from "../../contract/schema.js";
import type { ValueTypes } from "../types/represent.js";

/** The contract with what the config says of the scalars that its schema invents; what has a codec has a type of its own. */
export function withScalars(contract: Contract, { values }: Pick<Settings, "values">): Contract {
  const { graphql, schemas } = contract;
  if (graphql === undefined) return contract;
  const named = Object.keys(values.codecs ?? {})
    .filter((name) => findType(graphql, name)?.kind === "scalar")
    .map((name): [string, NamedSchema] => [
      typeId(name),
      { id: typeId(name), key: name, schema: { kind: "any", scalar: name } },
    ]);
  return {
    ...contract,
    graphql: { ...graphql, scalars: values.scalars },
    schemas: { ...schemas, ...Object.fromEntries(named) },
  };
}

/** What values become in a client of a schema: only its scalars say so. */
export function scalarValues({ values }: Pick<Settings, "values">): ValueTypes {
  const meanings = Object.values(values.scalars);
  return {
    dates: meanings.includes("Date") ? "Date" : "string",
    int64: meanings.includes("bigint") ? "bigint" : "number",
    ...(values.codecs && { codecs: values.codecs }),
  };
}
