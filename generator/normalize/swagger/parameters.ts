import { isObject, type JsonObject } from "../../contract/json.js";
import type { Input } from "../../contract/contract.js";
import { child } from "../../contract/pointer.js";
import type { Json } from "../../contract/schema.js";
import { readAnnotations } from "../annotations.js";
import { CONVENTIONS } from "../conventions.js";
import { reportOptional } from "../http/path-parameters.js";
import { textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { removal } from "../mends.js";
import { follow } from "../refs.js";
import { readCollection } from "./collections.js";

/** An operation's parameters by what becomes of them. */
export interface Parameters {
  readonly inputs: readonly Input[];
  /** `in: formData`: the properties of the body. */
  readonly fields: readonly Field[];
  /** `in: body`: the body. */
  readonly body?: Node & { readonly value: JsonObject };
}

type Place = Exclude<Input["in"], "cookie"> | "formData";

/** A property of a form. */
export type Field = Omit<Input, "in">;

/** Reads parameters, later ones in the place of earlier ones; "broken" where a reference leads nowhere. */
export function readParameters(nodes: readonly Node[], reading: Reading): Parameters | "broken" {
  const inputs = new Map<string, Input>();
  const fields = new Map<string, Field>();
  let body: Parameters["body"];
  for (const node of nodes) {
    const target = follow(node, reading, "needed");
    if (target === undefined) return "broken";
    const { value, at } = target;
    const place = isObject(value) ? value["in"] : undefined;
    const key = isObject(value) ? textAt(value, "name") : undefined;
    if (isObject(value) && place === "body") body = { value, at };
    else if (!isObject(value) || key === undefined || !isPlace(place)) reportPlace(target, node.at, reading);
    else {
      if (place === "path" && value["required"] !== true) reportOptional(at, reading);
      const field = readField({ key, place, value, at }, reading);
      if (place === "formData") fields.set(key, field);
      else inputs.set(`${place} ${key}`, { ...field, in: place });
    }
  }
  return { inputs: [...inputs.values()], fields: [...fields.values()], ...(body !== undefined && { body }) };
}

function isPlace(place: unknown): place is Place {
  return place === "path" || place === "query" || place === "header" || place === "formData";
}

function reportPlace({ at }: Node, item: string, reading: Reading): void {
  reading.report({
    code: "parameter-without-place",
    severity: "repair",
    message: "A parameter needs a `name` and an `in` of path, query, header, formData or body; it is ignored.",
    pointer: at,
    help: "Say both, or remove it.",
    mend: removal(item),
  });
}

interface FieldNode {
  readonly key: string;
  readonly place: Place;
  readonly value: JsonObject;
  readonly at: string;
}

function readField({ key, place, value, at }: FieldNode, reading: Reading): Field {
  const beside = readAnnotations({ value, at });
  const usual = value[CONVENTIONS.example];
  const example =
    beside.example ?? (usual === undefined ? undefined : { value: usual as Json, at: child(at, CONVENTIONS.example) });
  return {
    key,
    required: value["required"] === true || place === "path",
    ...readCollection({ value, at }, place, reading),
    ...(beside.doc !== undefined && { doc: beside.doc }),
    ...((beside.deprecated || value[CONVENTIONS.deprecated] === true) && { deprecated: true as const }),
    ...(beside.default !== undefined && { default: beside.default }),
    ...(example !== undefined && { example }),
    ...(beside.extensions !== undefined && { extensions: beside.extensions }),
    at,
  };
}
