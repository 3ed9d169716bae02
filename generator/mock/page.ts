import type { Draft } from "./draft.js";

/** Where the start page and its data lie: no contract has a path like this. */
export const PAGE_PATH = "/_conn-gen";

/** The start page: lists the operations and lets one try them. Everything of the contract reaches it as data, never as markup. */
export function renderPage(title: string, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}: mock server</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1><input id="filter" type="search" placeholder="Filter operations" aria-label="Filter operations"></header>
<main>
<nav><ul id="operations"></ul></nav>
<form id="try" hidden>
<p><select id="method" aria-label="Method"></select> <input id="url" aria-label="Path and query" size="60"></p>
<label>Headers <textarea id="headers" rows="3" spellcheck="false"></textarea></label>
<label>Body <textarea id="body" rows="8" spellcheck="false"></textarea></label>
<p><button>Send</button> <output id="status"></output></p>
<pre id="answer"></pre>
</form>
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`;
}

/** What the page asks for: a request to begin with, for each operation. */
export function renderDrafts(drafts: readonly Draft[]): string {
  return JSON.stringify(drafts);
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const STYLE = `
:root { font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark; }
body { margin: 0; }
header { display: flex; gap: 2rem; align-items: baseline; padding: 0.5rem 1.5rem; border-bottom: 1px solid #8884; }
h1 { font-size: 1.2rem; }
main { display: grid; grid-template-columns: minmax(20rem, 2fr) 3fr; }
nav { max-height: calc(100vh - 4.5rem); overflow: auto; border-right: 1px solid #8884; }
ul { list-style: none; margin: 0; padding: 0; }
li button { all: unset; display: block; width: 100%; box-sizing: border-box; padding: 0.25rem 1.5rem; cursor: pointer; }
li button:hover, li button:focus-visible { background: #8882; }
li small { color: #888; display: block; }
form { padding: 1rem 1.5rem; }
label { display: block; }
textarea, pre, #url { font: 13px/1.5 ui-monospace, monospace; width: 100%; box-sizing: border-box; }
#url { width: calc(100% - 8rem); }
pre { white-space: pre-wrap; word-break: break-word; }
`;

const SCRIPT = `
"use strict";
const at = (id) => document.getElementById(id);
const show = (draft) => {
  at("try").hidden = false;
  at("method").replaceChildren(new Option(draft.method));
  at("url").value = draft.url;
  at("headers").value = Object.entries(draft.headers).map((pair) => pair.join(": ")).join("\\n");
  at("body").value = draft.body ?? "";
  at("status").value = "";
  at("answer").textContent = "";
};
const toItem = (draft) => {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const small = document.createElement("small");
  button.textContent = draft.call;
  small.textContent = draft.id;
  button.append(small);
  button.addEventListener("click", () => show(draft));
  item.append(button);
  item.dataset.words = (draft.call + " " + draft.id).toLowerCase();
  return item;
};
const send = async (event) => {
  event.preventDefault();
  const pairs = at("headers").value.split("\\n").filter((line) => line.includes(":"));
  const headers = pairs.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
  const body = at("body").value;
  const method = at("method").value;
  const hasBody = body !== "" && method !== "GET" && method !== "HEAD";
  try {
    const response = await fetch(at("url").value, { method, headers, ...(hasBody && { body }) });
    const text = await response.text();
    at("status").value = response.status + " " + response.statusText;
    try {
      at("answer").textContent = JSON.stringify(JSON.parse(text), undefined, 2);
    } catch {
      at("answer").textContent = text;
    }
  } catch (error) {
    at("status").value = String(error);
  }
};
at("try").addEventListener("submit", send);
at("filter").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase();
  for (const item of at("operations").children) item.hidden = !item.dataset.words.includes(words);
});
const load = async () => {
  const drafts = await (await fetch("${"/_conn-gen"}/operations.json")).json();
  at("operations").replaceChildren(...drafts.map(toItem));
};
load();
`;
