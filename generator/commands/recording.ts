import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { exitCodes, failure, type Place, usageFailure } from "../diagnostics.js";
import type { Located } from "../drift/report/places.js";
import { parsePart } from "../read/document.js";
import { indexLines, placeAt } from "../read/place.js";
import type { Exchange } from "../traffic/exchange.js";
import type { Flags } from "./arguments.js";
import type { Terminal } from "./terminal.js";

/** Traffic, and where each part of it stands. */
export interface Traced {
  readonly exchanges: readonly Exchange[];
  readonly document: Located;
  /** Where the server stands that was asked. */
  readonly baseUrl?: string;
}

/** Reads the recording that the flags name. */
export async function readRecording({ har, ndjson = "" }: Flags, { cwd, stderr }: Terminal): Promise<Traced> {
  const path = har ?? ndjson;
  const text = (await readText(path, cwd)).replace(/^\ufeff/, "");
  const recording =
    har === undefined
      ? (await import("../traffic/ndjson.js")).readNdjson(text)
      : (await import("../traffic/har.js")).readHar(text);
  if (recording === undefined) {
    throw failure(exitCodes.data, {
      code: "recording",
      message: `${path} is no HTTP Archive`,
      help: "it is JSON with `log.entries`; for one exchange a line use --ndjson",
    });
  }
  for (const { place, reason } of recording.unread) stderr.write(`${path}: ${place} ${reason}, and is left out\n`);
  // What saw nothing would pass, whatever the server does.
  if (recording.exchanges.length === 0) {
    throw failure(exitCodes.data, {
      code: "recording",
      message: `${path} holds no exchange`,
      help: "check that something was recorded, and that it was written to the end",
    });
  }
  const document = har === undefined ? locateLines(path, text) : locateMembers(path, text);
  return { exchanges: recording.exchanges, document };
}

async function readText(path: string, cwd: string): Promise<string> {
  return readFile(resolve(cwd, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(
      `cannot read ${path}: ${error.code === "ENOENT" ? "there is no such file" : error.message}`,
      "check the path",
    );
  });
}

function locateMembers(path: string, text: string): Located {
  const { source, root, locate } = parsePart({ uri: path, location: path, text, sha256: "" }, "");
  return { source, root, locate: (pointer) => hideText(locate(pointer)) };
}

/** What was recorded may be anybody's secret: where it stands is enough. */
function hideText(place: Place): Place {
  return { ...place, excerpt: [] };
}

/** `#/2` is the third line. */
function locateLines(path: string, text: string): Located {
  const lines = indexLines(path, text);
  return {
    source: { uri: path },
    root: lines.starts.map(() => null),
    locate: (pointer) => hideText(placeAt(lines, lines.starts[Number(pointer.slice(2))] ?? 0)),
  };
}
