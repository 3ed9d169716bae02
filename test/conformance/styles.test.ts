import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { tellCount } from "./tell-count.js";
import type { EncodeParameter, Parameter } from "../../templates/runtime/v1/operation.js";
import { cookie } from "../../templates/runtime/v1/styles/cookie.js";
import { deepObject } from "../../templates/runtime/v1/styles/deep-object.js";
import { pipeDelimited, spaceDelimited } from "../../templates/runtime/v1/styles/delimited.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { label } from "../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../templates/runtime/v1/styles/matrix.js";
import { simple } from "../../templates/runtime/v1/styles/simple.js";

/** The OpenAPI 3.2 style x explode table. */
interface Table {
  readonly parameter: string;
  readonly values: { readonly [kind: string]: unknown };
  readonly rows: readonly Row[];
}

type Row = { readonly style: string; readonly explode: boolean | null } & { readonly [kind: string]: string | null };

const styles: { readonly [style: string]: [Parameter["in"], EncodeParameter] } = {
  matrix: ["path", matrix],
  label: ["path", label],
  simple: ["path", simple],
  form: ["query", form],
  spaceDelimited: ["query", spaceDelimited],
  pipeDelimited: ["query", pipeDelimited],
  deepObject: ["query", deepObject],
  cookie: ["cookie", cookie],
};

const file = new URL("../../../shared/conformance/oas-style.json", import.meta.url);
const isThere = existsSync(file);
if (!isThere) process.stderr.write("SKIPPED: the OpenAPI style table, because ../shared/conformance is not there\n");

describe.skipIf(!isThere)("the OpenAPI 3.2 style table", () => {
  const table = isThere ? (JSON.parse(readFileSync(file, "utf8")) as Table) : { parameter: "", values: {}, rows: [] };
  // What the table calls undefined is RFC 6570's name without a value: an empty text.
  const values = { undefined: "", ...table.values };

  it("has 15 rows", () => {
    expect(table.rows).toHaveLength(15);
    const cells = table.rows.flatMap((row) => Object.keys(values).map((kind) => row[kind]));
    const said = cells.filter((cell) => cell !== null).length;
    tellCount("OpenAPI styles", {
      right: said,
      all: cells.length,
      rest: "cells of the table are defined, and come out so",
    });
  });

  it.each(table.rows.map((row) => [row.style, row.explode, row] as const))("%s, explode %s", (style, explode, row) => {
    const [place, encode] = styles[style] ?? [];
    if (!place || !encode) throw new Error(`no style ${style}`);
    const parameter: Parameter = { in: place, ...(explode === null ? {} : { explode }) };
    const defined = Object.entries(values).filter(([kind]) => row[kind] !== null);
    const written = defined.map(([kind, value]) => [kind, encode(table.parameter, value, parameter)]);
    expect(written).toEqual(defined.map(([kind]) => [kind, row[kind]]));
  });
});
