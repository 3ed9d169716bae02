import { exitCodes, failure } from "../diagnostics.js";
import type { FetchRules } from "./fetch.js";
import { isUrl, loginOf } from "./locations.js";

/** What the user allows beyond the disk. */
export interface RemoteOptions {
  /** Follow references to http(s) URLs. */
  readonly allowRemote?: boolean;
  /** Sent to the origin of the contract, and to no other. */
  readonly headers?: { readonly [name: string]: string };
}

/** Bytes of one document that nobody named but another document. */
const LARGEST = 20 * 1024 * 1024;

/**
 * How a document that another one refers to is fetched; fails where remote references are not allowed. Only the contract's
 * own origin gets its credentials, and only from there may it be asked where it has a private address.
 */
export function checkRemote(
  location: string,
  { root, from }: { readonly root: string; readonly from: string },
  { allowRemote = false, headers = {} }: RemoteOptions,
): FetchRules {
  if (!allowRemote) {
    throw failure(exitCodes.data, {
      code: "reference-remote",
      message: "references to URLs are not followed unless that is allowed",
      help: "Pass --allow-remote if you trust the hosts that the contract names, or download the file.",
    });
  }
  const origin = new URL(location).origin;
  const isOwn = [root, from].every((each) => isUrl(each) && new URL(each).origin === origin);
  // The login in the contract's URL goes along to its own origin, as with relative links in browsers.
  return isOwn
    ? { headers: { ...headers, ...loginOf(root) }, limit: LARGEST }
    : { headers: {}, isForeign: true, limit: LARGEST };
}
