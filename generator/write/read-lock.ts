import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { exitCodes, type Failure, failure } from "../diagnostics.js";
import { type Lock, LOCK_FILE } from "./lock.js";

const RESTORE = "restore it from version control; or delete it, then names may move and files of earlier runs stay";

/** The lock of an output folder; undefined where there is none. */
export async function readLock(directory: string): Promise<Lock | undefined> {
  const path = join(directory, LOCK_FILE);
  const text = await readText(path);
  return text === undefined ? undefined : parseLock(text, path);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).replace(/^\ufeff/, "");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw broken(`${path} cannot be read: ${code ?? String(error)}`, "check its rights, and that it is a file");
  }
}

function parseLock(text: string, path: string): Lock {
  if (/^(?:<{7}|={7}|>{7})/m.test(text)) {
    throw broken(`${path} holds merge conflict marks`, "take either side, then run conn-gen again");
  }
  const lock = parseObject(text, path);
  const version = lock["lockVersion"];
  if (typeof version === "number" && version > 1) {
    const by = typeof lock["generator"] === "string" ? ` (conn-gen ${lock["generator"]})` : "";
    throw broken(`${path} was written by a newer conn-gen${by}`, "update conn-gen: `npm i -D conn-gen@latest`");
  }
  const wrong = findDamage(lock);
  if (wrong !== undefined) throw broken(`${path} is damaged: \`${wrong}\` is not what conn-gen writes`, RESTORE);
  return lock as unknown as Lock;
}

function parseObject(text: string, path: string): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // Said below, like a list or a number.
  }
  throw broken(`${path} is damaged: it is no JSON object`, RESTORE);
}

type Test = (value: unknown) => boolean;

const isText: Test = (value) => typeof value === "string";
const isInput: Test = (value) => isRecord(value) && isText(value["source"]) && isText(value["sha256"]);
const isOperation: Test = (value) =>
  isRecord(value) &&
  isText(value["call"]) &&
  (value["body"] === undefined || value["body"] === "flat" || value["body"] === "whole") &&
  (value["moved"] === undefined || (Array.isArray(value["moved"]) && value["moved"].every(isText)));

const MEMBERS: { readonly [key: string]: Test } = {
  lockVersion: (value) => value === 1,
  generator: isText,
  contract: isInput,
  inputs: (value) => Array.isArray(value) && value.every(isInput),
  options: isRecord,
  operations: (value) => isRecord(value) && Object.values(value).every(isOperation),
  types: (value) => isRecord(value) && Object.values(value).every(isText),
  files: (value) => isRecord(value) && Object.values(value).every(isText),
};

function findDamage(lock: { readonly [key: string]: unknown }): string | undefined {
  return Object.entries(MEMBERS).find(([key, test]) => !test(lock[key]))?.[0];
}

function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(message: string, help: string): Failure {
  return failure(exitCodes.data, { code: "lock-unusable", message, help });
}
