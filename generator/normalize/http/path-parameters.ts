import type { Input } from "../../contract/contract.js";
import { child, type Pointer } from "../../contract/pointer.js";
import { addition, parentOf, removal } from "../mends.js";
import { itemsOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";

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
      help: "Name it between braces in the path, or remove it.",
      mend: findItems(extra.at, parameters, reading).flatMap(removal),
    });
  }
  reportUnsent(parameters, reading);
  const declared = new Set(fitting.filter((input) => input.in === "path").map((input) => input.key));
  const missing = names.filter((name, index) => !declared.has(name) && names.indexOf(name) === index);
  return [...fitting, ...missing.map((name) => undeclaredPathParameter(name, parameters, reading))];
}

/** Tells of parameters that no server will ever see. */
function reportUnsent({ path, own }: Parameters, reading: Reading): void {
  const [unsent] = /#[^{]*\{.*/s.exec(path) ?? [];
  if (unsent === undefined) return;
  reading.report({
    code: "path-parameter-not-sent",
    severity: "repair",
    message: `What follows \`#\` in a path is never sent; \`${unsent}\` is left out of the address.`,
    pointer: parentOf(parentOf(own.at)),
    help: "Write the path as the server knows it.",
  });
}

/** Tells of a parameter of the path that does not say that it is required. */
export function reportOptional(at: Pointer, reading: Reading): void {
  reading.report({
    code: "path-parameter-optional",
    severity: "repair",
    message: "A parameter of the path is always required; it is read as such.",
    pointer: child(at, "required"),
    help: "Say `required: true`.",
    mend: addition(at, { required: true }),
  });
}

/** Where a parameter is listed, which is not always where it stands. */
function findItems(at: string, { own, shared }: Parameters, reading: Reading): string[] {
  const items = [...itemsOf(shared), ...itemsOf(own)];
  return items.filter((item) => follow(item, reading, "needed")?.at === at).map((item) => item.at);
}

function undeclaredPathParameter(key: string, parameters: Parameters, reading: Reading): Input {
  reading.report({
    code: "path-parameter-not-declared",
    severity: "repair",
    message: `The path ${parameters.path} names \`{${key}}\`, which is not declared; it is read as a required string.`,
    pointer: parameters.own.at,
    help: "Declare it under `parameters` with `in: path`.",
    mend: addition(parentOf(parameters.own.at), {
      parameters: [{ name: key, in: "path", required: true, ...declareString(reading) }],
    }),
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

function declareString({ dialect }: Reading): { readonly [key: string]: unknown } {
  return dialect === "2.0" ? { type: "string" } : { schema: { type: "string" } };
}
