/**
 * Holds objections against those that are known. An entry of the ledger is `{ judge, contract, says, calls, reason }`:
 * of these calls (`customers.create maximal`) the judge says something that contains `says`, and `reason` tells who is
 * right. An objection that no entry covers is unexplained; an entry's call that no objection needs any more is stale.
 */
export function holdAgainst(entries, verdicts) {
  const covers = ({ says, calls }, name, text) => text.includes(says) && calls.includes(name);
  const objections = verdicts.flatMap(({ name, id, against }) => against.map((says) => ({ name, id, says })));
  const unexplained = objections.filter(({ name, says }) => !entries.some((entry) => covers(entry, name, says)));
  const open = new Set(unexplained.map(({ name }) => name));
  const refused = verdicts.filter(({ against }) => against.length > 0);
  return {
    accepted: verdicts.filter(({ against }) => against.length === 0),
    explained: refused.filter(({ name }) => !open.has(name)),
    unexplained,
    stale: entries.flatMap((entry) =>
      entry.calls
        .filter((call) => !objections.some(({ name, says }) => name === call && covers(entry, name, says)))
        .map((call) => `${call}: ${entry.says}`),
    ),
  };
}

/** The ledger's entries with the calls that they cover now: their reasons stay, and stay to be read. */
export function updateCalls(entries, verdicts) {
  return entries.map((entry) => {
    const covered = verdicts.filter(({ against }) => against.some((text) => text.includes(entry.says)));
    return { ...entry, calls: covered.map(({ name }) => name).sort() };
  });
}
