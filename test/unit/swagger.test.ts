import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { readContract } from "../../generator/read/contract.js";
import { soleDocument } from "../../generator/read/documents.js";
import { parseDocument } from "../../generator/read/document.js";

const info = { title: "Shop", version: "1" };

function read(document: object): { value: Contract; said: string[] } {
  const text = JSON.stringify({ swagger: "2.0", info, paths: {}, ...document });
  const { value, diagnostics } = normalize(
    soleDocument(parseDocument({ location: "/shop.json", uri: "shop.json", sha256: "", text })),
  );
  return { value, said: diagnostics.map(({ code }) => code) };
}

describe("Swagger 2.0's servers", () => {
  it.each([
    [
      { host: "a.example", basePath: "/v1", schemes: ["http", "https"] },
      ["https://a.example/v1", "http://a.example/v1"],
    ],
    [{ host: "a.example", basePath: "/", schemes: ["https"] }, ["https://a.example"]],
    [{ host: "a.example:8080", basePath: "v1/" }, ["//a.example:8080/v1"]],
    [{ host: "http://a.example" }, ["http://a.example"]],
    [{ basePath: "/v1", schemes: ["https"] }, ["/v1"]],
    [{ schemes: ["https"] }, []],
  ])("of %j are %j", (document, urls) => {
    expect(read(document).value.servers.map(({ url }) => url)).toEqual(urls);
  });

  it("are an operation's own where its schemes are", () => {
    const item = (schemes: readonly string[]) => ({ get: { schemes, responses: {} } });
    const { value } = read({
      host: "a.example",
      schemes: ["http", "https"],
      paths: { "/own": item(["https"]), "/same": item(["http", "https"]) },
    });
    expect(value.operations.map(({ servers }) => servers?.map(({ url }) => url))).toEqual([
      ["https://a.example"],
      undefined,
    ]);
  });
});

describe("Swagger 2.0's parameters", () => {
  const paths = (parameters: readonly object[], more = {}) => ({
    paths: { "/things": { post: { parameters, ...more, responses: {} } } },
  });

  it("make a form, multipart where a file is among them", () => {
    const name = { name: "name", in: "formData", type: "string" };
    const file = { name: "file", in: "formData", type: "file" };
    const media = (parameters: readonly object[], consumes: readonly string[]) =>
      read(paths(parameters, { consumes })).value.operations[0]?.body?.contents.map(({ mediaType }) => mediaType);
    const [form, multipart] = ["application/x-www-form-urlencoded", "multipart/form-data"] as const;
    expect(media([name], [])).toEqual([form]);
    expect(media([name], ["application/json"])).toEqual([form]);
    expect(media([name], [multipart])).toEqual([multipart]);
    expect(media([name], [form, multipart])).toEqual([form, multipart]);
    expect(media([name, file], [form, multipart])).toEqual([multipart]);
    expect(media([name, file], ["application/json"])).toEqual([multipart]);
  });

  it("take a body in every media type, the operation's own before the document's", () => {
    const body = { name: "thing", in: "body", schema: { type: "object" } };
    const types = (document: object) =>
      read(document).value.operations[0]?.body?.contents.map(({ mediaType }) => mediaType);
    expect(types(paths([body]))).toEqual(["application/json"]);
    expect(types({ ...paths([body]), consumes: ["application/xml"] })).toEqual(["application/xml"]);
    expect(types({ ...paths([body], { consumes: ["text/plain"] }), consumes: ["application/xml"] })).toEqual([
      "text/plain",
    ]);
  });

  it("keep an Authorization header only where nothing else signs", () => {
    const header = { name: "Authorization", in: "header", type: "string" };
    const count = (document: object) => read({ ...paths([header]), ...document }).value.operations[0]?.inputs.length;
    expect(count({})).toBe(1);
    expect(count({ securityDefinitions: { login: { type: "basic" } } })).toBe(0);
  });
});

const slack = fileURLToPath(new URL("../../../shared/contracts/slack-web.swagger2.json", import.meta.url));
if (!existsSync(slack)) process.stderr.write("SKIPPED: reading Slack's contract: it is not here\n");

describe.skipIf(!existsSync(slack))("Slack's contract", () => {
  it("is read without leaving an operation out", async () => {
    const { value, diagnostics } = normalize((await readContract(slack)).value);
    expect(value.operations).toHaveLength(174);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["items-list"]));
    expect(value.servers).toEqual([{ url: "https://slack.com/api", variables: [] }]);
  });
});
