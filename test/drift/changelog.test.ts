import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { placeFindings } from "../../generator/drift/report/places.js";
import { renderReport } from "../../generator/drift/report/formats.js";
import { compareFiles } from "./compared.js";

const folder = mkdtempSync(join(tmpdir(), "changelog-"));

afterAll(() => rmSync(folder, { recursive: true }));

const OLD = `openapi: 3.1.0
info: { title: Shop, version: 1.4.0 }
paths:
  /customers:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { email: { type: string, maxLength: 90 } } } } } }
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Customer" } } } } }
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Customer" } } } } } }
  /orders/{id}:
    delete:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: gone } }
components:
  schemas:
    Customer: { type: object, properties: { id: { type: string }, fax: { type: string } } }
`;

const NEW = OLD.replace("1.4.0", "2.0.0")
  .replace("maxLength: 90", "maxLength: 60")
  .replace("{ name: limit,", "{ name: limit, deprecated: true,")
  .replace(", fax: { type: string }", "")
  .replace(
    / {2}\/orders[^]*(?=components)/,
    "  /orders:\n    get:\n      responses: { '204': { description: none } }\n",
  );

it("a changelog is for people: by what became of it and by resource, in the client's calls", async () => {
  const paths = [join(folder, "old.yaml"), join(folder, "new.yaml")] as const;
  writeFileSync(paths[0], OLD);
  writeFileSync(paths[1], NEW);
  const { findings, documents, sides } = await compareFiles(...paths, {
    requireSunset: false,
    minDays: { stable: 0, beta: 0 },
  });
  const text = renderReport("changelog", { findings: placeFindings(findings, documents), sides, failOn: "breaking" });
  expect(text).toBe(`## Shop 2.0.0

From \`1.4.0\`. The generated client's next version is a **major** one.

### Removed

**Customer**

- **Breaking:** the property Customer.fax is gone

**shop.orders**

- **Breaking:** \`shop.orders.delete\`: DELETE /orders/\\{id\\} is gone

### Changed

**shop.customers**

- **Breaking:** \`shop.customers.create\`: maxLength of body.email became stricter: 90 became 60

### Deprecated

**shop.customers**

- \`shop.customers.list\`: the query parameter limit is deprecated

### Added

**shop.orders**

- \`shop.orders.retrieve\`: GET /orders is new
`);
});
