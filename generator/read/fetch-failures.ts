import { exitCodes, type Failure, failure } from "../diagnostics.js";
import { showUrl } from "./locations.js";

const LOGIN =
  "it asks for a login: give it `headers` in the config (`contract: { source, headers }`), or put it into the URL (https://user:password@host/…)";

/** What to do about an answer that is none. */
export const STATUS_HELP: { readonly [status: number]: string } = {
  401: LOGIN,
  403: LOGIN,
  404: "check the address; a branch or a version may have moved",
  429: "too many requests: try again later",
};

/** A server that answered, but not with a document. */
export function refused(url: string, status: string, help?: string): Failure {
  const todo = help ?? "try again later, or download it and pass the file";
  return failed("contract-http-status", `${showUrl(url)} answered ${status}`, todo);
}

/** Of a contract, wherever it comes from: the largest one known has 47 MB. */
export const LIMIT = 128 * 1024 * 1024;

/** What to say of a contract that is none by its size. */
export function tooLarge(uri: string, limit: number): [code: string, message: string, help: string] {
  const most = `${Math.round(limit / 1024 / 1024)} MB`;
  const help = "check that it is a contract, or cut it into several files";
  return ["contract-too-large", `${uri} is larger than ${most}`, help];
}

/** An address that nobody but the user may name. */
export function privateAddress(url: URL): Failure {
  return failed(
    "contract-private-address",
    `${showUrl(url.href)} has a private address, and no contract and no redirect may lead there`,
    "download it and put it beside the contract",
  );
}

const CAUSES: { readonly [code: string]: readonly [message: string, help: string] } = {
  ENOTFOUND: ["its host name is not known", "check the address and your network"],
  EAI_AGAIN: ["its host name could not be looked up", "check your network and try again"],
  ECONNREFUSED: ["nothing answers at this address", "check host and port, and that the server runs"],
  ECONNRESET: ["the connection was cut", "try again"],
  ETIMEDOUT: ["the host does not answer", "check your network and proxy"],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "its certificate is self-signed",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "its certificate chain is self-signed",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    "its certificate does not say who vouches for it",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    "nobody known here vouches for its certificate",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: ["its certificate is for another host", "check the host's name"],
  EPROTO: ["it does not speak TLS as we do", "try http:// instead of https://, or download it and pass the file"],
  HPE_INVALID_CONSTANT: ["it does not speak HTTP", "check the port, and whether it should be https://"],
  EHOSTUNREACH: ["no way leads to its host", "check your network and proxy"],
  ENETUNREACH: ["no way leads to its network", "check your network and proxy"],
  CERT_HAS_EXPIRED: ["its certificate has expired", "tell the owner of the host"],
};

interface Attempt {
  readonly url: string;
  readonly timeout: number;
  readonly isLate: boolean;
}

/** An error of the network in words. */
export function explain(error: unknown, { url, timeout, isLate }: Attempt): unknown {
  if (!(error instanceof Error) || error.name === "Failure") return error;
  const shown = showUrl(url);
  if (isLate) {
    return failed(
      "contract-timeout",
      `${shown} did not arrive within ${timeout / 1000} s`,
      "try again, or download it and pass the file",
    );
  }
  const [reason, help] = CAUSES[codeOf(error) ?? ""] ?? [
    // OpenSSL's own words run over several lines.
    error.message.split("\n", 1)[0] ?? "",
    "download it and pass the file, or pipe it in: `curl -L URL | conn-gen -`",
  ];
  return failed("contract-unreachable", `${shown} cannot be fetched: ${reason}`, help);
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return (error as { code?: string } | undefined)?.code;
}

/** A download that ends in words. */
export function failed(code: string, message: string, help: string): Failure {
  return failure(exitCodes.data, { code, message, help });
}
