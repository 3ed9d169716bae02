import type { Finding } from "../../generator/drift/finding.js";
import { endingsOf } from "./oasdiff-endings.js";

/** The ids that oasdiff might give one of our findings: its ids say where, ours say what. */
export function oasdiffIds(finding: Finding): readonly string[] {
  const whole = WHOLE[finding.rule]?.(finding);
  if (whole !== undefined) return whole;
  const endings = endingsOf(finding);
  const inside =
    finding.rule === "keyword-changed" && finding.direction === "sent"
      ? ["new-required-request-property", "request-property-removed"]
      : [];
  const own = placesOf(finding).flatMap((place) => endings.map((ending) => `${place}-${ending}`));
  return [...own, ...inside];
}

type Namer = (finding: Finding) => readonly string[];

const WHOLE: { readonly [rule: string]: Namer | undefined } = {
  "operation-added": ({ element }) => (element.startsWith("webhook") ? ["webhook-added"] : ["endpoint-added"]),
  "operation-removed": ({ element, guards }) =>
    element.startsWith("webhook")
      ? ["webhook-removed"]
      : guards.includes("sanctioned")
        ? ["api-removed-with-deprecation", "api-path-removed-with-deprecation"]
        : [
            "api-path-removed-without-deprecation",
            "api-removed-without-deprecation",
            "api-path-sunset-parse",
            "api-path-removed-before-sunset",
            "api-removed-before-sunset",
          ],
  "operation-id-changed": () => ["api-operation-id-removed"],
  "group-added": () => ["api-tag-added"],
  "group-removed": () => ["api-tag-removed"],
  "operation-deprecated": () => ["endpoint-deprecated", "endpoint-deprecated-with-sunset"],
  "operation-reactivated": () => ["endpoint-reactivated"],
  "security-tightened": () => [
    "api-security-added",
    "api-security-removed",
    "api-global-security-removed",
    "api-global-security-added",
  ],
  "security-loosened": () => [
    "api-security-removed",
    "api-security-added",
    "api-global-security-removed",
    "api-global-security-added",
  ],
  "security-changed": () => [
    "api-security-removed",
    "api-security-added",
    "api-global-security-removed",
    "api-global-security-added",
  ],
  "scope-added": () => ["api-security-scope-added", "api-global-security-scope-added"],
  "scope-removed": () => ["api-security-scope-removed", "api-global-security-scope-removed"],
  "auth-scheme-added": () => ["api-security-component-added"],
  "auth-scheme-removed": () => ["api-security-component-removed"],
  "auth-scheme-changed": () =>
    [
      "oauth-url-changed",
      "oauth-token-url-changed",
      "type-changed",
      "oauth-scope-added",
      "oauth-scope-removed",
      "oauth-scope-changed",
    ].map((ending) => `api-security-component-${ending}`),
  "parameter-added": () => [
    "new-optional-request-parameter",
    "new-optional-request-default-parameter-to-existing-path",
  ],
  "parameter-required-added": ({ element }) =>
    element.startsWith("path ")
      ? ["new-request-path-parameter"]
      : ["new-required-request-parameter", "new-required-request-default-parameter-to-existing-path"],
  "parameter-removed": ({ guards }) =>
    guards.includes("sanctioned")
      ? ["request-parameter-removed-with-deprecation", "request-parameter-removed"]
      : ["request-parameter-removed", "request-parameter-removed-before-sunset"],
  "parameter-became-required": () => ["request-parameter-became-required"],
  "parameter-became-optional": () => ["request-parameter-became-optional"],
  "parameter-deprecated": () => ["request-parameter-deprecated"],
  "parameter-reactivated": () => ["request-parameter-reactivated"],
  "body-added": () => ["request-body-added-optional"],
  "body-required-added": () => ["request-body-added-required"],
  "body-removed": () => ["request-body-removed"],
  "body-became-required": () => ["request-body-became-required"],
  "body-became-optional": () => ["request-body-became-optional"],
  "property-marked": ({ direction, words }) =>
    [words["before"], words["after"]].flatMap((mark) =>
      ["became", "became-not"].flatMap((verb) =>
        ["required", "optional"].map(
          (need) =>
            `${direction === "sent" ? "request" : "response"}-${need}-property-${verb}-${mark === "readOnly" ? "read-only" : "write-only"}`,
        ),
      ),
    ),
  "media-type-changed": () => ["response-media-type-name-changed"],
  "parameter-repeats": () => ["request-parameter-type-generalized", "request-parameter-type-changed"],
  "media-type-added": ({ element }) => [
    element.startsWith("body") ? "request-body-media-type-added" : "response-media-type-added",
  ],
  "media-type-removed": ({ element }) => [
    element.startsWith("body") ? "request-body-media-type-removed" : "response-media-type-removed",
    ...(element.startsWith("body") ? [] : ["response-media-type-name-changed"]),
  ],
  "status-added": ({ guards }) => [`response-${guards.includes("failure") ? "non-" : ""}success-status-added`],
  "status-removed": ({ guards }) => [`response-${guards.includes("failure") ? "non-" : ""}success-status-removed`],
  "header-added": () => ["response-header-added"],
  "header-removed": ({ guards }) => [
    guards.includes("optional") ? "optional-response-header-removed" : "required-response-header-removed",
  ],
  "header-became-optional": () => ["response-header-became-optional"],
  "header-became-required": () => ["response-header-became-required"],
  "type-removed": () => ["api-schema-removed"],
  "type-renamed": () => ["api-schema-removed"],
  "property-added": (finding) =>
    isRequest(finding)
      ? ["new-optional-request-property"]
      : [`response-optional-${finding.guards.includes("hidden") ? "write-only-" : ""}property-added`],
  "property-required-added": (finding) =>
    isRequest(finding)
      ? [
          "new-required-request-property",
          "new-required-request-property-with-default",
          "new-required-request-header-property",
        ]
      : [`response-required-${finding.guards.includes("hidden") ? "write-only-" : ""}property-added`],
  "property-removed": (finding) =>
    isRequest(finding)
      ? ["request-property-removed"]
      : [
          `response-${finding.guards.includes("tolerated") ? "optional" : "required"}-${finding.guards.includes("hidden") ? "write-only-" : ""}property-removed`,
        ],
  "property-hidden": (finding) => travelIds(finding, "became", finding.words["after"]),
  "property-shown": (finding) => travelIds(finding, "became-not", finding.words["before"]),
  "stability-lowered": (finding) =>
    finding.direction === undefined ? ["api-stability-decreased"] : [`${side(finding)}-property-stability-decreased`],
  "stability-raised": (finding) =>
    finding.direction === undefined ? ["api-stability-increased"] : [`${side(finding)}-property-stability-increased`],
  "stability-invalid": () => ["api-invalid-stability-level"],
  "sunset-missing": (finding) => lifeIds(finding, "api-deprecated-sunset-missing", "deprecated-sunset-missing"),
  "sunset-invalid": (finding) => [
    ...lifeIds(finding, "api-deprecated-sunset-parse", "deprecated-sunset-invalid"),
    ...lifeIds(finding, "api-path-sunset-parse", "sunset-parse"),
  ],
  "sunset-too-soon": (finding) => lifeIds(finding, "api-sunset-date-too-small", "sunset-date-too-small"),
  "sunset-moved": (finding) => lifeIds(finding, "api-sunset-date-changed-too-small", "sunset-date-changed-too-small"),
  "sunset-removed": (finding) => lifeIds(finding, "sunset-deleted", "sunset-deleted"),
  "sunset-ignored": (finding) => [
    ...lifeIds(finding, "api-path-removed-before-sunset", "removed-before-sunset"),
    ...lifeIds(finding, "api-removed-before-sunset", "removed-before-sunset"),
  ],
  "version-not-bumped": () => ["api-version-not-bumped"],
  "version-lowered": () => ["api-version-decreased"],
  "major-version-not-bumped": () => ["api-major-version-not-bumped"],
  "operation-moved": () => ["api-path-removed-without-deprecation", "endpoint-added"],
  "parameter-moved": () => [
    "request-parameter-removed",
    "new-optional-request-parameter",
    "new-required-request-parameter",
  ],
};

