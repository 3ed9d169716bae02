import { ref, type VerdictCase } from "./verdict.js";

/** What contracts do with unions of objects that a property tells apart. */
export const tagCases: { readonly [name: string]: VerdictCase } = {
  "variants that share a tag": {
    schema: { anyOf: [ref("Customer"), ref("Deleted")] },
    right: [
      { object: "customer", email: "a@b.c" },
      { object: "customer", deleted: true },
    ],
    wrong: [{ object: "customer" }, { object: "customer", deleted: false }, "customer"],
  },
  "variants that share a tag, with a discriminator": {
    schema: { oneOf: [ref("Customer"), ref("Deleted")], discriminator: { propertyName: "object" } },
    right: [{ object: "customer", email: "a@b.c" }, { object: "customer", deleted: true }, { object: "unheard-of" }],
    wrong: [{ object: "customer" }, { object: "customer", deleted: false }, {}],
  },
  "a discriminator without mapping": {
    schema: { oneOf: [ref("Cat"), ref("Dog")], discriminator: { propertyName: "kind" } },
    right: [
      { kind: "Cat", meow: true },
      { kind: "Dog", bark: false },
    ],
    wrong: [{ kind: "Cat", bark: true }, { meow: true }, { kind: 1, meow: true }],
  },
  "a discriminator with mapping": {
    schema: {
      oneOf: [ref("Cat"), ref("Dog")],
      discriminator: { propertyName: "kind", mapping: { c: "#/components/schemas/Cat", c2: "Cat", d: "Dog" } },
    },
    right: [
      { kind: "c", meow: true },
      { kind: "c2", meow: true },
      { kind: "d", bark: true },
    ],
    wrong: [{ kind: "c", bark: true }, { kind: "c2" }, { kind: "d", meow: true }],
  },
  "a discriminator that may be missing": {
    schema: {
      oneOf: [ref("Public"), ref("Private")],
      discriminator: { propertyName: "view", mapping: { all: "Public", own: "Private" } },
    },
    right: [{ name: "x" }, { name: "x", plan: 1 }, { view: "own", name: "x", plan: 1 }, { view: "all", name: "x" }],
    wrong: [{}, { view: "own", name: "x" }, { view: 1, name: "x" }, "x", null],
  },
};
