// Which contracts of a folder are run, and which of them together.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

/** The most that is compiled at once: enough to share the cost of the libraries, little enough to stay small. */
const BATCH = { contracts: 80, bytes: 6_000_000 };

/** What is larger than this is judged for minutes, so that a sample leaves it to whole runs. */
const LARGEST_OF_SAMPLE = 10_000_000;

/** Every contract below a folder, by its path there, after a name that keeps folders apart. */
export function findContracts(folder, prefix = "") {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true }).filter(isContract);
  return files.sort().map((path) => {
    const file = join(folder, path);
    return { name: prefix + path.split(sep).join("/"), file, bytes: statSync(file).size };
  });
}

/** Other kinds of contracts lie in folders that are called after them. */
function isContract(path) {
  return /\.(?:json|ya?ml)$/.test(path) && !/(?:^|[\\/])(?:asyncapi|graphql)[\\/]/.test(path);
}

/** As many of them as are asked for, by chance; the same seed draws the same ones. */
export function drawSample(all, { count, seed }) {
  const contracts = all.filter(({ bytes }) => bytes <= LARGEST_OF_SAMPLE);
  for (const { name } of all.filter(({ bytes }) => bytes > LARGEST_OF_SAMPLE)) {
    console.error(`SKIPPED: ${name}, too large for a sample: try it with --only`);
  }
  const random = createRandom(seed);
  const drawn = contracts.map((contract) => ({ contract, lot: random() })).sort((a, b) => a.lot - b.lot);
  return drawn.slice(0, count).map(({ contract }) => contract);
}

/** Mulberry32: small, and the same everywhere. */
function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The largest come first, so that no long one is left over at the end. */
export function makeBatches(contracts) {
  const batches = [];
  let open;
  for (const contract of [...contracts].sort((a, b) => b.bytes - a.bytes)) {
    const fits = open && open.contracts.length < BATCH.contracts && open.bytes + contract.bytes <= BATCH.bytes;
    if (!fits) batches.push((open = { contracts: [], bytes: 0 }));
    open.contracts.push(contract);
    open.bytes += contract.bytes;
  }
  return batches.map(({ contracts }, index) => ({ name: String(index), contracts }));
}
