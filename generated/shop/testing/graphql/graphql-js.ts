// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** The kit's one door to graphql-js, the reference implementation: it judges requests and answers them, not our own code. */
export {
  buildSchema,
  execute,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  parse,
  print,
  responsePathAsArray,
  specifiedRules,
  validate,
  visit,
} from "graphql";
export type {
  DocumentNode,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from "graphql";
