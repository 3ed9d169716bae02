/** The one door to graphql-codegen: it is loaded only where a client of a GraphQL contract is made. */
export { codegen } from "@graphql-codegen/core";
export { plugin as operationTypes } from "@graphql-codegen/typescript-operations";
