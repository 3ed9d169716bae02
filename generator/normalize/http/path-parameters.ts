import type { Input } from "../../contract/contract.js";
import type { Node, Reading } from "../reading.js";

/** An operation's parameters as they are written. */
export interface Parameters {
  readonly path: string;
  readonly own: Node;
  readonly shared: Node;
}

/** Makes path parameters and template agree: what the template names exists, what it does not name goes. */
export function fitToPath(inputs: readonly Input[], parameters: Parameters, reading: Reading): Input[] {
  const names = [...parameters.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? "");
  const fitting = inputs.filter((input) => input.in !== "path" || names.includes(input.key));
  for (const extra of inputs.filter((input) => !fitting.includes(input))) {
    reading.report({
      code: "path-parameter-not-in-path",
      severity: "repair",
      message: `The path parameter \`${extra.key}\` does not occur in ${parameters.path}; it is ignored.`,
      pointer: extra.at,
    });
  }
  const declared = new Set(fitting.filter((input) => input.in === "path").map((input) => input.key));
  const missing = names.filter((name, index) => !declared.has(name) && names.indexOf(name) === index);
  return [...missing.map((name) => undeclaredPathParameter(name, parameters, reading)), ...fitting];
}

function undeclaredPathParameter(key: string, parameters: Parameters, reading: Reading): Input {
  reading.report({
    code: "path-parameter-not-declared",
    severity: "repair",
    message: `The path ${parameters.path} names \`{${key}}\`, which is not declared; it is read as a required string.`,
    pointer: parameters.own.at,
    help: "Declare it under `parameters` with `in: path`.",
  });
  return {
    key,
    in: "path",
    required: true,
    schema: { kind: "string" },
    style: "simple",
    explode: false,
    at: parameters.own.at,
  };
}
