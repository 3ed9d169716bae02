/**
 * Text in which an imported thing is a value: who writes code names what it uses, and `printModule` collects the imports,
 * makes them relative, groups them and renames one on a clash. Text is written as it should look; nothing formats it later.
 */

/** A piece of output text. */
export interface Code {
  readonly kind: "code";
  readonly parts: readonly Part[];
}

/** A name from another module. */
export interface Import {
  readonly kind: "import";
  readonly name: string;
  /** A module of the output, without extension (`runtime/v1/core`), or a package (`npm:ky`). */
  readonly from: string;
  readonly typeOnly: boolean;
}

/** Names that the text around it already uses as they are, so they cannot be renamed. */
interface Mention {
  readonly kind: "mention";
  readonly imports: readonly Import[];
}

type Part = string | Import | Mention | Code;

type Hole = string | number | Import | Code;

/** A value from another module. */
export function value(name: string, from: string): Import {
  return { kind: "import", name, from, typeOnly: false };
}

/** A type from another module. */
export function type(name: string, from: string): Import {
  return { kind: "import", name, from, typeOnly: true };
}

/** Text that uses imported names as they are. */
export function mentioning(text: string, imports: readonly Import[]): Code {
  return { kind: "code", parts: [{ kind: "mention", imports }, text] };
}

/** A template literal whose holes may be text, code and imports; what spans lines is indented to where it stands. */
export function code(strings: TemplateStringsArray, ...holes: readonly Hole[]): Code {
  const parts: Part[] = [];
  let text = strings[0] ?? "";
  for (let index = 0; index < holes.length; index++) {
    const hole = holes[index] as Hole;
    const inline = textOf(hole);
    if (inline === undefined) {
      if (text) parts.push(text);
      parts.push(typeof hole === "object" ? hole : { kind: "code", parts: [String(hole)] });
      text = "";
    } else text += inline;
    text += strings[index + 1] ?? "";
  }
  if (text) parts.push(text);
  return { kind: "code", parts };
}

/** What is text on one line, and so needs no piece of its own: only further lines are indented. */
function textOf(hole: Hole): string | undefined {
  if (typeof hole === "object") {
    const only = hole.kind === "code" && hole.parts.length === 1 ? hole.parts[0] : undefined;
    return typeof only === "string" && !only.includes("\n") ? only : undefined;
  }
  const text = String(hole);
  return text.includes("\n") ? undefined : text;
}

/** Pieces one below the other, empty ones left out. */
export function lines(pieces: readonly (Code | string)[]): Code {
  return joined(pieces, "\n");
}

/** Pieces with a blank line between them, empty ones left out. */
export function blocks(pieces: readonly (Code | string)[]): Code {
  return joined(pieces, "\n\n");
}

/** Pieces side by side. */
export function joined(pieces: readonly (Code | string)[], separator: string): Code {
  const parts: Part[] = [];
  for (const piece of pieces) {
    if (typeof piece === "string" ? piece === "" : piece.parts.length === 0) continue;
    if (parts.length > 0) parts.push(separator);
    parts.push(piece);
  }
  return { kind: "code", parts };
}

export const nothing: Code = { kind: "code", parts: [] };

/** A module of the output. */
export interface Module {
  /** Inside the output folder, with extension. */
  readonly path: string;
  readonly header: string;
  readonly body: Code;
  /** Names that the module itself declares; an import of such a name is renamed. */
  readonly declares: readonly string[];
  /** What relative imports end in. */
  readonly extension: string;
  /** Where modules below `runtime/` come from, if not from the output: a package. */
  readonly runtime?: string;
}

/** The module's whole text. */
export function printModule(module: Module): string {
  const used: Used = { modules: new Map(), fixed: new Set() };
  const text = render(module.body, noting(used));
  const locals = chooseLocals(used, module.declares);
  const statements = importStatements(used.modules, locals, module);
  const isRenamed = importsOf(used).some((imported) => locals.get(keyOf(imported)) !== imported.name);
  const localOf = (imported: Import): string => locals.get(keyOf(imported)) ?? imported.name;
  const body = isRenamed ? render(module.body, { ...asIs, nameOf: localOf }) : text;
  return `${[module.header, statements, body].reduce(below)}\n`;
}

/** Two parts with a blank line between them, where there are two; joining a list would copy the text. */
function below(above: string, part: string): string {
  return above === "" || part === "" ? above + part : `${above}\n\n${part}`;
}

/** Code as text, names as they are. */
export function printCode(piece: Code): string {
  return render(piece, asIs);
}

/** What a module imports. */
interface Used {
  /** By the module that it comes from, and by its name there. */
  readonly modules: Map<string, Map<string, Import>>;
  /** Those that text names as they are, by `keyOf`. */
  readonly fixed: Set<string>;
}

function importsOf({ modules }: Used): Import[] {
  return [...modules.values()].flatMap((names) => [...names.values()]);
}

function keyOf({ from, name }: Pick<Import, "from" | "name">): string {
  return `${from} ${name}`;
}

/** What an import is called in the text, and who hears of those that the text names by itself. */
interface Naming {
  readonly nameOf: (imported: Import) => string;
  readonly mention: (imports: readonly Import[]) => void;
}

const asIs: Naming = { nameOf: ({ name }) => name, mention: () => undefined };

