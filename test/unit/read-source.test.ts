import { createServer, type Server } from "node:http";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { readSource, type ReadOptions } from "../../generator/read/source.js";

let folder = "";
let server: Server;
let origin = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "read-"));
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/moved") response.writeHead(302, { location: "/ok.json" }).end();
    else if (pathname === "/missing") response.writeHead(404).end("no");
    else if (pathname === "/page") response.end("<!DOCTYPE html><html></html>");
    else if (pathname === "/slow") response.write("{");
    else if (pathname === "/large") response.end("x".repeat(5000));
    else if (pathname === "/secret") response.end(JSON.stringify({ auth: request.headers.authorization }));
    else response.end(JSON.stringify({ accept: request.headers.accept }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

async function failureOf(source: string, options: ReadOptions = {}): Promise<Failure> {
  try {
    await readSource(source, { cwd: folder, ...options });
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error(`${source} was read`);
}

async function codeOf(source: string, options?: ReadOptions): Promise<string | undefined> {
  const { diagnostics } = await failureOf(source, options);
  expect(diagnostics[0]?.help).toBeTruthy();
  return diagnostics[0]?.code;
}

async function* pipe(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

describe("files", () => {
  it("are shown relative to the working directory, with the hash of their bytes", async () => {
    await writeFile(join(folder, "api.yaml"), "openapi: 3.1.0\n");
    const source = await readSource("api.yaml", { cwd: folder });
    expect(source).toEqual({
      uri: "api.yaml",
      location: join(folder, "api.yaml"),
      text: "openapi: 3.1.0\n",
      sha256: "f39db8e8ede3dc2457c613e2a304e6d478f6e5ec660e4746464f41e76ac77006",
    });
  });

  it("lose their byte order mark", async () => {
    await writeFile(join(folder, "bom.json"), "\ufeff{}");
    expect((await readSource("bom.json", { cwd: folder })).text).toBe("{}");
  });

  it.each([
    ["UTF-16 with a mark", Buffer.from("\ufeff{}", "utf16le"), "contract-not-utf8", /UTF-16/],
    ["UTF-16 without a mark", Buffer.from("{}", "utf16le"), "contract-not-utf8", /UTF-16/],
    ["Latin-1", Buffer.from("a: 1\nb: \u00e4\n", "latin1"), "contract-not-utf8", /line 2/],
    ["gzip", Buffer.from([0x1f, 0x8b, 8, 0]), "contract-not-utf8", /gzip/],
    ["nothing", Buffer.from("  \n"), "contract-empty", /is empty/],
    ["HTML", Buffer.from("\n<!doctype HTML>\n"), "contract-is-html", /HTML page/],
    ["XML", Buffer.from("<?xml version='1.0'?><a/>"), "contract-is-xml", /XML/],
  ])("that hold %s are refused", async (_, bytes, code, message) => {
    await writeFile(join(folder, "odd"), bytes);
    const failure = await failureOf("odd");
    expect(failure.exitCode).toBe(65);
    expect(failure.diagnostics[0]).toMatchObject({ code, severity: "error", message: expect.stringMatching(message) });
    expect(failure.diagnostics[0]?.help).toBeTruthy();
  });

  it("that are folders, or not there, are refused", async () => {
    await mkdir(join(folder, "specs"));
    expect(await codeOf("specs")).toBe("contract-is-directory");
    expect(await codeOf("nope.yaml")).toBe("contract-not-found");
    expect(await codeOf("odd/nope.yaml")).toBe("contract-not-found");
  });
});

describe("URLs", () => {
  it("are fetched with an Accept header, through redirects", async () => {
    const { text } = await readSource(`${origin}/moved`);
    expect(JSON.parse(text)).toMatchObject({ accept: expect.stringContaining("yaml") });
  });

  it("may carry credentials and query secrets, which are not shown", async () => {
    const source = await readSource(`${origin.replace("//", "//user:pass@")}/secret?token=abc`);
    expect(JSON.parse(source.text)).toEqual({ auth: `Basic ${Buffer.from("user:pass").toString("base64")}` });
    expect(source.uri).toBe(`${origin}/secret?token=…`);
  });

  it("that answer badly are refused", async () => {
    expect(await codeOf(`${origin}/missing`)).toBe("contract-http-status");
    expect(await codeOf(`${origin}/page`)).toBe("contract-is-html");
    expect(await codeOf(`${origin}/slow`, { timeout: 50 })).toBe("contract-timeout");
    expect(await codeOf(`${origin}/large`, { limit: 1000 })).toBe("contract-too-large");
    expect(await codeOf("http://127.0.0.1:1/")).toBe("contract-unreachable");
    expect(await codeOf("http://does-not-exist.invalid/api.json")).toBe("contract-unreachable");
    expect(await codeOf("ftp://example.com/api.json")).toBe("contract-url");
    expect(await codeOf("http://")).toBe("contract-url");
    const secured = await readSource(origin.replace("http:", "https:")).catch((error: unknown) => error);
    expect((secured as Error).message).toMatch(/cannot be fetched: it does not speak TLS as we do$/);
  });
});

describe("stdin", () => {
  it("is drained once and remembered", async () => {
    const stdin = pipe("{", "}");
    expect((await readSource("-", { stdin })).text).toBe("{}");
    expect(await readSource("-", { stdin })).toMatchObject({ text: "{}", uri: "<stdin>", location: "-" });
  });

  it("that is a terminal is a usage error", async () => {
    const stdin = Object.assign(pipe("{}"), { isTTY: true });
    const failure = await failureOf("-", { stdin });
    expect(failure.exitCode).toBe(64);
  });
});
