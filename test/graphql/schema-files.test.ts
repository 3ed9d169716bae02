import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findChangedInputs } from "../../generator/check/inputs.js";
import { sinceCommit } from "../../generator/check/served.js";
import { resolveRequest } from "../../generator/config/resolve.js";
import type { Settings } from "../../generator/config.js";
import { Failure } from "../../generator/diagnostics.js";
import { parseArguments } from "../../generator/commands/arguments.js";
import { diff, generate } from "../../generator/pipeline.js";
import { render } from "../../generator/report/diagnostics.js";
import { createPaint } from "../../generator/report/paint.js";

const FILES = {
  "schema/base.graphql": `type Query {
  me: User
}

type User {
  id: ID!
}`,
  "schema/posts/posts.graphqls": `type Post {
  title: String!
}

extend type User {
  posts: [Post!]!
}

extend type Mutation {
  postCreate(title: String!): Post!
}`,
  "schema/queries.graphql": `# What the pages ask for.
query Me {
  me {
    id
  }
}`,
};

/** A folder with these files; it goes with the test. */
function writeFiles(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "schema-files-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function settle(contract: string, cwd: string): Promise<Settings> {
  const [settings] = await resolveRequest({ contract }, { cwd });
  return settings as Settings;
}

/** What a run says, with its places. */
async function say(contract: string, cwd: string): Promise<string> {
  const paint = createPaint({ isTTY: false, write: () => true }, {});
  const outcome = await generate(await settle(contract, cwd), () => undefined).catch((error: unknown) => error);
  if (!(outcome instanceof Failure)) throw outcome;
  return render(outcome.diagnostics, outcome.documents, { paint });
}

describe("a schema of several files", () => {
  it.each(["schema", "schema/**/*.graphql*"])("is read from %s, with what extends each other", async (contract) => {
    const folder = writeFiles(FILES);
    const { files, diagnostics, documents } = await generate(await settle(contract, folder), () => undefined);
    const operations = files.find(({ path }) => path === "operations.ts")?.text ?? "";
    expect(operations).toContain("query Me{me{id posts{title}}}");
    expect(operations).toContain("mutation PostCreate($title:String!){postCreate(title:$title){title}}");
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(["repair graphql-extend-nothing"]);
    const place = documents.find(({ name }) => name === "")?.locate(diagnostics[0]?.pointer ?? "");
    expect(`${place?.file}:${place?.line}:${place?.column}`).toBe("schema/posts/posts.graphqls:9:1");
  });

  it("is shown at the right place of the right file where it is wrong", async () => {
    const wrong = { ...FILES, "schema/posts/tags.graphql": "extend type Post {\n  tags: [Tagg!]!\n}" };
    expect(await say("schema", writeFiles(wrong))).toContain("schema/posts/tags.graphql:2:10");
    const twice = { ...FILES, "schema/x.graphql": "type Post { id: ID! }" };
    expect(await say("schema", writeFiles(twice))).toMatch(/There can be only one type named "Post"/);
    const broken = { ...FILES, "schema/x.graphql": "type Tag {\n  name String\n}" };
    expect(await say("schema", writeFiles(broken))).toContain("schema/x.graphql:2:8");
  });

  it("is changed by a file that is new, and by one that is another", async () => {
    const folder = writeFiles(FILES);
    const settings = await settle("schema", folder);
    const { lock } = await generate(settings, () => undefined);
    expect(lock.inputs.map(({ source }) => source)).toEqual([
      "../../schema/base.graphql",
      "../../schema/posts/posts.graphqls",
    ]);
    expect(await findChangedInputs(settings, lock)).toEqual([]);
    writeFileSync(join(folder, "schema/tags.graphql"), "type Tag { name: String! }");
    expect(await findChangedInputs(settings, lock)).toEqual(["schema changed"]);
  });

  it("says what to do where nothing is meant, or several files were named", async () => {
    const folder = writeFiles(FILES);
    expect(await say("schema/*.gql", folder)).toMatch(/No file of a GraphQL schema is meant by schema\/\*\.gql/);
    expect(await say(".", writeFiles({ "readme.txt": "-" }))).toMatch(/is a directory/i);
    expect(() => parseArguments(["a.graphql", "b.graphql"])).toThrow(/one contract at a time/);
  });

  it.each([
    ["schema", "."],
    ["schema/**/*.graphql*", "."],
    ["posts", "schema"],
    ["**/*.graphql*", "schema"],
  ])("is compared with a commit's: %s in %s", async (contract, place) => {
    // Where a command runs in the folder itself, what is below it is whole.
    const whole = { "schema/posts/base.graphql": "type Query { me: User }\ntype User { id: ID!, age: Int }" };
    const folder = writeFiles({ ...FILES, ...(contract === "posts" && whole) });
    const cwd = join(folder, place);
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: folder });
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "schema");
    writeFileSync(
      join(folder, "schema/posts/posts.graphqls"),
      "type Post {\n  id: ID!\n}\n\nextend type User {\n  posts: [Post!]!\n}",
    );
    const now = await settle(contract, cwd);
    const { findings } = await diff(sinceCommit(now, "HEAD", cwd), { watch: () => undefined });
    expect(JSON.stringify(findings)).toContain("Post.title");
  });
});
