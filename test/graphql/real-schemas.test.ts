import { rmSync } from "node:fs";
import { join } from "node:path";
import { codegen } from "@graphql-codegen/core";
import { plugin } from "@graphql-codegen/typescript-operations";
import { type GraphQLSchema, parse, printSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import { generate } from "../../generator/pipeline.js";
import { readSchema } from "../../templates/testing/graphql/ask-schema.js";
import { askCase } from "../../templates/testing/graphql/engine.js";
import type { GraphqlSuite } from "../../templates/testing/graphql/graphql-suite.js";
import { fictionOf } from "../../templates/testing/graphql/make-up.js";
import { cache, compile, plainOptions } from "../golden/compilers.js";
import { compareTypes, writeFiles } from "./judge-types.js";
import { makeDocuments } from "./make-documents.js";
import { readReal, type RealSchema, realSchemas, whySkipped } from "./real-schemas.js";

const folder = join(cache, `real-schemas-${process.pid}`);

/** Our client of a schema, with calls for these documents or for every root field. */
async function makeClient({ name, path, scalars }: RealSchema, home: string, documents?: string) {
  if (documents !== undefined) writeFiles({ "documents.graphql": documents }, home);
  const asked = documents === undefined ? {} : { documents: [join(home, "documents.graphql")] };
  const contract = { source: path, ...asked };
  const settings = await resolveSettings(
    { contract, name, output: join(home, "ours"), tests: true, values: { scalars } },
    { cwd: home },
  );
  const generated = await generate(settings, () => undefined);
  return { generated, files: Object.fromEntries(generated.files.map((file) => [file.path, file.text])) };
}

/** What graphql-codegen makes of the same documents and the whole schema, with what its client preset prints types by. */
function makeTheirs(schema: GraphQLSchema, text: string, { scalars }: RealSchema): Promise<string> {
  return codegen({
    filename: "types.ts",
    schema: parse(printSchema(schema)),
    schemaAst: schema,
    documents: [{ location: "documents.graphql", rawSDL: text, document: parse(text) }],
    config: { namingConvention: "keep", defaultScalarType: "unknown", scalars, disableDescriptions: true },
    skipDocumentsValidation: true,
    plugins: [{ operations: {} }],
    pluginMap: { operations: { plugin } },
  });
}

/** The reference implementation takes every document and its variables, and has an answer. */
async function expectAnswers(client: string): Promise<void> {
  const { cases, facts } = (await import(join(client, "contract.cases.ts"))) as Pick<GraphqlSuite, "cases" | "facts">;
  const schema = readSchema(facts.schema);
  const wrong = cases.flatMap((each) => {
    const { stage, issues } = askCase(schema, each, fictionOf(0, facts));
    return stage === "done" ? [] : [`${each.id}: ${issues.map(({ message }) => message).join(", ")}`];
  });
  expect(wrong).toEqual([]);
  expect(facts.untested.filter((id) => !id.startsWith("subscription "))).toEqual([]);
}

describe.each(realSchemas)("the schema $name", (real) => {
  const why = whySkipped(real);
  const home = join(folder, real.name);

  it.skipIf(why !== "")(
    `gives a call for each root field that the reference implementation can answer, and the client with its tests compiles${why}`,
    { timeout: 300_000 },
    async () => {
      const schema = readReal(real);
      const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
      const { generated, files } = await makeClient(real, join(home, "fields"));
      const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
      expect(generated.counts.operations).toBe(fields.length);
      writeFiles(files, join(home, "fields/ours"));
      const include = [join(home, "fields/ours")];
      const options = { ...plainOptions, types: ["node"] };
      expect(await compile({ name: `fields-${real.name}`, compiler: "TypeScript 7", include, options })).toBe("");
      await expectAnswers(join(home, "fields/ours"));
      rmSync(join(home, "fields"), { recursive: true, force: true });
    },
  );

  it.skipIf(why !== "")(
    `has the types of graphql-codegen for documents of every shape${why}`,
    { timeout: 300_000 },
    async () => {
      const schema = readReal(real);
      const documents = makeDocuments(schema, real.documents);
      expect(documents).toHaveLength(real.documents);
      const text = documents.join("\n\n");
      const { files } = await makeClient(real, home, text);
      const theirs = await makeTheirs(schema, text, real);
      const { compared, verdict } = await compareTypes({ name: real.name, home, files, theirs });
      expect(compared.filter((name) => /^Doc\w+(?:Query|Mutation)$/.test(name))).toHaveLength(real.documents);
      expect(verdict).toBe("");
      rmSync(home, { recursive: true, force: true });
    },
  );
});

describe("the documents", () => {
  it("are more than two hundred", () => {
    expect(realSchemas.reduce((sum, { documents }) => sum + documents, 0)).toBeGreaterThan(200);
  });
});
