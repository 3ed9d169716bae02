import { resolve } from "node:path";
import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes, Failure } from "../diagnostics.js";
import { bundleDocuments } from "../read/bundle.js";
import { readContract } from "../read/contract.js";
import type { Documents } from "../read/documents.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import { writeTextFile } from "../write/text-file.js";
import type { Arguments } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import { refuseSeveral } from "./one-contract.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen types <contract>`: prints the file that users of openapi-typescript import today. */
export async function runTypes(given: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { config, output, quiet } = given.flags;
  const [settings, ...others] = await resolveRequest(
    { contract: given.contract, input: readInputFlags(given.flags), ...(config === undefined ? {} : { config }) },
    terminal,
  );
  if (!settings) return exitCodes.done;
  // The types are the contract's own: whichever client they are for, they are the same.
  if (others.some((each) => each.contract !== settings.contract)) refuseSeveral("types", [settings, ...others]);
  const read = await readContract(settings.contract, { ...terminal, ...settings.input });
  const { value: documents } = read;
  if (documents.root.root["openapi"] === undefined) throw notOpenApi3(documents);
  const bundle = bundleDocuments(documents);
  const diagnostics = [...read.diagnostics, ...bundle.diagnostics];
  const parts = [...documents.parts.values(), ...documents.overlays];
  if (diagnostics.some(({ severity }) => severity === "error")) throw new Failure(exitCodes.data, diagnostics, parts);
  if (!quiet && diagnostics.length > 0) {
    terminal.stderr.write(render(diagnostics, parts, { paint: createPaint(terminal.stderr, terminal.env) }));
  }
  const { printPathsFile } = await import("../../templates/files/paths-types.js");
  const text = printPathsFile(bundle.value);
  if (output === undefined) terminal.stdout.write(text);
  else await writeTextFile(resolve(terminal.cwd, output), text);
  return exitCodes.done;
}

/** Other contracts have no such types: what came out would look right and lie. */
function notOpenApi3({ root }: Documents): Failure {
  return new Failure(
    exitCodes.data,
    [
      {
        code: "types-need-openapi-3",
        severity: "error",
        message: "only OpenAPI 3 contracts have `paths` and `components` types",
        pointer: "#",
        help: "make a client of it instead: its `types.ts` holds every type",
      },
    ],
    [root],
  );
}
