import { relative, resolve, sep } from "node:path";
import { Project, type ts } from "ts-morph";
import { exitCodes, failure } from "../diagnostics.js";
import type { OutputFile } from "../write/output.js";
import type { Use } from "./uses.js";

/** A client in memory, and where it lies on the disk. */
export interface ClientFiles {
  /** Absolute. */
  readonly output: string;
  readonly files: readonly OutputFile[];
}

/** The user's code, compiled against a client that need not be the one on the disk. */
export interface Consumer {
  readonly checker: ts.TypeChecker;
  /** The user's own modules. */
  readonly modules: readonly ts.SourceFile[];
  readonly clientModule: (path: string) => ts.SourceFile | undefined;
  readonly isClient: (file: ts.SourceFile) => boolean;
  readonly place: (node: ts.Node, way: Use["way"], values?: Use["values"]) => Use;
}

/** Reads the program of a tsconfig with a client's files in the place of those on the disk. */
export function openConsumer(tsconfig: string, client: ClientFiles, cwd: string): Consumer {
  const project = openProject(tsconfig);
  for (const { path, text } of client.files) {
    if (path.endsWith(".ts")) project.createSourceFile(resolve(client.output, path), text, { overwrite: true });
  }
  const program = project.getProgram().compilerObject;
  const folder = client.output.split(sep).join("/") + "/";
  const isClient = ({ fileName }: ts.SourceFile): boolean => fileName.startsWith(folder);
  const isOwn = (file: ts.SourceFile): boolean =>
    !file.isDeclarationFile && !isClient(file) && !file.fileName.includes("/node_modules/");
  const modules = program.getSourceFiles().filter(isOwn);
  if (modules.length === 0) throw noModules(tsconfig);
  return {
    checker: program.getTypeChecker(),
    modules,
    clientModule: (path) => program.getSourceFile(folder + path),
    isClient,
    place: (node, way, values) => {
      const file = node.getSourceFile();
      const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
      const shown = relative(cwd, file.fileName).split(sep).join("/");
      return { file: shown, line: line + 1, column: character + 1, way, ...(values !== undefined && { values }) };
    },
  };
}

function openProject(tsconfig: string): Project {
  try {
    return new Project({ tsConfigFilePath: tsconfig, compilerOptions: { noEmit: true, skipLibCheck: true } });
  } catch (error) {
    throw failure(exitCodes.usage, {
      code: "tsconfig-unreadable",
      message: `${tsconfig} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      help: "name the tsconfig of the code that uses the client: `--tsconfig FILE`",
    });
  }
}

function noModules(tsconfig: string): Error {
  return failure(exitCodes.usage, {
    code: "tsconfig-empty",
    message: `${tsconfig} leads to no module of yours`,
    help: "one that only refers to others is not enough: name the one with the code, `--tsconfig FILE`",
  });
}
