import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contractSuite } from "../../templates/testing/suite.js";
import type { ContractSuite } from "../../templates/testing/suite.js";
import { generateClient } from "../runtime/generated.js";

describe("the suite of a client whose answers may be streams", async () => {
  const contract = "test/golden/streams/contract.yaml";
  const client = await generateClient({ contract, name: "streaming", tests: true });
  afterAll(() => client.remove());
  const { createStreaming: create, isStreamingError: isError } = await client.load<{
    readonly createStreaming: ContractSuite["create"];
    readonly isStreamingError: ContractSuite["isError"];
  }>("index.ts");
  const { cases, facts } = await client.load<Pick<ContractSuite, "cases" | "facts">>("contract.cases.ts");

  it("knows which answers may be streams", () => {
    expect(cases.some(({ streams }) => streams === "text/event-stream")).toBe(true);
  });

  contractSuite({ create, isError, cases, facts, runner: { afterAll, beforeAll, describe, it } });
});
