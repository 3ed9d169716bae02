import { createServer, type RequestListener, type Server } from "node:http";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import { Failure } from "../../generator/diagnostics.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { isPublicAddress } from "../../generator/read/addresses.js";
import { readContract, type ContractOptions } from "../../generator/read/contract.js";
import type { Documents } from "../../generator/read/documents.js";
import { fetchBytes } from "../../generator/read/fetch.js";

let folder = "";
let servers: Server[] = [];
let asked: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "remote-"));
  asked = [];
});

afterEach(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  servers = [];
  rmSync(folder, { recursive: true });
});

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization ?? "-"} ${request.headers["x-key"] ?? "-"}`);
    answer(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A host of contracts and schemas by their path; a text that is a URL is a redirect. */
function host(files: { readonly [path: string]: unknown }): Promise<string> {
  return listen((request, response) => {
    const file = files[request.url ?? ""];
    if (file === undefined) response.writeHead(404).end();
    else if (typeof file === "string") response.writeHead(302, { location: file }).end();
    else response.end(JSON.stringify(file));
  });
}

async function read(location: string, options: ContractOptions = {}): Promise<Documents> {
  return (await readContract(location, options)).value;
}

function contract(ref: string): object {
  const schema = { $ref: ref };
  const get = { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } };
  return {
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    servers: [{ url: "/v1" }],
    paths: { "/a": { get } },
  };
}

const pet = { type: "object", properties: { name: { type: "string" } } };
const allowRemote = true;

async function tellOf(documents: Documents): Promise<string> {
  return normalize(documents)
    .diagnostics.map(({ message }) => message)
    .join("\n");
}

async function failureOf(location: string, options: ContractOptions = {}): Promise<string | undefined> {
  const error: unknown = await readContract(location, options).catch((reason: unknown) => reason);
  return error instanceof Failure ? error.diagnostics[0]?.code : undefined;
}

describe("references to URLs", () => {
  it("are followed only where that is allowed", async () => {
    const origin = await host({ "/api.json": contract("schemas/pet.json"), "/schemas/pet.json": pet });
    const refused = await read(`${origin}/api.json`);
    expect(await tellOf(refused)).toContain("not followed unless that is allowed");
    const { parts } = await read(`${origin}/api.json`, { allowRemote });
    // The same id as in a clone of the same files.
    expect([...parts.keys()]).toEqual(["", "schemas/pet.json"]);
  });

  it("are followed, and refused, in the mapping of a discriminator too", async () => {
    const mapping = { cat: "cat.json", secret: pathToFileURL(join(folder, "secret.json")).href };
    writeFileSync(join(folder, "secret.json"), "{}");
    const base = { ...pet, discriminator: { propertyName: "name", mapping } };
    const files = { "/api.json": contract("pet.json"), "/pet.json": base, "/cat.json": pet };
    const origin = await host(files);
    const refused = await read(`${origin}/api.json`);
    expect([...refused.parts.keys()]).toEqual([""]);
    const { parts } = await read(`${origin}/api.json`, { allowRemote });
    expect([...parts.keys()]).toEqual(["", "pet.json", "cat.json"]);
    writeFileSync(join(folder, "api.json"), JSON.stringify(contract("pet.json")));
    const remote = { ...pet, discriminator: { propertyName: "name", mapping: { cat: `${origin}/cat.json` } } };
    writeFileSync(join(folder, "pet.json"), JSON.stringify(remote));
    const local = await read(join(folder, "api.json"), { cwd: folder });
    expect([...local.parts.keys()]).toEqual(["", "pet.json"]);
    expect(await tellOf(local)).toContain("not followed unless that is allowed");
  });

  it.each([
    ["an address of this host", (port: string) => `http://127.0.0.1:${port}/pet.json`],
    ["a name of this host", (port: string) => `http://localhost:${port}/pet.json`],
    ["a number that is an address", (port: string) => `http://2130706433:${port}/pet.json`],
    ["an address in octal", (port: string) => `http://0177.0.0.1:${port}/pet.json`],
    ["an address in IPv6", (port: string) => `http://[::ffff:127.0.0.1]:${port}/pet.json`],
    ["no address", (port: string) => `http://0:${port}/pet.json`],
    ["the metadata of clouds", () => "http://169.254.169.254/latest/meta-data"],
  ])("never lead from a file to %s", async (_, urlOf) => {
    const origin = await host({ "/pet.json": pet });
    const path = join(folder, "api.json");
    writeFileSync(path, JSON.stringify(contract(urlOf(new URL(origin).port))));
    const documents = await read(path, { allowRemote });
    expect(await tellOf(documents)).toContain("private address");
    expect(asked).toEqual([]);
  });

  it("never lead from a fetched contract to a private address that is not its own, a file, or away by redirects", async () => {
    const inner = await host({ "/pet.json": pet });
    for (const ref of [`${inner}/pet.json`, inner.replace("127.0.0.1", "localhost"), "moved.json"]) {
      const origin = await host({ "/api.json": contract(ref), "/moved.json": `${inner}/pet.json` });
      expect(await tellOf(await read(`${origin}/api.json`, { allowRemote }))).toContain("private address");
    }
    expect(asked.filter((line) => line.startsWith("/pet.json"))).toEqual([]);
    writeFileSync(join(folder, "secret.json"), "{}");
    const origin = await host({ "/api.json": contract(`file://${folder}/secret.json`) });
    expect([...(await read(`${origin}/api.json`, { allowRemote, cwd: folder })).parts.keys()]).toEqual([""]);
  });

  it("are followed 500 times at most", async () => {
    const origin = await listen((request, response) => {
      const [, number = "0"] = /f(\d+)/.exec(request.url ?? "") ?? [];
      const fan = Array.from({ length: 9 }, (_, index) => ({ $ref: `f${Number(number) * 9 + index + 1}.json` }));
      response.end(JSON.stringify(request.url === "/api.json" ? contract("f0.json") : { allOf: fan }));
    });
    expect(await failureOf(`${origin}/api.json`, { allowRemote })).toBe("contract-too-large");
    expect(asked.length).toBeLessThan(501);
  });
});

