import { join } from "node:path";
import type { Sides } from "../check/served.js";
import type { Settings } from "../config.js";
import { reaches } from "../drift/law.js";
import { packageRoot } from "../package-root.js";
import type { Drift } from "../pipeline.js";
import { countOf, escapeControls } from "../report/text.js";
import type { Proof } from "../usage/prove.js";
import { loadCompiler } from "./compiler.js";
import type { Line } from "./line.js";

/** Lets the compiler judge the calls of both clients; it must not know of a break that no rule saw. */
export async function proveDrift(drift: Drift, sides: Sides, line: Line): Promise<Proven> {
  const { proveOperations } = await loadCompiler(() => import("../usage/prove.js"));
  // Both import one runtime: two copies of one class are two types.
  const make = (settings: Settings) => line.generate({ ...settings, runtime: "@conn-gen/runtime" }, () => undefined);
  const runtime = join(packageRoot(), "templates/runtime");
  const pair = { old: await make(sides.old), new: await make(sides.new) };
  const [proofs = []] = proveOperations([pair], runtime);
  const broken = proofs.filter(({ params, result }) => params !== undefined || result !== undefined);
  // A type of GraphQL is reached from anywhere.
  const isSeen = (id: string): boolean =>
    drift.findings.some(
      ({ operations, source }) => operations.length === 0 || (operations.includes(id) && reaches(source, "info")),
    );
  return { count: proofs.length, broken, unseen: broken.filter(({ operation }) => !isSeen(operation)) };
}

/** What the compiler says of two clients. */
export interface Proven {
  readonly count: number;
  /** The calls whose code does not fit any more. */
  readonly broken: readonly Proof[];
  /** Those of which no finding says so. */
  readonly unseen: readonly Proof[];
}

/** What the compiler says, for people. */
export function renderProven({ count, broken, unseen }: Proven): string {
  const lines = broken.flatMap(({ call, params, result }) => [
    ...(params === undefined ? [] : [`  ${call} takes something else: ${firstLine(params)}`]),
    ...(result === undefined ? [] : [`  ${call} answers something else: ${firstLine(result)}`]),
  ]);
  const missed = unseen.map(({ call }) => `  no rule says so of ${call}: please report it, with both contracts`);
  return [`The compiler refuses ${broken.length} of ${countOf(count, "call")}.`, ...lines, ...missed, ""].join("\n");
}

function firstLine(text: string): string {
  return escapeControls(text.split("\n", 1)[0] ?? "");
}
