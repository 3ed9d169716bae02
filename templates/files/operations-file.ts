import type { OperationPlan, ResourcePlan } from "../../generator/plan/plan.js";
import { blocks, code, type } from "../code.js";
import { printDescriptor } from "./descriptor.js";
import { printLoadConstant } from "./graphql/load-text.js";
import { printGraphqlConstant } from "./graphql/operation-text.js";
import { printFile } from "./output.js";
import type { Emission, OutputFile } from "./output.js";

/**
 * `operations.ts`: every operation as data. One module for all of them, because a module takes time to load and each of its
 * imports does too: this is what `createX` needs, and none of the resources' functions.
 */
export function printOperationsFile(emission: Emission): OutputFile {
  const { resources } = emission.plan;
  const operation = type("Operation", "runtime/v1/operation");
  const all = listOperations(resources);
  const constants = all.flatMap((each) =>
    each.graphql === undefined
      ? [code`export const ${each.names.operation}: ${operation} = ${printDescriptor(each, emission.plan)};`]
      : [printGraphqlConstant(each), ...printLoadConstant(each)],
  );
  return printFile(emission, {
    path: "operations",
    // Without an export it would be no module.
    body: constants.length === 0 ? code`export {};` : blocks(constants),
    declares: all.flatMap(({ names, graphql }) => [
      names.operation,
      ...(graphql?.load ? [graphql.load.operation] : []),
    ]),
  });
}

function listOperations({ operations, children }: ResourcePlan): OperationPlan[] {
  return [...operations, ...children.flatMap(listOperations)];
}