/** Names imports as they are, and notes them. */
function noting({ modules, fixed }: Used): Naming {
  const note = (imported: Import): void => {
    const names = modules.get(imported.from) ?? new Map<string, Import>();
    if (names.size === 0) modules.set(imported.from, names);
    const earlier = names.get(imported.name);
    if (earlier === undefined || (earlier.typeOnly && !imported.typeOnly)) names.set(imported.name, imported);
  };
  return {
    nameOf(imported) {
      note(imported);
      return imported.name;
    },
    mention(imports) {
      for (const imported of imports) {
        note(imported);
        fixed.add(keyOf(imported));
      }
    },
  };
}

/** The local name of each import: its own unless the module declares it or a mention needs it. */
function chooseLocals(used: Used, declares: readonly string[]): Map<string, string> {
  const taken = new Set(declares);
  const locals = new Map<string, string>();
  // What is the contract's own keeps its name before the runtime's does.
  const keyed = importsOf(used).map(({ name, from }) => {
    const key = keyOf({ name, from });
    return { name, key, isFixed: used.fixed.has(key), rank: (from.startsWith("runtime/") ? "1" : "0") + key };
  });
  for (const { name, key } of keyed.filter(({ isFixed }) => isFixed)) {
    taken.add(name);
    locals.set(key, name);
  }
  const free = keyed.filter(({ isFixed }) => !isFixed).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  for (const { name, key } of free) {
    const local = freeName(name, taken);
    taken.add(local);
    locals.set(key, local);
  }
  return locals;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const upper = name.charAt(0).toUpperCase();
  const alias = upper === name.charAt(0) ? `Runtime${name}` : `runtime${upper}${name.slice(1)}`;
  for (const candidate of [name, alias]) if (!taken.has(candidate)) return candidate;
  for (let number = 2; ; number++) if (!taken.has(`${alias}${number}`)) return `${alias}${number}`;
}

function importStatements(used: Used["modules"], locals: ReadonlyMap<string, string>, module: Module): string {
  return [...used]
    .map(([from, names]) => ({ specifier: specifierOf(from, module), imports: [...names.values()] }))
    .sort((a, b) => (sortKey(a.specifier) < sortKey(b.specifier) ? -1 : 1))
    .map(({ specifier, imports }) => importStatement(specifier, imports, locals))
    .join("\n");
}

/** Packages first, then what is farther away. */
function sortKey(specifier: string): string {
  const rank = !specifier.startsWith(".") ? 0 : specifier.startsWith("..") ? 1 : 2;
  return `${rank} ${specifier}`;
}

function importStatement(specifier: string, imports: readonly Import[], locals: ReadonlyMap<string, string>): string {
  const typeOnly = imports.every((imported) => imported.typeOnly);
  const names = imports
    .map((imported) => {
      const local = locals.get(keyOf(imported)) ?? imported.name;
      const name = local === imported.name ? local : `${imported.name} as ${local}`;
      return { sort: imported.name, text: imported.typeOnly && !typeOnly ? `type ${name}` : name };
    })
    .sort((a, b) => (a.sort < b.sort ? -1 : 1))
    .map((name) => name.text);
  const keyword = typeOnly ? "import type" : "import";
  const line = `${keyword} { ${names.join(", ")} } from "${specifier}";`;
  return line.length <= 120 ? line : `${keyword} {\n  ${names.join(",\n  ")},\n} from "${specifier}";`;
}

/** How a module names another: relative, or through the package that the runtime is. */
export function specifierOf(from: string, module: Pick<Module, "path" | "extension" | "runtime">): string {
  if (from.startsWith("npm:")) return from.slice("npm:".length);
  if (module.runtime !== undefined && from.startsWith("runtime/")) return module.runtime + from.slice("runtime".length);
  const here = module.path.split("/").slice(0, -1);
  const there = from.split("/");
  let shared = 0;
  while (shared < here.length && here[shared] === there[shared]) shared++;
  const up = here.slice(shared).map(() => "..");
  const below = there.slice(shared);
  // What the user's own modules are is told from the output folder on, which may lead out of it.
  const steps = [...(up.length === 0 && below[0] !== ".." ? ["."] : up), ...below];
  return steps.join("/") + module.extension;
}

/** Where writing stands: the text so far, and how far the current line is indented. */
interface Page {
  text: string;
  indent: string;
  /** True while the current line holds nothing but spaces. */
  blank: boolean;
}

function render(piece: Code, naming: Naming): string {
  const page: Page = { text: "", indent: "", blank: true };
  write(piece, page, naming);
  return page.text;
}

/** Writes a piece; its further lines are indented like the line on which it begins. */
function write({ parts }: Code, page: Page, naming: Naming): void {
  const { indent } = page;
  // Code is written in a few large trees of very many parts: this loop costs least.
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Part;
    if (typeof part === "string") writeText(part, page, indent);
    else if (part.kind === "import") writeText(naming.nameOf(part), page, indent);
    else if (part.kind === "code") write(part, page, naming);
    else naming.mention(part.imports);
  }
}

function writeText(text: string, page: Page, indent: string): void {
  const start = text.lastIndexOf("\n") + 1;
  page.text += start === 0 || indent === "" ? text : text.replaceAll(/\n(?!\n)/g, `\n${indent}`);
  if (start === 0 && !page.blank) return;
  const begun = start === 0 ? page.indent : indent;
  const spaces = countSpaces(text, start);
  page.indent = spaces === 0 ? begun : begun + " ".repeat(spaces);
  page.blank = spaces === text.length - start;
}

/** How many characters of a text are space from here on. */
function countSpaces(text: string, start: number): number {
  const code = text.charCodeAt(start);
  // Most lines begin with a word or a bracket.
  if (code > 0x20 && code < 0x7f) return 0;
  const rest = text.slice(start);
  return rest.length - rest.trimStart().length;
}
