import { Project, type SourceFile, ts } from "ts-morph";
import type { OutputFile } from "../write/output.js";
import type { Lock } from "../write/lock.js";

/** A client in memory, made to import its runtime: two copies of one class are two types. */
export interface ProvenClient {
  readonly files: readonly OutputFile[];
  readonly lock: Lock;
}

/** What the compiler says of one operation that both clients have. */
export interface Proof {
  /** As the new contract has it. */
  readonly operation: string;
  readonly call: string;
  /** What was given before is not taken now. */
  readonly params?: string;
  /** What comes now is not what came before. */
  readonly result?: string;
}

/** Two clients of one name. */
export interface ProvenPair {
  readonly old: ProvenClient;
  readonly new: ProvenClient;
}

const ROOT = "/conn-gen-proof";

/**
 * Lets the compiler judge whether code that is written against the old client fits the new one, call by call: for every
 * pair of clients. `runtime` is the folder with the sources of `@conn-gen/runtime`.
 */
export function proveOperations(pairs: readonly ProvenPair[], runtime: string): readonly (readonly Proof[])[] {
  const project = openProject(runtime);
  const judges = pairs.map((pair, index) => addPair(project, pair, `${ROOT}/${index}`));
  return judges.map(readVerdict);
}

interface Judge {
  readonly file: SourceFile;
  readonly operations: readonly PairedOperation[];
}

function addPair(project: Project, pair: ProvenPair, folder: string): Judge {
  for (const side of ["old", "new"] as const) {
    for (const { path, text } of pair[side].files) {
      if (path.endsWith(".ts")) project.createSourceFile(`${folder}/${side}/${path}`, text);
    }
  }
  const operations = pairOperations(pair);
  return { operations, file: project.createSourceFile(`${folder}/judge.ts`, printJudge(operations, pair)) };
}

function readVerdict({ file, operations }: Judge): readonly Proof[] {
  const errors = new Map(
    file.getPreEmitDiagnostics().map((diagnostic) => {
      const message = diagnostic.getMessageText();
      return [diagnostic.getLineNumber() ?? 0, typeof message === "string" ? message : message.getMessageText()];
    }),
  );
  return operations.map(({ operation, call }, index) => {
    const [params, result] = [errors.get(linesOf(index).params), errors.get(linesOf(index).result)];
    return { operation, call, ...(params !== undefined && { params }), ...(result !== undefined && { result }) };
  });
}

function openProject(runtime: string): Project {
  return new Project({
    skipAddingFilesFromTsConfig: true,
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
      paths: { "@conn-gen/runtime/*": [`${runtime}/*.ts`] },
    },
  });
}

interface PairedOperation {
  readonly operation: string;
  readonly call: string;
}

/** A call that is gone or has another name breaks without a compiler. */
function pairOperations({ old: before, new: after }: ProvenPair): readonly PairedOperation[] {
  return Object.entries(after.lock.operations).flatMap(([operation, { call }]) =>
    before.lock.operations[operation]?.call === call ? [{ operation, call }] : [],
  );
}

const HEAD = 4;

function linesOf(index: number): { readonly params: number; readonly result: number } {
  return { params: HEAD + 1 + index * 2, result: HEAD + 2 + index * 2 };
}

/** One line for what is given and one for what comes, so that a message's line says of which it is. */
function printJudge(pairs: readonly PairedOperation[], { old: before, new: after }: ProvenPair): string {
  const head = [
    `import { ${factoryOf(before)} as oldClient } from "./old/index.js";`,
    `import { ${factoryOf(after)} as newClient } from "./new/index.js";`,
    "declare const before: ReturnType<typeof oldClient>;",
    "declare const after: ReturnType<typeof newClient>;",
  ];
  const lines = pairs.flatMap(({ call }, index) => {
    const path = call.split(".").map((step) => `[${JSON.stringify(step)}]`);
    const [left, right] = [`typeof before${path.join("")}`, `typeof after${path.join("")}`];
    return [
      `export const params${index}: Parameters<${right}> = null! as Parameters<${left}>;`,
      `export const result${index}: Awaited<ReturnType<${left}>> = null! as Awaited<ReturnType<${right}>>;`,
    ];
  });
  return [...head, ...lines, ""].join("\n");
}

function factoryOf({ files }: ProvenClient): string {
  const index = files.find(({ path }) => path === "index.ts")?.text ?? "";
  return /export function (create\w+)/u.exec(index)?.[1] ?? "createClient";
}