function isRequest({ direction }: Finding): boolean {
  return direction === "sent";
}

function side({ direction }: Finding): string {
  return direction === "sent" ? "request" : "response";
}

function lifeIds(finding: Finding, whole: string, ending: string): readonly string[] {
  if (finding.direction === undefined) return [whole];
  return /^(?:query|path|header|cookie) [^.[]*$/.test(finding.element)
    ? [`request-parameter-${ending}`]
    : [`${side(finding)}-property-${ending}`];
}

function travelIds(finding: Finding, verb: string, mark = ""): readonly string[] {
  const kind = mark === "readOnly" ? "read-only" : "write-only";
  return ["required", "optional"].map((need) => `${side(finding)}-${need}-property-${verb}-${kind}`);
}

/** Named schemas are told of once, wherever they stand: any place will do for them. */
function placesOf(finding: Finding): readonly string[] {
  const { element, guards } = finding;
  const isInside = /[.[]/.test(element.replace(/^response \S+ header \S+/, ""));
  if (/^response \S+ header /.test(element)) return ["response-header"];
  if (/^(?:query|path|header|cookie) /.test(element)) {
    return isInside
      ? ["request-parameter-property", "request-header-property", "request-parameter"]
      : ["request-parameter"];
  }
  const here = side(finding);
  const hidden = guards.includes("hidden");
  const property =
    hidden && here === "request" ? ["request-read-only-property"] : hidden ? ["response-write-only-property"] : [];
  if (/^(?:body|response \S+)/.test(element)) {
    return isInside ? [...property, `${here}-property`, `${here}-body`] : [`${here}-body`, "response-mediatype"];
  }
  const parameter = here === "request" ? ["request-parameter", "request-parameter-property"] : [];
  return [
    ...property,
    `${here}-property`,
    `${here}-body`,
    ...(here === "response" ? ["response-mediatype"] : []),
    ...parameter,
  ];
}
