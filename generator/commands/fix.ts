import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, relative, sep } from "node:path";
import type { Settings } from "../config.js";
import { documentOf, keysOf } from "../contract/pointer.js";
import { type Diagnostic, exitCodes, failure } from "../diagnostics.js";
import type { Part } from "../read/document.js";
import { isUrl, showUrl } from "../read/locations.js";
import { actionsOf } from "../read/overlay/actions.js";
import { OVERLAY_MARK, printOverlay, type Repair } from "../read/overlay/print.js";
import { writeTextFile } from "../write/text-file.js";
import type { Line } from "./line.js";

/** A mended contract may show what the mistake hid: it is looked at again, this many times at most. */
const ROUNDS = 6;

/** What was written, and how much is in it. */
export interface Fixed {
  /** Absolute. */
  readonly path: string;
  readonly repairs: number;
}

/** Writes the repairs of a contract as an overlay, one for each of its files; the first is `path`. */
export async function writeFix(settings: Settings, path: string, line: Line): Promise<readonly Fixed[]> {
  refuseForeign(path, settings);
  const overlays = new Map<string, Repair[]>();
  const places = new Map<string, Place>();
  for (let round = 0; round < ROUNDS; round++) {
    const written = [...places.values()].map((place) => place.path);
    const input = { ...settings.input, overlays: [...settings.input.overlays, ...written] };
    const { diagnostics, documents } = await line.understand({ ...settings, input }, () => undefined);
    const fresh = collectRepairs(diagnostics);
    if (fresh.size === 0) break;
    for (const [name, repairs] of fresh) {
      overlays.set(name, [...(overlays.get(name) ?? []), ...repairs]);
      places.set(name, places.get(name) ?? placeOf(name, path, documents));
    }
    for (const [name, place] of places) await write(place, overlays.get(name) ?? []);
  }
  if (!places.has("")) {
    const place = placeFor(settings.contract, path);
    places.set("", place);
    await write(place, []);
  }
  return [...places].map(([name, place]) => ({ path: place.path, repairs: overlays.get(name)?.length ?? 0 }));
}

/** Whatever else somebody wrote is not overwritten. */
function refuseForeign(path: string, settings: Settings): void {
  const isUsed = settings.input.overlays.includes(path);
  const isForeign = existsSync(path) && !readFileSync(path, "utf8").startsWith(OVERLAY_MARK);
  if (!isUsed && !isForeign) return;
  const message = isUsed ? "is one of the overlays that are applied" : "is there, and conn-gen did not write it";
  throw failure(exitCodes.usage, {
    code: "fix-exists",
    message: `${path} ${message}`,
    help: "choose another file for --fix",
  });
}

interface Place {
  readonly path: string;
  /** The document that is mended, as the overlay refers to it. */
  readonly extends: string;
}

/** `fix.yaml` for the contract itself, `fix.pet.yaml` beside it for `schemas/pet.yaml`. */
function placeOf(name: string, path: string, documents: readonly Part[]): Place {
  const location = documents.find((document) => document.name === name)?.source.location ?? "";
  const word = name
    .replace(/\.(?:json|ya?ml)$/i, "")
    .replace(/[^\w-]+/g, "-")
    .replace(/^-+/, "");
  const extension = extname(path);
  const own = name === "" ? path : `${path.slice(0, path.length - extension.length)}.${word}${extension}`;
  return placeFor(location, own);
}

function placeFor(location: string, path: string): Place {
  const target = isUrl(location) ? showUrl(location) : relative(dirname(path), location).split(sep).join("/");
  return { path, extends: location === "-" ? "contract" : target };
}

async function write(place: Place, repairs: readonly Repair[]): Promise<void> {
  const title = `Repairs of ${place.extends.split("/").at(-1) ?? "the contract"}`;
  await writeTextFile(place.path, printOverlay({ title, extends: place.extends, repairs }));
}

/** By document. Items of lists are taken out last and from behind, so that no place moves before its turn. */
function collectRepairs(diagnostics: readonly Diagnostic[]): Map<string, Repair[]> {
  const groups = new Map<string, Repair[]>();
  const repairs = diagnostics.filter(({ severity, mend = [] }) => severity === "repair" && mend.length > 0);
  const isTaking = ({ mend = [] }: Diagnostic): boolean => mend.every((each) => "remove" in each);
  const taking = repairs.filter(isTaking).sort((left, right) => -comparePlaces(placeIn(left), placeIn(right)));
  for (const repair of [...repairs.filter((each) => !isTaking(each)), ...taking]) {
    const name = documentOf(placeIn(repair));
    const { message, pointer = "" } = repair;
    const entry = { why: `${message} (${pointer})`, actions: actionsOf(repair) };
    groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return groups;
}

function placeIn({ mend = [] }: Diagnostic): string {
  return mend[0]?.at ?? "";
}

function comparePlaces(left: string, right: string): number {
  const [a, b] = [keysOf(left), keysOf(right)];
  const at = a.findIndex((key, index) => key !== b[index]);
  if (at < 0) return a.length - b.length;
  const [one = "", other = ""] = [a[at], b[at]];
  const isIndex = /^\d+$/.test(one) && /^\d+$/.test(other);
  return isIndex ? Number(one) - Number(other) : one < other ? -1 : 1;
}
