import type { Finding } from "../../generator/drift/finding.js";

const LIMITS: { readonly [keyword: string]: string } = {
  minimum: "min",
  maximum: "max",
  exclusiveMinimum: "exclusive-min",
  exclusiveMaximum: "exclusive-max",
  minLength: "min-length",
  maxLength: "max-length",
  minItems: "min-items",
  maxItems: "max-items",
  minContains: "min-contains",
  maxContains: "max-contains",
};

const KEYWORDS: { readonly [keyword: string]: string } = {
  contains: "contains",
  minContains: "min-contains",
  maxContains: "max-contains",
  dependentRequired: "dependent-required",
  dependentSchemas: "dependent-schema",
  propertyNames: "property-names",
  unevaluatedItems: "unevaluated-items",
  unevaluatedProperties: "unevaluated-properties",
  contentSchema: "content-schema",
  contentMediaType: "content-media-type",
  contentEncoding: "content-encoding",
};

/** We tell of what changed inside a keyword at the keyword; oasdiff goes on inside. */
const INSIDE = ["min-length-increased", "min-increased", "max-length-decreased"];

const TYPES = [
  "type-changed",
  "type-generalized",
  "type-specialized",
  "type-compatible",
  "list-of-types-widened",
  "list-of-types-narrowed",
  "media-type-schema-added",
  "media-type-schema-removed",
  "became-enum",
  "const-added",
];

/** What oasdiff's ids may end in where they say what happened to a schema. */
export function endingsOf({ rule, words, before, after }: Finding): readonly string[] {
  const keyword = words["keyword"] ?? "";
  switch (rule) {
    case "type-changed":
    case "type-narrowed":
    case "type-widened":
    case "format-added":
    case "format-changed":
    case "format-removed":
      return TYPES;
    case "nullable-added":
      return ["became-nullable", "list-of-types-widened"];
    case "nullable-removed":
      return ["became-not-nullable", "list-of-types-narrowed"];
    case "enum-value-added":
      return ["enum-value-added", "const-changed"];
    case "enum-value-removed":
      return keyword === "" ? ["enum-value-removed", "const-changed"] : ["x-extensible-enum-value-removed"];
    case "enum-introduced":
      return ["became-enum", "const-added"];
    case "enum-lifted":
      return ["enum-value-removed", "const-removed"];
    case "limit-tightened":
    case "limit-loosened": {
      const name = LIMITS[keyword] ?? keyword;
      if (before === undefined)
        return [`${name}-set`, `${name}-${/^(?:min|exclusive-min)/.test(name) ? "increased" : "decreased"}`];
      if (after === undefined)
        return [`${name}-unset`, `${name}-${/^(?:min|exclusive-min)/.test(name) ? "decreased" : "increased"}`];
      return [`${name}-${Number(after) > Number(before) ? "increased" : "decreased"}`];
    }
    case "pattern-added":
    case "pattern-removed":
      return [rule];
    case "pattern-changed":
      return ["pattern-changed", "pattern-generalized"];
    case "property-became-required":
      return ["became-required", "became-required-with-default"];
    case "property-became-optional":
      return ["became-optional"];
    case "property-deprecated":
      return ["deprecated", "deprecated-with-sunset"];
    case "property-reactivated":
      return ["reactivated"];
    case "default-added":
    case "default-changed":
    case "default-removed":
      return [rule.replace("default-", "default-value-")];
    case "pattern-property-added":
    case "pattern-property-removed":
      return [rule];
    case "tuple-item-added":
      return ["prefix-items-added"];
    case "tuple-item-removed":
      return ["prefix-items-removed"];
    case "variant-added":
      return ["one-of-added", "any-of-added", "wrapped-in-one-of"];
    case "variant-removed":
      return ["one-of-removed", "any-of-removed"];
    case "schema-changed":
      return [
        ...TYPES,
        "all-of-added",
        "all-of-removed",
        "one-of-added",
        "any-of-added",
        "any-of-removed",
        "one-of-removed",
        "wrapped-in-one-of",
      ];
    case "discriminator-changed":
      return [
        "discriminator-property-name-changed",
        "discriminator-added",
        "discriminator-removed",
        "discriminator-mapping-changed",
      ];
    case "discriminator-value-added":
      return ["discriminator-mapping-added"];
    case "discriminator-value-removed":
      return ["discriminator-mapping-deleted"];
    case "keyword-changed":
      return [...INSIDE, ...keywordEndings("changed", { keyword, before, after })];
    case "keyword-added":
    case "keyword-removed":
      return keywordEndings(rule.slice("keyword-".length), { keyword, before, after });
    default:
      return [];
  }
}

function keywordEndings(
  verb: string,
  { keyword, before, after }: { readonly keyword: string; readonly before: unknown; readonly after: unknown },
): readonly string[] {
  const name = KEYWORDS[keyword] ?? keyword;
  if (keyword.endsWith("Contains"))
    return [`${name}-${Number(after ?? 1) > Number(before ?? 1) ? "increased" : "decreased"}`];
  return [`${name}-${verb}`];
}
