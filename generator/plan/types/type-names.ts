import type { Diagnostic, Stage } from "../../diagnostics.js";
import { keysOf } from "../../contract/pointer.js";
import { isNameable, isTypeName, numberName, pascalCase, splitWords, typeName } from "../names.js";
import { singularize } from "../calls/singular.js";

/** What naming needs to know of a schema. */
export interface SchemaFact {
  /** A JSON pointer. */
  readonly id: string;
  /** The contract's word for it. */
  readonly key: string;
  readonly title?: string;
}

/**
 * Names every schema's type: pinned names stay, the others are their keys in PascalCase. Of several that come to the
 * same name, the one written most like it keeps it; `taken` names belong to the client.
 */
export function nameTypes(
  schemas: readonly SchemaFact[],
  pinned: { readonly [id: string]: string },
  taken: ReadonlySet<string>,
): Stage<{ readonly [id: string]: string }> {
  const { fixed, diagnostics } = readPinned(schemas, pinned);
  const used = new Set([...taken, ...fixed.values()]);
  const prefix = sharedPrefix(schemas);
  const wishes = schemas
    .filter(({ id }) => !fixed.has(id))
    .map((schema) => proposeType(schema, nameType(schema, prefix)))
    .sort(
      (a, b) => a.rank - b.rank || a.schema.key.length - b.schema.key.length || (a.schema.id < b.schema.id ? -1 : 1),
    );
  const names = new Map(fixed);
  const late = wishes.filter(({ schema, name }) => {
    if (used.has(name)) return true;
    used.add(name);
    names.set(schema.id, name);
    return false;
  });
  const owners = new Map([...names].filter(([id]) => !fixed.has(id)).map(([id, name]) => [name, id]));
  const clashes: Diagnostic[] = [];
  const counted = new Map<string, number>();
  for (const { schema, name } of late) {
    const free = numberName(qualifyType(schema, name), (candidate) => used.has(candidate), counted);
    used.add(free);
    names.set(schema.id, free);
    clashes.push(...reportClash(schema, { wished: name, owner: owners.get(name), name: free }));
  }
  return {
    value: Object.fromEntries(schemas.map(({ id }) => [id, names.get(id) ?? ""])),
    diagnostics: [...diagnostics, ...clashes],
  };
}

interface Wish {
  readonly schema: SchemaFact;
  readonly name: string;
  /** The lower chooses first: schemas before responses and the like, then the closer spelling. */
  readonly rank: number;
}

function proposeType(schema: SchemaFact, name: string): Wish {
  const isAside = readSection(schema.id) !== undefined;
  return { schema, name, rank: (isAside ? 3 : 0) + compareSpelling(schema.key, name) };
}

/** 0 = the key is the name already, 1 = but for capitals and separators, 2 = something else. */
function compareSpelling(key: string, name: string): number {
  if (key === name) return 0;
  return splitWords(key).join("").toLowerCase() === name.toLowerCase() ? 1 : 2;
}

/** Which other part of the contract a schema stands in: `responses`. */
function readSection(id: string): string | undefined {
  const section = id.slice(id.indexOf("#")).split("/").at(-2) ?? "";
  return isNameable(section) && !/^(?:schemas|definitions|properties|\d+)$/.test(section) ? section : undefined;
}

interface Pinned {
  readonly fixed: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

function readPinned(schemas: readonly SchemaFact[], pinned: { readonly [id: string]: string }): Pinned {
  const fixed = new Map<string, string>();
  const owners = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const id of [...new Set(schemas.map((schema) => schema.id))].sort()) {
    const name = Object.hasOwn(pinned, id) ? pinned[id] : undefined;
    if (name === undefined) continue;
    const owner = owners.get(name);
    if (owner === undefined && isTypeName(name)) {
      fixed.set(id, name);
      owners.set(name, id);
    } else diagnostics.push(reportPin(id, name, owner));
  }
  return { fixed, diagnostics };
}

function reportPin(id: string, name: string, owner: string | undefined): Diagnostic {
  const reason = owner === undefined ? "that is no type name" : `that name belongs to ${owner}`;
  return {
    code: owner === undefined ? "pinned-type-invalid" : "pinned-type-clash",
    severity: "warning",
    message: `${id} cannot be named ${name}: ${reason}.`,
    help: "Give it another name in the config, in its hint or in the lock file.",
  };
}

/** What clashes with something of another kind, or of another file, says so in its name: nobody made a mistake there. */
function reportClash(
  { id, key }: SchemaFact,
  { wished, owner, name }: { readonly wished: string; readonly owner: string | undefined; readonly name: string },
): Diagnostic[] {
  const isWritten = keysOf(id).at(-1) === key;
  if (owner === undefined || !isWritten || parentOf(id) !== parentOf(owner)) return [];
  return [
    {
      code: "schema-names-clash",
      severity: "repair",
      message: `\`${keysOf(owner).at(-1)}\` and \`${key}\` come to the same type name; this one is named \`${name}\`, not \`${wished}\`.`,
      pointer: id,
      help: "Rename one of them, or say its name in a hint, or in the config under `names`.",
      mend: [{ at: id, update: { "x-conn-gen": { type: name } } }],
    },
  ];
}

function parentOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/"));
}

/** The title speaks where the key cannot: `#/components/schemas/0`. */
function nameType({ id, key, title }: SchemaFact, prefix: number): string {
  const own = splitKey(key).slice(prefix).join(".");
  const text = dropAssembly(own);
  if (isNameable(text) && !/^\d+$/.test(text)) return typeName(text);
  if (title !== undefined && isNameable(title)) return typeName(title);
  return isNameable(text) ? typeName(`schema ${text}`) : typeName(id.split("/").at(-1) ?? "");
}

/** Generic .NET names carry whole assembly references: ``Page`1[[Shop.Order, Shop, Version=1.0.0.0]]``. */
function dropAssembly(key: string): string {
  return key.replace(/`\d+/g, "").replace(/, [^,[\]]+, Version=[^\]]*/g, "");
}

/** `io.k8s.` and `com.example.dto.`: leading packages that every key shares say nothing. */
function sharedPrefix(schemas: readonly SchemaFact[]): number {
  const [first = [], ...rest] = schemas.map(({ key }) => splitKey(key));
  if (rest.length === 0) return 0;
  const isShared = (at: number): boolean =>
    [first, ...rest].every((parts) => parts.length > at + 1 && parts[at] === first[at]);
  let length = 0;
  while (isShared(length)) length += 1;
  return length;
}

/** Dots inside of generics or brackets belong to other types. */
function splitKey(key: string): readonly string[] {
  return /^[\w.-]+$/.test(key) ? key.split(".") : [key];
}

/** A namesake says where it stands: `NotFoundResponse`, `DropletLinks`; one that meets a client's type, that it is a schema. */
function qualifyType({ id }: SchemaFact, name: string): string {
  const section = readSection(id);
  const folder = section === undefined ? readFolder(id) : undefined;
  if (folder !== undefined) return pascalCase(`${singularize(folder)} ${name}`);
  return pascalCase(`${name} ${singularize(section ?? "schema")}`);
}

/** The folder that tells what the file of a schema is about: `resources/droplets/models/links.yml` -> droplets. */
function readFolder(id: string): string | undefined {
  const folders = id
    .slice(0, Math.max(0, id.indexOf("#")))
    .split("/")
    .slice(0, -1);
  return folders.findLast((folder) => isNameable(folder) && !TELLS_NOTHING.test(folder));
}

const TELLS_NOTHING =
  /^(?:schemas?|models?|definitions|components|types|resources|responses|parameters|specs?|specification|src|v?\d+)$/i;
