import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "progress-"));
  const get = { operationId: "listPets", responses: { 200: { description: "ok" } } };
  const contract = {
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    security: [],
    paths: { "/pets": { get } },
  };
  writeFileSync(join(cwd, "pets.json"), JSON.stringify(contract));
});

afterEach(() => rmSync(cwd, { recursive: true }));

/** What a command says on stderr. */
async function listen(isTTY: boolean, ...argv: string[]): Promise<string> {
  let err = "";
  const stderr = { isTTY, columns: 80, write: (text: string) => (err += text) };
  const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
  const stdout = { write: () => true };
  await run(argv, { cwd, env: { NO_COLOR: "1" }, stdin, stdout, stderr });
  return err;
}

const CLEAR_LINE = "\r\u001b[2K";

describe("long work", () => {
  it.each([
    ["inspect", ["inspect", "pets.json"]],
    ["diff", ["diff", "pets.json", "pets.json"]],
    ["check", ["check", "pets.json", "--full"]],
  ])("has a live line on a terminal, and none elsewhere: %s", async (_, argv) => {
    await listen(false, "pets.json", "-q");
    const err = await listen(true, ...argv);
    expect(err).toContain(`${CLEAR_LINE}⠋ pets: read`);
    expect(err.endsWith(CLEAR_LINE)).toBe(true);
    expect(err).not.toContain("\n");
    expect(await listen(false, ...argv)).toBe("");
    if (argv[0] !== "check") expect(await listen(true, ...argv, "--quiet")).toBe("");
  });

  it("counts the requests of `verify --live`", async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const argv = ["verify", "pets.json", "--live", `http://127.0.0.1:${port}`];
    const [told, silent] = [await listen(true, ...argv), await listen(false, ...argv)];
    server.close();
    expect(told).toContain(`http://127.0.0.1:${port}: 1 request${CLEAR_LINE}`);
    expect(silent).not.toContain("request");
  });
});
