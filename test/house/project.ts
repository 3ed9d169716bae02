import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { Project, type SourceFile, SyntaxKind, ts } from "ts-morph";

/** The repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** One module of ours, as the rules of the house see it. */
export interface Module {
  /** Inside the repository, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly ModuleImport[];
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly { readonly name: string; readonly base: string }[];
  readonly anys: number;
  readonly text: string;
}

/** What a module imports. */
export interface ModuleImport {
  /** A path inside the repository, or a package's name. */
  readonly to: string;
  readonly isPackage: boolean;
  readonly typeOnly: boolean;
}

export interface FunctionFact {
  readonly name: string;
  readonly lines: number;
  readonly parameters: number;
}

const { forEachChild, isClassLike, isFunctionLike, isVariableDeclaration } = ts;
const { AnyKeyword, ExtendsKeyword } = SyntaxKind;

const SOURCES = ["generator/**/*.{ts,mjs}", "templates/**/*.ts", "test/**/*.{ts,mjs}", "bench/**/*.{ts,mjs}", "*.ts"];
const OUTPUTS = ["templates/runtime/dist/**", "test/golden/*/expected/**", "**/node_modules/**"];

/** Every module that is written by hand; read once. */
export const modules: readonly Module[] = readModules();

function readModules(): Module[] {
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: { allowJs: true, noLib: true },
  });
  project.addSourceFilesAtPaths([...SOURCES, ...OUTPUTS.map((output) => `!${output}`)].map(absolute));
  return project
    .getSourceFiles()
    .map(readModule)
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function absolute(pattern: string): string {
  const here = root.split(sep).join("/");
  return pattern.startsWith("!") ? `!${here}/${pattern.slice(1)}` : `${here}/${pattern}`;
}

function readModule(file: SourceFile): Module {
  const path = relative(root, file.getFilePath()).split(sep).join("/");
  const text = file.getFullText();
  const found = { functions: [] as FunctionFact[], classes: [] as Module["classes"][number][], anys: 0 };
  const look = (node: ts.Node): void => {
    if (node.kind === AnyKeyword) found.anys++;
    if (isClassLike(node)) found.classes.push(describeClass(node));
    if (isFunctionLike(node) && "body" in node && node.body) found.functions.push(describeFunction(node, file));
    forEachChild(node, look);
  };
  look(file.compilerNode);
  const lines = text.trimEnd().split("\n").length;
  return { path, text, lines, imports: readImports(file, path), ...found };
}

function describeClass(node: ts.ClassLikeDeclaration): Module["classes"][number] {
  const base = node.heritageClauses?.find((clause) => clause.token === ExtendsKeyword)?.types[0];
  return { name: node.name?.text ?? "(anonymous)", base: base?.expression.getText() ?? "" };
}

function describeFunction(node: ts.SignatureDeclaration, file: SourceFile): FunctionFact {
  const source = file.compilerNode;
  const lineAt = (position: number): number => source.getLineAndCharacterOfPosition(position).line;
  const named = node.name ?? (isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  const parameters = node.parameters.filter((parameter) => parameter.name.getText(source) !== "this");
  return {
    name: named?.getText(source) ?? "(anonymous)",
    lines: lineAt(node.end) - lineAt(node.getStart(source)) + 1,
    parameters: parameters.length,
  };
}

function readImports(file: SourceFile, path: string): ModuleImport[] {
  const declared = [...file.getImportDeclarations(), ...file.getExportDeclarations()].flatMap((declaration) => {
    const specifier = declaration.getModuleSpecifierValue();
    const names = "getNamedImports" in declaration ? declaration.getNamedImports() : declaration.getNamedExports();
    const typeOnly = declaration.isTypeOnly() || (names.length > 0 && names.every((name) => name.isTypeOnly()));
    return specifier === undefined ? [] : [{ specifier, typeOnly }];
  });
  const lazy = [...file.getFullText().matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)].map(([, specifier = ""]) => ({
    specifier,
    typeOnly: false,
  }));
  return [...declared, ...lazy].map(({ specifier, typeOnly }) => {
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? specifier : posix.join(posix.dirname(path), specifier.replace(/\.js$/, ".ts"));
    return { to, isPackage, typeOnly };
  });
}

/** Everything that is or will be in the repository, with its text; empty where there is no git. */
export function readRepository(): { readonly path: string; readonly text: string }[] {
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  return list
    .split("\0")
    .filter((path) => /\.(?:ts|mjs|js|json|ya?ml|md|txt)$|^\.[\w/]+$|LICENSE$/.test(path))
    .flatMap((path) => {
      try {
        return [{ path, text: readFileSync(join(root, path), "utf8") }];
      } catch {
        return [];
      }
    });
}
