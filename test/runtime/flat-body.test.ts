import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { generateClient } from "./generated.js";

interface Client {
  createDepot(options: object): { boxes: { update(id: string, params: object): Promise<void> } };
}

const generated = await generateClient({
  contract: fileURLToPath(new URL("contract-suite.yaml", import.meta.url)),
  name: "flat",
});
const { createFlat } = await generated.load<{ createFlat: Client["createDepot"] }>("index.ts");
afterAll(() => generated.remove());

async function update(params: object): Promise<unknown> {
  let sent: unknown;
  const transport = async ({ body }: { body: string }) => {
    sent = JSON.parse(body);
    return new Response(null, { status: 204 });
  };
  const failed = await createFlat({ transport, auth: { token: "t" } })
    .boxes.update("box_1", params)
    .catch((error: unknown) => error);
  return sent ?? (failed as { issues: unknown }).issues;
}

it("counts the members of a flat body, and no parameters", async () => {
  const issue = (message: string) => [{ pointer: "", message }];
  expect(await update({ dry: true })).toEqual(issue("must have at least 1 members"));
  expect(await update({ label: undefined })).toEqual(issue("must have at least 1 members"));
  expect(await update({ label: "a", state: "open", size: 1 })).toEqual(issue("must have at most 2 members"));
  expect(await update({ label: "a", state: "open", dry: true })).toEqual({ label: "a", state: "open" });
});

it("refuses members that a closed body does not know", async () => {
  expect(await update({ label: "a", colour: "red" })).toEqual([{ pointer: "/colour", message: "is not known here" }]);
  expect(await update({ label: "a", colour: undefined })).toEqual({ label: "a" });
});
