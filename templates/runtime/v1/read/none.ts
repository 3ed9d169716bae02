import type { ReadBody } from "../operation.js";

/** For answers that the contract gives no body: what comes nevertheless is read, so that the connection is free again, and dropped. */
export const none: ReadBody = async (response) => {
  await response.text();
  return undefined;
};
