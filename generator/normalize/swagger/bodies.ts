import type { Body, Content } from "../../contract/contract.js";
import type { ObjectSchema, Schema } from "../../contract/schema.js";
import { schemaIn } from "../http/media-types.js";
import { child } from "../../contract/pointer.js";
import { memberOf, textAt } from "../reading.js";
import type { Reading } from "../reading.js";
import { readRootHint } from "../xml-hints.js";
import type { Field, Parameters } from "./parameters.js";

const FORM = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";

/** Reads the body out of the body parameter, or out of the form's fields; `undefined` where there is neither. */
export function readBody(
  { body, fields }: Parameters,
  consumes: readonly string[],
  reading: Reading,
): Body | undefined {
  const [field] = fields;
  if (body === undefined) return field === undefined ? undefined : formBody(fields, consumes, field.at);
  if (field !== undefined) reportBoth(field, reading);
  const doc = textAt(body.value, "description");
  const schemaNode = memberOf(body, "schema");
  const schema = reading.readSchema(schemaNode);
  const mediaTypes = consumes.length === 0 ? ["application/json"] : consumes;
  return {
    required: body.value["required"] === true,
    ...(doc !== undefined && { doc }),
    contents: mediaTypes.map((mediaType) => ({
      ...contentOf(mediaType, schemaIn(mediaType, schema), schemaNode.at),
      ...readRootHint(mediaType, schemaNode, reading),
    })),
    at: body.at,
  };
}

function contentOf(mediaType: string, schema: Schema, at: string): Content {
  return { mediaType, schema, encoding: {}, examples: [], at };
}

function reportBoth({ at, key }: Field, reading: Reading): void {
  reading.report({
    code: "form-beside-body",
    severity: "repair",
    message: `There is a body already; the form's field \`${key}\` and the others are ignored.`,
    pointer: child(at, "in"),
    help: "An operation has a `body` parameter or `formData` parameters, not both.",
  });
}

/** Only forms have fields, whatever else is consumed; files need a multipart one. */
function formBody(fields: readonly Field[], consumes: readonly string[], at: string): Body {
  const hasFile = fields.some(({ schema }) => isFile(schema));
  const isForm = (type: string): boolean => type.startsWith(MULTIPART) || (!hasFile && type.startsWith(FORM));
  const declared = consumes.filter(isForm);
  const mediaTypes = declared.length > 0 ? declared : [hasFile ? MULTIPART : FORM];
  const schema: ObjectSchema = { kind: "object", properties: fields.map(propertyOf) };
  const encoding = Object.fromEntries(
    fields.filter(isJoined).map(({ key, style, explode }) => [key, { style, explode }]),
  );
  return {
    required: fields.some((field) => field.required),
    contents: mediaTypes.map((mediaType) => ({ ...contentOf(mediaType, schema, at), encoding })),
    at,
  };
}

function isFile(schema: Schema): boolean {
  return schema.kind === "bytes" || (schema.kind === "array" && isFile(schema.items));
}

/** Arrays repeat their key by themselves; files cannot do otherwise. */
function isJoined({ schema, style, explode }: Field): boolean {
  return (style !== "form" || !explode) && !isFile(schema);
}

function propertyOf({ style: _, explode: __, at: ___, allowReserved: ____, mediaType: _____, ...property }: Field) {
  return property;
}