describe("a contract that is fetched", () => {
  it("may not be redirected to a private address that the user did not name", async () => {
    const inner = await host({ "/api.json": contract("x") });
    const origin = await host({ "/api.json": `${inner}/api.json`, "/own.json": "/there.json", "/there.json": {} });
    expect(await failureOf(`${origin}/api.json`)).toBe("contract-private-address");
    expect((await read(`${origin}/own.json`)).root.root).toEqual({});
    const endless = await host({ "/api.json": "/api.json" });
    expect(await failureOf(`${endless}/api.json`)).toBe("contract-redirects");
    const odd = await host({ "/api.json": "file:///etc/hosts" });
    expect(await failureOf(`${odd}/api.json`)).toBe("contract-redirects");
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ])("may be packed with %s, which does not get around the limit", async (coding, pack) => {
    const origin = await listen((request, response) => {
      const text = request.url === "/bomb" ? `{"a":"${"x".repeat(200_000)}"}` : "{}";
      response.writeHead(200, { "content-encoding": coding }).end(pack(text));
    });
    const rules = { limit: 1000 };
    expect(Buffer.from(await fetchBytes(`${origin}/`, rules)).toString()).toBe("{}");
    await expect(fetchBytes(`${origin}/bomb`, rules)).rejects.toThrow(/larger/);
  });

  it("sends its headers to its own origin and to no other", async () => {
    const other = await host({ "/pet.json": pet });
    const origin = await host({ "/api.json": `${other}/pet.json`, "/own.json": "/api.json" });
    const headers = { authorization: "Bearer secret", "x-key": "key" };
    await fetchBytes(`${origin}/own.json`, { headers, isPublic: () => true });
    expect(asked).toEqual(["/own.json Bearer secret key", "/api.json Bearer secret key", "/pet.json - -"]);
    asked = [];
    await fetchBytes(`${origin.replace("//", "//me:pass@")}/api.json`, { isPublic: () => true });
    expect(asked.map((line) => line.split(" ")[1])).toEqual(["Basic", "-"]);
  });
});

describe("headers from the config", () => {
  async function generate(config: object, env: { readonly [name: string]: string }): Promise<string> {
    writeFileSync(join(folder, "conn-gen.config.json"), JSON.stringify(config));
    let said = "";
    const output = { write: (text: string) => (said += text) };
    const stdin = (async function* () {})();
    await run(["--json"], { cwd: folder, env, stdin, stdout: output, stderr: output });
    return said;
  }

  it("are filled from the environment and appear nowhere", async () => {
    const origin = await host({ "/api.json?token=in-the-query": contract("pet.json"), "/pet.json": pet });
    const source = `${origin.replace("//", "//me:in-the-url@")}/api.json?token=in-the-query`;
    const headers = { "X-Key": "${THE_KEY}", accept: "application/json" };
    const said = await generate(
      { contract: { source, headers, allowRemote }, name: "shop" },
      { THE_KEY: "in-the-env" },
    );
    expect(asked.map((line) => line.split(" ").at(-1))).toEqual(["in-the-env", "in-the-env"]);
    const output = join(folder, "generated/shop");
    const written = readdirSync(output, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(written.length).toBeGreaterThan(5);
    for (const text of [said, ...written]) expect(text).not.toMatch(/in-the-(?:env|url|query)/);
    expect(JSON.parse(said)).toMatchObject({ ok: true });
  });

  it.each([
    ["a variable that is not set", { "x-key": "${NO_SUCH_VARIABLE}" }, /NO_SUCH_VARIABLE/],
    ["a value that no header can hold", { "x-key": "a\r\nb-secret: c" }, /x-key/],
    ["a name that no header has", { "x key": "secret" }, /x key/],
    ["no headers", "secret", /no object of headers/],
  ])("are refused with %s, in words without values", async (_, headers, words) => {
    const said = await generate({ contract: { source: "http://127.0.0.1:9/", headers } }, {});
    expect(JSON.parse(said)).toMatchObject({ ok: false, exitCode: 64 });
    expect(said).toMatch(words);
    expect(said).not.toContain("secret");
  });
});

describe("isPublicAddress", () => {
  it.each(["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "100.128.0.1"])(
    "takes %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each(
    `0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
    192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:a9fe:a9fe
    64:ff9b::7f00:1 2002:7f00:1:: fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 ff02::1 localhost 2130706433`.split(/\s+/),
  )("takes not %s", (address) => expect(isPublicAddress(address)).toBe(false));
});
