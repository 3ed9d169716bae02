// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { GraphqlCall } from "./call.js";
import type { GraphqlOperation, GraphqlRequestOptions } from "./operation.js";
import { type GraphqlReply, sendGraphql } from "./send.js";

/**
 * The fields of every type that has some, as text: `name|avatar(size:Int)|owner:User`. It is large and loaded when it is
 * first needed.
 */
export interface FieldTexts {
  readonly [type: string]: string;
}

/** What is asked for, and of what. */
export interface Question {
  readonly kind: "query" | "mutation" | "subscription";
  /** The root type. */
  readonly root: string;
  readonly selection: object;
  readonly fields: () => Promise<{ readonly fields: FieldTexts }>;
}

/** Starts a call that asks for whatever a selection says. */
export function callSelection<Data>(
  connection: Connection,
  question: Question,
  options: GraphqlRequestOptions = {},
): GraphqlCall<Data> {
  const send = async (): Promise<GraphqlReply<Data>> => {
    const { fields } = await question.fields();
    const { document, variables } = writeDocument(question, fields);
    const operation: GraphqlOperation = { id: question.kind, call: question.kind, document, sha256: "", replies: {} };
    return (await sendGraphql(connection, operation, { variables, options })) as GraphqlReply<Data>;
  };
  return new GraphqlCall(send());
}

interface Draft {
  readonly fields: FieldTexts;
  /** `$a0: Int!`. */
  readonly declared: string[];
  readonly variables: { [name: string]: unknown };
}

/** A document for a selection: every argument is given by a variable. */
export function writeDocument(
  { kind, root, selection }: Omit<Question, "fields">,
  fields: FieldTexts,
): { readonly document: string; readonly variables: object } {
  const draft: Draft = { fields, declared: [], variables: {} };
  const body = writeSelection(root, selection, draft);
  const { declared, variables } = draft;
  return { document: `${kind}${declared.length ? `(${declared.join(" ")})` : ""}${body}`, variables };
}

function writeSelection(type: string, selection: object, draft: Draft): string {
  const parts = Object.entries(selection).flatMap(([key, choice]): string[] => {
    if (key === "$" || choice === undefined || choice === false) return [];
    if (key === "__typename") return [key];
    const on = /^\.\.\. on (\w+)$/.exec(key)?.[1];
    if (on !== undefined) return [`...on ${on}${writeSelection(on, choice as object, draft)}`];
    return [writeField(type, key, { choice, draft })];
  });
  if (!parts.length) throw new TypeError(`nothing is asked of ${type}`);
  return `{${parts.join(" ")}}`;
}

function writeField(type: string, key: string, { choice, draft }: { choice: unknown; draft: Draft }): string {
  const field = findField(draft.fields, type, key);
  if (!field) throw new TypeError(`${type} has no field ${JSON.stringify(key)}`);
  const { $: given } = (typeof choice === "object" ? choice : {}) as { readonly $?: object };
  const args = Object.entries(given ?? {}).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const declared = new RegExp(`(?:^| )${name}:(\\S+)`).exec(field.args)?.[1];
    if (!declared) throw new TypeError(`${type}.${key} takes no ${JSON.stringify(name)}`);
    const variable = `a${draft.declared.length}`;
    draft.declared.push(`$${variable}:${declared}`);
    draft.variables[variable] = value;
    return [`${name}:$${variable}`];
  });
  const inside = field.type ? writeSelection(field.type, choice as object, draft) : "";
  return `${key}${args.length ? `(${args.join(" ")})` : ""}${inside}`;
}

function findField(
  fields: FieldTexts,
  type: string,
  key: string,
): { readonly args: string; readonly type: string | undefined } | undefined {
  const text = Object.hasOwn(fields, type) ? fields[type] : undefined;
  if (text === undefined || !/^\w+$/.test(key)) return undefined;
  const found = new RegExp(`(?:^|\\|)${key}(?:\\(([^)]*)\\))?(?::(\\w+))?(?=\\||$)`).exec(text);
  return found ? { args: found[1] ?? "", type: found[2] } : undefined;
}
