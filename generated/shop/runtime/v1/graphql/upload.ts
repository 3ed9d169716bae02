// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { multipart } from "../body/multipart.js";
import { openUpload } from "../body/upload.js";
import type { Body } from "../operation.js";
import { writeJson } from "../styles/text.js";
import type { Exchange } from "./exchange.js";

const form: Body = { encode: multipart, from: "whole" };

/** Sends files beside the message, as the GraphQL multipart request specification has it; without files, plain JSON. */
export const uploadExchange: Exchange = (message, { post }) => {
  const files = new Map<string, unknown>();
  const variables = takeFiles(message.variables, "variables", files);
  const operations = writeJson({ ...message, variables });
  if (files.size === 0) return post({ body: operations });
  const entries = [...files].map(([path, file], index) => ({ key: `file${index}`, path, file }));
  const map = Object.fromEntries(entries.map(({ key, path }) => [key, [path]]));
  const parts = Object.fromEntries(entries.map(({ key, file }) => [key, file]));
  // Servers read in this order: what is asked, where the files belong, the files.
  const body = multipart({ operations, map: writeJson(map), ...parts }, form);
  return post({ ...(body && { body }) });
};

/** The value with null in the place of each file; `files` gets them by their paths. */
function takeFiles(value: unknown, path: string, files: Map<string, unknown>): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (openUpload(value)) {
    files.set(path, value);
    return null;
  }
  if (Array.isArray(value)) return value.map((item, index) => takeFiles(item, `${path}.${index}`, files));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, takeFiles(member, `${path}.${key}`, files)]),
  );
}
