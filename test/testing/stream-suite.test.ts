import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Mocks } from "../../templates/testing/mocks/mocks.js";
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
    expect(cases.some(({ streams }) => streams?.mediaType === "text/event-stream")).toBe(true);
  });

  contractSuite({ create, isError, cases, facts, runner: { afterAll, beforeAll, describe, it } });
});

interface Stream {
  text(): Promise<string>;
}
interface Streaming {
  readonly completions: {
    create(params: object, options?: object): Promise<object> & { stream(): Promise<Stream> };
  };
  readonly events: { watch(): Promise<Stream> };
  readonly lines: { list(): Promise<Stream> };
  readonly records: { list(): Promise<Stream> };
}

describe("mocks that stream", async () => {
  const contract = "test/golden/streams/contract.yaml";
  const client = await generateClient({ contract, name: "mocked-streams", tests: true });
  afterAll(() => client.remove());
  const { createMockedStreams } = await client.load<{ createMockedStreams: (options: object) => Streaming }>(
    "index.ts",
  );
  const { createMocks } = await client.load<{ createMocks: () => Mocks<object> }>("mocks.ts");
  const mocks = createMocks();
  const server = setupServer(...mocks.handlers);
  beforeAll(() => server.listen());
  afterAll(() => server.close());
  afterEach(() => mocks.reset());
  const streams = createMockedStreams({ auth: "key", retry: 0 });
  const asked = { headers: { accept: "text/event-stream" } };

  it("answer with data or with a stream, as the caller asks", async () => {
    const call = streams.completions.create({ prompt: "a" }, asked);
    const events = (await (await call.stream()).text()).split("\n\n");
    expect(events.map((event) => event.replace(/^data: /, ""))).toEqual(["sample", "sample", ""]);
    expect(await streams.completions.create({ prompt: "a" })).toEqual({ text: "A text" });
    mocks.assertNoViolations();
  });

  it("answer with a stream where there is nothing else", async () => {
    expect(await (await streams.events.watch()).text()).toMatch(/^(data: .+\n\n)+$/);
    const lines = (await (await streams.lines.list()).text()).trim().split("\n");
    expect(lines.map((line) => JSON.parse(line) as object)[0]).toEqual({ text: "A text" });
    const records = (await (await streams.records.list()).text()).split("\u001e").slice(1);
    expect(records.map((record) => JSON.parse(record) as object)[0]).toEqual({ text: "A text" });
    mocks.assertNoViolations();
  });

  it("stream what a test says", async () => {
    const calls = mocks.calls as { completions: { create: { sequence(replies: readonly object[]): void } } };
    calls.completions.create.sequence([
      { status: 200, stream: [{ text: "a" }, "two\nlines", { event: "end", id: 7, data: { done: true } }] },
    ]);
    const text = await (await streams.completions.create({ prompt: "a" }).stream()).text();
    expect(text).toBe('data: {"text":"a"}\n\ndata: two\ndata: lines\n\nevent: end\nid: 7\ndata: {"done":true}\n\n');
    mocks.assertNoViolations();
  });
});
