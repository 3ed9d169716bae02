// How far a run is, and what it came to.

const BAR = 30;

/** What a contract costs whatever its size, in bytes: small ones take time too. */
const BASE = 200_000;

/** A bar with an estimate on a terminal; elsewhere a line whenever another twentieth is done. */
export function showProgress(contracts, output = process.stderr) {
  const start = Date.now();
  const all = sumCosts(contracts);
  let spent = 0;
  let judged = 0;
  let failed = 0;
  let said = 0;
  const show = () => {
    const part = Math.min(spent / all, 1);
    const left = minutes(((Date.now() - start) / part) * (1 - part));
    const text = `${judged}/${contracts.length}, ${failed} failed, ${left} to go`;
    const full = Math.round(part * BAR);
    if (output.isTTY) output.write(`\r\u001b[2K${"█".repeat(full)}${"░".repeat(BAR - full)} ${text}`);
    else if (part === 1 || part - said >= 0.05) {
      said = part;
      output.write(`${text}\n`);
    }
  };
  return {
    /** Half of the work is to generate, half to compile. */
    generated(contract) {
      spent += sumCosts([contract]) / 2;
      show();
    },
    compiled(batch, results) {
      spent += sumCosts(batch) / 2;
      judged += results.length;
      failed += results.filter(({ compiled }) => !compiled).length;
      show();
    },
    end: () => output.isTTY && output.write("\r\u001b[2K"),
  };
}

function sumCosts(contracts) {
  return contracts.reduce((sum, { bytes }) => sum + BASE + bytes, 0);
}

function minutes(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The table that a run ends with, and each failure below it. */
export function printReport(results) {
  console.log([...rowsOf(results)].map(([what, value]) => `${what.padEnd(22)} ${value}`).join("\n"));
  for (const { name, errors, judged } of results.filter((result) => !isRight(result))) {
    const all = [...errors, ...(judged?.faults ?? []).slice(0, MOST_FAULTS)];
    console.log(`\n${name}\n${all.map((error) => `  ${error}`).join("\n")}`);
  }
}

const MOST_FAULTS = 20;

/** Whether a contract's client compiles and nothing else is wrong with it. */
export function isRight({ compiled, judged }) {
  return compiled && (judged === undefined || judged.faults.length === 0);
}

function* rowsOf(results) {
  const sum = (figure) => results.reduce((total, result) => total + (figure(result) ?? 0), 0);
  const most = (key) => results.reduce((a, b) => (b[key] > a[key] ? b : a));
  const skips = Object.entries(sumSkips(results));
  const skipped = skips.reduce((total, [, count]) => total + count, 0);
  const operations = sum((each) => each.operations);
  const slowest = most("seconds");
  const largest = most("megabytes");
  yield ["contracts", number(results.length)];
  yield ["generated", number(sum(({ generated }) => Number(generated)))];
  yield ["compiled", number(sum(({ compiled }) => Number(compiled)))];
  yield* judgedRows(results.filter(({ judged }) => judged !== undefined));
  yield ["operations", number(operations)];
  yield [
    "repaired",
    `${number(sum((each) => Number(each.repairs > 0)))} (${number(sum((each) => each.repairs))} repairs)`,
  ];
  yield ["skipped operations", `${number(skipped)} of ${number(operations + skipped)}`];
  for (const [reason, count] of skips) yield [`  ${number(count)}`, reason];
  yield [
    "seconds to generate",
    `${number(sum((each) => each.seconds))}, at most ${number(slowest.seconds)} (${slowest.name})`,
  ];
  yield ["seconds to compile", number(sum((each) => each.compileSeconds))];
  yield ["peak memory, MB", `${number(largest.megabytes)} (${largest.name})`];
}

/** Of a sample: values, names and Swagger 2.0. */
function* judgedRows(results) {
  if (results.length === 0) return;
  const sum = (figure) => results.reduce((total, { judged }) => total + figure(judged), 0);
  const faults = (kind) => sum(({ faults: all }) => all.filter((fault) => fault.startsWith(kind)).length);
  const schemas = sum((each) => each.schemas);
  const valid = schemas - sum(({ undrawn }) => undrawn.length) - faults("sample");
  yield [
    "sampled schemas",
    `${number(schemas)}, ${((100 * valid) / Math.max(schemas, 1)).toFixed(2)} % with a valid value`,
  ];
  for (const { name, judged } of results) for (const type of judged.undrawn) yield ["  no value", `${name}: ${type}`];
  yield ["  refused", number(faults("sample"))];
  yield ["  accepted when broken", number(faults("broken"))];
  yield ["renamed by growth", number(faults("renamed"))];
  yield [
    "as Swagger 2.0",
    `${number(sum(({ roundTrip }) => roundTrip))} operations, ${number(faults("Swagger 2.0"))} files that differ`,
  ];
  const moved = results.filter(({ judged }) => judged.split > 0);
  yield ["otherwise in files", `${number(moved.length)} contracts`];
  for (const { name, judged } of moved) yield ["  of them", `${name}: ${number(judged.split)} files`];
}

function sumSkips(results) {
  const sums = {};
  for (const { skips = {} } of results) {
    for (const [code, count] of Object.entries(skips)) sums[code] = (sums[code] ?? 0) + count;
  }
  return sums;
}

function number(value) {
  return value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
