import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tellCount } from "./tell-count.js";
import type { EncodeParameter, Parameter } from "../../templates/runtime/v1/operation.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { label } from "../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../templates/runtime/v1/styles/matrix.js";
import { simple } from "../../templates/runtime/v1/styles/simple.js";
import { keepReserved } from "../../templates/runtime/v1/styles/reserved.js";

interface Section {
  readonly variables: { readonly [name: string]: unknown };
  readonly testcases: readonly (readonly [template: string, expected: string | readonly string[]])[];
}

/** How an operator of RFC 6570 is said with a style. */
interface Operator {
  readonly encode: EncodeParameter;
  readonly parameter: Parameter;
  readonly first: string;
  readonly separator: string;
}

const path: Parameter = { in: "path" };
const query: Parameter = { in: "query" };
const plain: Operator = { encode: simple, parameter: path, first: "", separator: "," };
const operators: { readonly [operator: string]: Operator } = {
  "+": { encode: simple, parameter: { ...path, escape: keepReserved }, first: "", separator: "," },
  "/": { encode: simple, parameter: path, first: "/", separator: "/" },
  ".": { encode: label, parameter: path, first: "", separator: "" },
  ";": { encode: matrix, parameter: path, first: "", separator: "" },
  "?": { encode: form, parameter: query, first: "?", separator: "&" },
  "&": { encode: form, parameter: query, first: "&", separator: "&" },
};

/** No style says fragments, prefixes, exploded segments, encoded names, literals that are encoded or need to be. */
function coincides(template: string): boolean {
  return !/\{#|:\d|\{\/[^}]*\*|\{\?[^}]*%|^[^{]*[^ -~]|%\w\w[^{}]*\{/.test(template);
}

function expandTemplate(template: string, variables: Section["variables"]): string {
  return template.replace(/\{([+./;?&]?)([^}]+)\}/g, (_, operator: string, names: string) => {
    const { encode, parameter, first, separator } = operators[operator] ?? plain;
    const texts = names.split(",").map((spec) => {
      const name = spec.replace("*", "");
      const value = variables[name];
      return value === undefined ? undefined : encode(name, value, { ...parameter, explode: spec.endsWith("*") });
    });
    const present = texts.filter((text) => text !== undefined);
    return present.length ? first + present.join(separator) : "";
  });
}

const folder = new URL("../../../shared/conformance/rfc6570/", import.meta.url);
const isThere = existsSync(folder);
if (!isThere) process.stderr.write("SKIPPED: the RFC 6570 vectors, because ../shared/conformance is not there\n");

const files = [
  ["spec-examples", 46],
  ["spec-examples-by-section", 92],
  ["extended-tests", 32],
] as const;

describe.skipIf(!isThere).each(files)("RFC 6570, %s", (name, sayable) => {
  const text = isThere ? readFileSync(new URL(`${name}.json`, folder), "utf8") : "{}";
  const sections = Object.entries(JSON.parse(text) as { readonly [title: string]: Section });

  it.each(sections)("%s", (_, { variables, testcases }) => {
    const wrong = testcases
      .filter(([template]) => coincides(template))
      .map(([template, expected]) => ({ template, expected, got: expandTemplate(template, variables) }))
      .filter(({ expected, got }) => ![expected].flat().includes(got));
    expect(wrong).toEqual([]);
  });

  it(`has ${sayable} cases that a style can say`, () => {
    const templates = sections.flatMap(([, { testcases }]) => testcases.map(([template]) => template));
    expect(templates.filter(coincides)).toHaveLength(sayable);
    const rest = "cases can be said by a style, and come out as they should";
    tellCount(`RFC 6570, ${name}`, { right: sayable, all: templates.length, rest });
  });
});
