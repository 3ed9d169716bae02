import { resolve } from "node:path";
import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes, Failure } from "../diagnostics.js";
import { type Document, parseDocument } from "../read/document.js";
import { readSource } from "../read/source.js";
import { writeTextFile } from "../write/text-file.js";
import type { Arguments } from "./arguments.js";
import { refuseSeveral } from "./one-contract.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen types <contract>`: prints the file that users of openapi-typescript import today. */
export async function runTypes(given: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { config, output } = given.flags;
  const [settings, ...others] = await resolveRequest(
    { contract: given.contract, ...(config === undefined ? {} : { config }) },
    terminal,
  );
  if (!settings) return exitCodes.done;
  // The types are the contract's own: whichever client they are for, they are the same.
  if (others.some((each) => each.contract !== settings.contract)) refuseSeveral("types", [settings, ...others]);
  const document = parseDocument(await readSource(settings.contract, { ...terminal, ...settings.input }));
  if (document.root["openapi"] === undefined) throw notOpenApi3(document);
  const { printPathsFile } = await import("../../templates/files/paths-types.js");
  const text = printPathsFile(document.root);
  if (output === undefined) terminal.stdout.write(text);
  else await writeTextFile(resolve(terminal.cwd, output), text);
  return exitCodes.done;
}

/** Other contracts have no such types: what came out would look right and lie. */
function notOpenApi3(document: Document): Failure {
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
    [document],
  );
}
