import { describe, it, mock } from "node:test";
import { testKit } from "./kit-cases.mjs";

testKit({
  describe,
  it,
  clock: {
    start: () => mock.timers.enable({ apis: ["setTimeout"] }),
    advance: (milliseconds) => mock.timers.tick(milliseconds),
    stop: () => mock.timers.reset(),
  },
});
