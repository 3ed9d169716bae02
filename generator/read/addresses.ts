import { BlockList, isIP } from "node:net";

/** Networks that are not the internet: a host's own, a company's, a cloud's metadata service. IPv4 in IPv6 is seen through. */
const RESERVED = {
  ipv4: [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ],
  ipv6: [
    // The unspecified address, loopback, and IPv4 written the old way.
    ["::", 96],
    // IPv4 behind translators.
    ["64:ff9b::", 96],
    ["64:ff9b:1::", 48],
    ["2002::", 16],
    ["2001::", 23],
    ["100::", 64],
    ["2001:db8::", 32],
    ["fc00::", 7],
    ["fe80::", 10],
    ["fec0::", 10],
    ["ff00::", 8],
  ],
} as const;

const reserved = new BlockList();
for (const family of ["ipv4", "ipv6"] as const) {
  for (const [network, prefix] of RESERVED[family]) reserved.addSubnet(network, prefix, family);
}

/** Whether an address is one of the internet at large. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  const version = isIP(plain);
  if (version === 0) return false;
  const mapped = /^::ffff:(?:0:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined) return isPublicAddress(mapped);
  return !reserved.check(plain, version === 4 ? "ipv4" : "ipv6");
}

/** The address that a URL names by itself, `[::1]` or `127.0.0.1`; `undefined` where it names a host. */
export function addressIn(url: URL): string | undefined {
  // URLs are read as browsers do: `http://2130706433/` and `http://0x7f.1/` are 127.0.0.1 by now.
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? undefined : host;
}
