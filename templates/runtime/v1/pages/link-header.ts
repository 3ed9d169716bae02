import type { FindNextPage } from "../operation.js";

/** The `Link` header (RFC 8288) holds the next page's URL: GitHub's way. */
export const linkHeader: FindNextPage = ({ response }) => {
  const url = findNextLink(response.headers.get("link") ?? "");
  return url === undefined ? undefined : { url };
};

/** `<https://a.test/?page=2>; rel="next", <...>; rel=last`: the target of the link whose first `rel` has `next`. */
function findNextLink(header: string): string | undefined {
  const links = header.matchAll(/<([^<>]*)>((?:\s*;\s*[^\s=;,"<]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?)*)/g);
  for (const [, url, attributes = ""] of links) {
    const [, quoted, token] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(attributes) ?? [];
    if ((quoted ?? token)?.toLowerCase().split(/\s+/).includes("next")) return url;
  }
  return undefined;
}
