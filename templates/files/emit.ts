import type { ResourcePlan } from "../../generator/plan/plan.js";
import { copyFolder, RUNTIME, TESTING } from "./copied-files.js";
import type { ReadModule } from "./copied-files.js";
import { printClientFile } from "./client-file.js";
import { printContractTest } from "./contract-test-file.js";
import type { TestEmission } from "./contract-test-file.js";
import { printMocksFile } from "./mocks-file.js";
import { printDecoders } from "./decoders-files.js";
import { printGraphqlTest } from "./graphql/contract-files.js";
import { printGraphqlMocks } from "./graphql/mocks-file.js";
import { printSchemaFiles } from "./graphql/schema-file.js";
import { printSelectionsFile } from "./graphql/selection-text.js";
import { printIndexFile } from "./index-file.js";
import { printOperationsFile } from "./operations-file.js";
import type { Emission, OutputFile } from "./output.js";
import { printReadme } from "./readme-file.js";
import { printResourceFile } from "./resource-file.js";
import { printTypesFile } from "./types-file.js";
import { printXmlFile } from "./xml-file.js";
import { printValidators } from "./validators-files.js";

/** Every file of a client, as text in memory; with `tests` its contract tests too. */
export async function emitClient(
  given: Emission,
  read: ReadModule,
  tests?: TestEmission,
): Promise<readonly OutputFile[]> {
  const emission = await withGraphqlTypes(given);
  const own = [
    printIndexFile(emission),
    printClientFile(emission),
    printOperationsFile(emission),
    ...printResources(emission.plan.resources, emission),
    ...(emission.plan.types.length === 0 ? [] : [printTypesFile(emission)]),
    ...printSchemaFiles(emission),
    ...printSelectionsFile(emission),
    ...printValidators(emission),
    ...printDecoders(emission),
    ...printXmlFile(emission),
    printReadme(emission),
    ...(tests === undefined ? [] : printTests(emission, tests)),
  ];
  const copied = emission.runtime === undefined ? [RUNTIME, TESTING] : [TESTING];
  const { extension } = emission;
  return [...own, ...copied.flatMap((folder) => copyFolder(folder, own, { extension, read }))];
}

function printTests(emission: Emission, tests: TestEmission): OutputFile[] {
  return emission.contract.graphql === undefined
    ? [...printContractTest(emission, tests), printMocksFile(emission)]
    : [...printGraphqlTest(emission, tests), printGraphqlMocks(emission)];
}

/** The types of GraphQL operations are made where they are printed; what makes them is loaded only here. */
async function withGraphqlTypes(emission: Emission): Promise<Emission> {
  const { plan, contract } = emission;
  if (contract.graphql === undefined) return emission;
  const { readGraphqlTypes } = await import("./graphql/types.js");
  return { ...emission, plan: { ...plan, types: await readGraphqlTypes(plan, contract) } };
}

function printResources(resource: ResourcePlan, emission: Emission): OutputFile[] {
  const isEmptyRoot = resource.path.length === 0 && resource.operations.length === 0;
  return [
    ...(isEmptyRoot ? [] : [printResourceFile(withoutChildren(resource), emission)]),
    ...resource.children.flatMap((child) => printResources(child, emission)),
  ];
}

/** The root's children are reached through the index, not through the root's module. */
function withoutChildren(resource: ResourcePlan): ResourcePlan {
  return resource.path.length === 0 ? { ...resource, children: [] } : resource;
}
