const BRACKETS = ["query-array", "form-array", "form-object"].map((what) => `--validator-${what}-format=brackets`);

/**
 * Mock servers that others wrote. Each says how it is started, which line tells that it listens, and what it holds against
 * a request: a list of texts, empty where it takes the request. OpenAPI leaves open how a deepObject writes lists: `arrays`
 * is the way that the judge can read.
 */
export const judges = [
  {
    name: "stdy",
    package: "@stdy/cli@0.22.2",
    arrays: "brackets",
    program: "@stdy/cli/steady.js",
    // Told once for all parameters: as deepObjects write lists, or as the contract says of each.
    flags: ({ port, hasDeepLists }) => ["--host", "127.0.0.1", "-p", port, "-q", ...(hasDeepLists ? BRACKETS : [])],
    listens: /Ready to accept requests/,
    reads: (document) => document.swagger === undefined,
    async judge({ headers, status }) {
      if (headers.get("x-steady-request-valid") === "true") return [];
      const count = Number(headers.get("x-steady-error-count") ?? 0);
      const errors = Array.from({ length: count }, (_, index) => {
        const part = (name) => headers.get(`x-steady-error-${index + 1}-${name}`) ?? "";
        return `${part("code")} ${part("path")}: ${part("message")}`;
      });
      return errors.length > 0 ? errors : [`status ${status}`];
    },
  },
  {
    name: "prism",
    package: "@stoplight/prism-cli@5.14.2",
    arrays: "indices",
    program: "@stoplight/prism-cli/dist/index.js",
    flags: ({ port }) => ["mock", "--errors", "-h", "127.0.0.1", "-p", port],
    listens: /Prism is listening/,
    reads: () => true,
    async judge(response) {
      if (response.status < 400) return [];
      const {
        title,
        detail,
        validation = [],
      } = await response.json().catch(() => ({ title: `status ${response.status}` }));
      const errors = validation.map(({ location = [], code, message }) => `${code} ${location.join(".")}: ${message}`);
      return errors.length > 0 ? errors : [[title, detail].filter(Boolean).join(": ")];
    },
  },
];
