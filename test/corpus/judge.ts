import type { ContractConfig } from "../../generator/index.js";
import { judgeRoundTrip, type RoundTrip } from "./judge-round-trip.js";
import { judgeSamples, type Sampled } from "./judge-samples.js";
import { judgeSplit, type Split } from "./judge-split.js";
import { findRenamed } from "./judge-stability.js";
import type { Tools } from "./tools.js";

/** What is found of a contract beside whether its client compiles. */
export interface Judged {
  readonly samples: Sampled;
  /** Calls and types that were called otherwise before the contract grew. */
  readonly renamed: readonly string[];
  /** Absent where the contract is no OpenAPI 3. */
  readonly roundTrip?: RoundTrip;
  /** Absent where the contract is no OpenAPI 3. */
  readonly split?: Split;
}

/** Judges a contract whose client lies in `output`. */
export async function judge(config: ContractConfig & { readonly output: string }, tools: Tools): Promise<Judged> {
  const samples = await judgeSamples(config, tools);
  const renamed = await findRenamed(config, tools);
  const roundTrip = await judgeRoundTrip(config, tools);
  const split = await judgeSplit(config, tools);
  return { samples, renamed, ...(roundTrip !== undefined && { roundTrip }), ...(split !== undefined && { split }) };
}
