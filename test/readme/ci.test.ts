import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../../generator/commands/arguments.js";

const root = resolve(import.meta.dirname, "../..");
const page = readFileSync(join(root, "README.md"), "utf8");

/** A YAML sample of the page, by the comment that it begins with. */
function sample(file: string): unknown {
  const text = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, body = ""]) => body);
  return load(text.find((body) => body.startsWith(`# ${file}\n`)) ?? "");
}

/** The words of a shell command, quotes taken off, variables left as they are. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

/** What conn-gen is told to do by a list of commands. */
function told(commands: readonly string[]): string[] {
  const own = commands.filter((command) => command.startsWith("npx conn-gen "));
  return own.map((command) => parseArguments(wordsOf(command).slice(2)).command);
}

describe("the jobs that README.md shows", () => {
  it("GitHub: a workflow for pull requests whose commands make sense", () => {
    const { on, jobs } = sample(".github/workflows/contract.yml") as {
      readonly on: string;
      readonly jobs: {
        readonly contract: { readonly steps: readonly { readonly run?: string; readonly uses?: string }[] };
      };
    };
    expect(on).toBe("pull_request");
    const { steps } = jobs.contract;
    expect(steps[0]?.uses).toMatch(/^actions\/checkout@/);
    expect(told(steps.flatMap(({ run }) => run ?? []))).toEqual(["check", "diff"]);
  });

  it("GitLab: a job for merge requests whose commands make sense", () => {
    const { contract } = sample(".gitlab-ci.yml") as {
      readonly contract: { readonly script: readonly string[]; readonly artifacts: { readonly reports: object } };
    };
    expect(told(contract.script)).toEqual(["check", "diff"]);
    expect(contract.artifacts.reports).toEqual({ codequality: "drift.json", junit: "drift.xml" });
  });

  it("is what this repository does itself", () => {
    expect(readFileSync(join(root, ".ci/run"), "utf8")).toMatch(/^npx --no-install conn-gen check\b/m);
  });
});
