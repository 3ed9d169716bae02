import type { Settings } from "../config.js";
import { usageFailure } from "../diagnostics.js";

/** The one client that a command is for. */
export function takeOne(command: string, all: readonly Settings[]): Settings {
  refuseSeveral(command, all);
  const [only] = all;
  if (only === undefined) throw usageFailure("there is no contract", "name one: `conn-gen specs/api.yaml`");
  return only;
}

/** Fails where a command that is for one client was asked for several. */
export function refuseSeveral(command: string, all: readonly Settings[]): void {
  if (all.length < 2) return;
  const isOneContract = all.every(({ contract }) => contract === all[0]?.contract);
  const names = all.map(({ name }) => name).join(", ");
  throw usageFailure(
    isOneContract
      ? `the config makes several clients of this contract: ${names}`
      : `the config lists several contracts: ${names}`,
    `choose one: \`conn-gen ${command} ${all[0]?.name}\``,
  );
}
