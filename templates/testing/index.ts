/** For users' own tests: what generated clients bring under `testing/` when they are made with tests. */
export { faultServer, storm } from "./faults.js";
export type { CannedAnswer, Fault, FaultServer } from "./faults.js";
export { contractMatchers } from "./matchers.js";
export { makeMocks as createMocks } from "./mocks/mocks.js";
export type { MockedCall, MockFacts, Mocks, MocksOf, MocksOptions } from "./mocks/mocks.js";
export { recordTraffic } from "./record.js";
export type { RecordedExchange } from "./record.js";
export { contractSuite } from "./suite.js";
export type { ContractSuite } from "./suite.js";
export { settleWith } from "./timers.js";
