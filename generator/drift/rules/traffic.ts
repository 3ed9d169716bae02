import type { Rule } from "../rule.js";

/** How traffic and its contract can disagree: the server that answered stands for the new side. */
export const TRAFFIC_RULES = {
  "undocumented-operation": {
    wire: "widens",
    types: "none",
    says: "{key} is asked, and not in the contract",
    help: "Describe it: until then the client has no method for it.",
  },
  "undocumented-status": {
    wire: "widens",
    types: "none",
    says: "the status {value} is not in the contract",
    help: "Describe it, with its body.",
  },
  "undocumented-media-type": {
    wire: "widens",
    types: "none",
    says: "{key} comes as {after}; the contract says {before}",
    help: "Describe it, or answer as the contract says.",
  },
  "undocumented-parameter": {
    wire: "widens",
    types: "none",
    says: "{key} is sent, and not in the contract",
    help: "Describe it, or stop sending it.",
  },
  "undocumented-property": {
    wire: "widens",
    types: "none",
    says: "{key} is received, and not in the contract",
    help: "Describe it: until then it has no type.",
  },
  "request-mismatch": {
    wire: "widens",
    types: "none",
    says: "{key} {message}, and is accepted",
    help: "Describe what is accepted.",
  },
  "response-mismatch": {
    wire: "widens",
    types: "none",
    says: "{key} {message}",
    help: "Mend the server, or describe what it says.",
  },
} as const satisfies { readonly [id: string]: Rule };
