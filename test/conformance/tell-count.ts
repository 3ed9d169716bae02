/** Prints how much of a suite of others comes out as it should, for whoever reads the run. */
export function tellCount(suite: string, { right, all, rest }: { right: number; all: number; rest: string }): void {
  const count = (number: number): string => number.toLocaleString("en");
  process.stderr.write(`${suite}: ${count(right)} of ${count(all)} ${rest}\n`);
}
