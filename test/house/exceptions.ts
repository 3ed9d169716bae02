/** What breaks a rule of the house on purpose, and why. An entry that is no longer needed fails. */
export interface Exception {
  /** `path`, or `path name` for one function or class. */
  readonly what: string;
  readonly why: string;
}

/** Files over 350 lines. */
export const longFiles: readonly Exception[] = [];

/** Functions over 80 lines. */
export const longFunctions: readonly Exception[] = [];

const EMITTED_CALL =
  "generated code calls it once a property: an object for each would cost the client its size and speed";

/** Functions with more than three positional parameters. */
export const manyParameters: readonly Exception[] = [
  {
    what: "templates/runtime/v1/call.ts call",
    why: "the shape of every generated method: connection, operation, params, options",
  },
  { what: "templates/runtime/v1/pages/list.ts callPages", why: "the same shape, for lists" },
  { what: "templates/runtime/v1/batch/call-batched.ts callBatched", why: "the same shape, for what a list answers" },
  { what: "templates/runtime/v1/pages/list.ts callAny", why: "the same shape, for both" },
  { what: "templates/runtime/v1/graphql/call.ts callGraphql", why: "the same shape, for GraphQL" },
  { what: "templates/runtime/v1/graphql/list.ts callGraphqlPages", why: "the same shape, for GraphQL's connections" },
  { what: "templates/runtime/v1/graphql/list.ts callGraphqlAny", why: "the same shape, for both" },
  { what: "templates/runtime/v1/graphql/load.ts callLoad", why: "the same shape, for things by their ids" },
  { what: "templates/runtime/v1/graphql/incremental.ts callIncremental", why: "the same shape, for parts" },
  { what: "templates/runtime/v1/graphql/subscribe.ts callSubscription", why: "the same shape, for subscriptions" },
  { what: "templates/runtime/v1/stream-call.ts callStream", why: "the same shape, for what may be a stream" },
  {
    what: "templates/runtime/v1/request.ts request",
    why: "bound like a generated method: connection, method, path, options",
  },
  {
    what: "templates/runtime/v1/send.ts send",
    why: "what `call` and `callPages` hand on, without an object in between",
  },
  { what: "templates/testing/client-under-test.ts callOperation", why: "hands on what a generated method takes" },
  ...["isAbsent", "member", "string", "number", "integer", "boolean", "literal", "list", "others"].map((name) => ({
    what: `templates/runtime/v1/check.ts ${name}`,
    why: EMITTED_CALL,
  })),
  ...["point", "bigint", "digits"].map((name) => ({
    what: `templates/runtime/v1/check-values.ts ${name}`,
    why: EMITTED_CALL,
  })),
  ...["among", "beyond", "equal", "multipleOf", "tuple", "size", "sizeBeside", "matching"].map((name) => ({
    what: `templates/runtime/v1/check-rare.ts ${name}`,
    why: EMITTED_CALL,
  })),
  { what: "templates/runtime/v1/check-rules.ts contains", why: EMITTED_CALL },
  { what: "templates/runtime/v1/check-unevaluated.ts unevaluatedMembers", why: EMITTED_CALL },
  { what: "templates/runtime/v1/check-unevaluated.ts unevaluatedItems", why: EMITTED_CALL },
];

/** Classes that are neither errors nor promises. */
export const classes: readonly Exception[] = [
  { what: "templates/runtime/v1/pages/page.ts Page", why: "owns the way to the next page, and users iterate over it" },
  {
    what: "templates/runtime/v1/read/bytes.ts BinaryBody",
    why: "owns the stream of a binary body, which can be read once",
  },
];
