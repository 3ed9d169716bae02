/**
 * The extensions that are read as facts: each says what its version of the format has no keyword for, is documented, and
 * is written and read by tools of several makers. What only one API's contract says is for its overlay.
 */
export const CONVENTIONS = {
  /** Swagger 2.0 has no `nullable`. */
  nullable: "x-nullable",
  /** Swagger 2.0 has neither on parameters. */
  deprecated: "x-deprecated",
  example: "x-example",
  /** A schema's own value of a discriminator, which without a `mapping` would be its name; of AutoRest. */
  tagValue: "x-ms-discriminator-value",
  /** An element's own text beside its attributes, before OpenAPI 3.2's `nodeType`. */
  xmlText: "x-text",
} as const;
