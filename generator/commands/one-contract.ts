import type { Settings } from "../config.js";
import { usageFailure } from "../diagnostics.js";

/** Fails where a command that is for one client was asked for several. */
export function refuseSeveral(command: string, all: readonly Settings[]): void {
  if (all.length < 2) return;
  const isOneContract = all.every(({ contract }) => contract === all[0]?.contract);
  const names = all.map(({ name }) => name).join(", ");
  throw usageFailure(
    isOneContract
      ? `the config makes several clients of this contract: ${names}`
      : `the config lists several contracts: ${names}`,
    isOneContract
      ? `choose one: \`conn-gen ${command} CONTRACT --name ${all[0]?.name}\``
      : `\`conn-gen ${command}\` is for one: name it, \`conn-gen ${command} specs/api.yaml\``,
  );
}
