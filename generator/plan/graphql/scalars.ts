import type { Settings } from "../../config.js";
import type { Contract } from "../../contract/contract.js";

/** The contract with what the config says of the scalars that its schema invents. */
export function withScalars(contract: Contract, { values }: Pick<Settings, "values">): Contract {
  const { graphql } = contract;
  return graphql === undefined ? contract : { ...contract, graphql: { ...graphql, scalars: values.scalars } };
}
