import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { accepts } from "../../generator/drift/accepts.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";
import { emitValidators, findIssues } from "../hostile/emitted.js";
import { refused } from "../hostile/json-schema-ledger.js";
import { documentOf } from "../hostile/line.js";
import { draft2020, readGroups, readRemotes } from "../hostile/suite.js";

const why = draft2020.exists ? "" : ` -- SKIPPED: there is no ${draft2020.folder}`;

describe(`what proves a change, and the validators that clients run${why}`, () => {
  // Inside of \`not\` the validators are as strict as the contract; elsewhere they let lists and unions grow.
  it.skipIf(why !== "")(
    "give the same verdict on every value of the official suite",
    { timeout: 120_000 },
    async () => {
      const groups = readGroups(draft2020, "/not/not");
      const wrapped = groups.map(({ key, schema }): [string, Json] => [key, { not: { not: schema } }]);
      const document = documentOf({ ...Object.fromEntries(wrapped), ...readRemotes() });
      const source = { uri: "suite", location: "suite", text: JSON.stringify(document), sha256: "" };
      const contract = normalize(soleDocument(parseDocument(source))).value;
      const { sent } = await emitValidators(document);
      const different = groups.flatMap(({ file, description, key, tests }) =>
        tests
          .filter(({ data }) => {
            const answer = accepts({ kind: "ref", id: `#/components/schemas/${key}` }, data, {
              contract,
              direction: "sent",
            });
            return (answer === "yes") !== (findIssues(sent[`check${key}`], data).length === 0);
          })
          .map((test) => `${file}: ${description}: ${test.description}`),
      );
      expect(different.filter((name) => refused[name] === undefined)).toEqual([]);
    },
  );
});
