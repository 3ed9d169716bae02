import { describe, expect, it } from "vitest";
import { nameCalls } from "../../generator/plan/calls/calls.js";
import { callsOf, fact, list } from "./names-facts.js";

/** What of a table `id -> call` comes out otherwise; `lists` are the operations that answer with a list. */
function misnamed(
  table: { readonly [id: string]: string },
  lists: readonly string[] = [],
): { readonly [id: string]: string } {
  const calls = callsOf(Object.keys(table).map((id) => fact(id, lists.includes(id) ? list : {})));
  return Object.fromEntries(Object.entries(calls).filter(([id, call]) => table[id] !== call));
}

describe("names from paths", () => {
  it("reads collections and items", () => {
    expect(
      misnamed(
        {
          "GET /v1/customers": "customers.list",
          "POST /v1/customers": "customers.create",
          "GET /v1/customers/{customer}": "customers.retrieve",
          "POST /v1/customers/{customer}": "customers.update",
          "DELETE /v1/customers/{customer}": "customers.delete",
          "GET /v1/customers/{customer}/tax_ids": "customers.taxIds.list",
          "POST /v1/customers/{customer}/tax_ids": "customers.taxIds.create",
        },
        ["GET /v1/customers", "GET /v1/customers/{customer}/tax_ids"],
      ),
    ).toEqual({});
  });

  it("tells PUT beside PATCH, and whole collections from items", () => {
    expect(
      misnamed({
        "PUT /pets/{id}": "pets.replace",
        "PATCH /pets/{id}": "pets.update",
        "DELETE /pets/{id}": "pets.delete",
        "DELETE /pets": "pets.deleteAll",
        "HEAD /pets/{id}": "pets.head",
        "PUT /toys/{id}": "toys.update",
      }),
    ).toEqual({});
  });

  it("reads actions", () => {
    expect(
      misnamed({
        "GET /invoices/{invoice}": "invoices.retrieve",
        "POST /invoices/{invoice}/pay": "invoices.pay",
        "POST /invoices/{invoice}/mark_uncollectible": "invoices.markUncollectible",
        "POST /invoices/{invoice}/void": "invoices.voidInvoice",
        "POST /invoices/{invoice}/lines": "invoices.lines.create",
        "GET /invoices/search": "invoices.search",
        "POST /invoices/import": "invoices.importInvoices",
        "PUT /invoices/{invoice}/archive": "invoices.archive",
        "GET /invoices/find/{number}": "invoices.find",
        "POST /threads/{id}/runs/{run}/submit_tool_outputs": "threads.runs.submitToolOutputs",
      }),
    ).toEqual({});
  });

  it("reads singletons and namespaces", () => {
    expect(
      misnamed(
        {
          "GET /balance": "balance.retrieve",
          "GET /tax/settings": "tax.settings.retrieve",
          "POST /tax/settings": "tax.settings.update",
          "POST /audio/speech": "audio.speech.create",
          "POST /chat/completions": "chat.completions.create",
          "GET /chat/completions/{id}/messages": "chat.completions.messages.list",
          "GET /files/{id}/content": "files.content",
          "GET /usage/images": "usage.images",
          "GET /usage/completions": "usage.completions",
        },
        ["GET /chat/completions/{id}/messages", "GET /usage/images", "GET /usage/completions"],
      ),
    ).toEqual({});
  });

  it("lets the answer decide what a list is", () => {
    expect(misnamed({ "GET /settings": "settings.retrieve", "GET /staff": "staff.list" }, ["GET /staff"])).toEqual({});
  });

  it("keeps a version that alone tells two paths apart", () => {
    const table = {
      "GET /marketing/segments": "marketing.segments.list",
      "GET /marketing/segments/2.0": "marketing.segments.v2_0.list",
    };
    expect(misnamed(table, Object.keys(table))).toEqual({});
  });

  it("drops versions, wrappers, scopes, endings", () => {
    expect(
      misnamed({ "GET /api/v2/users": "users.list", "GET /api/v2/teams": "teams.list" }, [
        "GET /api/v2/users",
        "GET /api/v2/teams",
      ]),
    ).toEqual({});
    expect(
      misnamed({
        "GET /2010-04-01/Accounts/{Sid}.json": "accounts.retrieve",
        "POST /2010-04-01/Accounts.json": "accounts.create",
      }),
    ).toEqual({});
    expect(
      misnamed({ "GET /projects/{p}/keys/{k}": "keys.retrieve", "DELETE /projects/{p}/tags/{t}": "tags.delete" }),
    ).toEqual({});
    expect(
      misnamed({
        "GET /wp-json/wp/v2/posts/{id}": "posts.retrieve",
        "GET /wp-json/wp/v2/pages/{id}": "pages.retrieve",
      }),
    ).toEqual({});
    expect(
      misnamed({
        "GET /v1/users/{id}": "users.retrieve",
        "DELETE /v1/users/{id}": "users.delete",
        "GET /v2/users/{id}": "v2.users.retrieve",
      }),
    ).toEqual({});
  });

  it("reads custom methods, fragments and flags", () => {
    expect(
      misnamed({
        "POST /v1/files/{id}:copy": "files.copy",
        "GET /v1/files/{id}": "files.retrieve",
        "GET /v1/files/{id}#tagging": "files.retrieveTagging",
        "POST /v1/files": "files.create",
        "POST /v1/files?beta=true": "beta.files.create",
      }),
    ).toEqual({});
  });

  it("collapses repetition", () => {
    expect(
      misnamed({
        "GET /orders/orders/{id}": "orders.retrieve",
        "GET /report/report-types/{id}": "report.types.retrieve",
      }),
    ).toEqual({});
  });

  it("names what has no resource", () => {
    expect(misnamed({ "GET /": "retrieve" })).toEqual({});
    expect(callsOf([fact("GET /", { operationId: "meta root" }), fact("GET /{bucket}")])).toEqual({
      "GET /": "metaRoot",
      "GET /{bucket}": "retrieve",
    });
  });

  it("lets a schema's title say where words end", () => {
    expect(callsOf([fact("POST /invoiceitems", { title: "InvoiceItem" })])).toEqual({
      "POST /invoiceitems": "invoiceItems.create",
    });
  });

  it("keeps the client's own members and promises apart", () => {
    expect(misnamed({ "GET /request/{id}": "request_.retrieve", "POST /jobs/{id}/then": "jobs.then_" })).toEqual({});
  });
});

describe("names from operationIds", () => {
  const named = (ids: { readonly [id: string]: string }): { [id: string]: string } =>
    callsOf(Object.entries(ids).map(([id, operationId]) => fact(id, { operationId })));

  it("takes group/verb and group.verb at their word", () => {
    expect(
      named({ "GET /a": "repos/get", "GET /b": "repos/repos-list", "GET /c": "code-scanning/list-alerts" }),
    ).toEqual({
      "GET /a": "repos.get",
      "GET /b": "repos.list",
      "GET /c": "codeScanning.listAlerts",
    });
    expect(named({ "GET /a": "drive.files.list", "GET /b": "drive.about.get" })).toEqual({
      "GET /a": "files.list",
      "GET /b": "about.get",
    });
  });

  it("reads Group_Verb, and a lone verb among them", () => {
    expect(
      named({ "GET /a": "VirtualMachines_ListAll", "PUT /b": "Disks_CreateOrUpdate", "POST /c": "CheckName" }),
    ).toEqual({
      "GET /a": "virtualMachines.listAll",
      "PUT /b": "disks.createOrUpdate",
      "POST /c": "checkName",
    });
    expect(named({ "GET /a": "PetsController_findAll", "PUT /b": "ToysController_update" })).toEqual({
      "GET /a": "pets.findAll",
      "PUT /b": "toys.update",
    });
  });

  it("is not taken in by snakes", () => {
    expect(named({ "GET /pets/{id}": "get_pet", "DELETE /pets/{id}": "delete_pet" })["GET /pets/{id}"]).toBe(
      "pets.retrieve",
    );
  });

  it("reads RPC paths", () => {
    expect(named({ "POST /#X-Amz-Target=Db.PutItem": "PutItem", "POST /#X-Amz-Target=Db.Scan": "Scan" })).toEqual({
      "POST /#X-Amz-Target=Db.PutItem": "putItem",
      "POST /#X-Amz-Target=Db.Scan": "scan",
    });
    const both = [
      fact("GET /#Action=AddTags", { operationId: "GET_AddTags" }),
      fact("POST /#Action=AddTags", { operationId: "POST_AddTags", hasBody: true }),
    ];
    expect(callsOf(both)).toEqual({ "GET /#Action=AddTags": "addTagsByGet", "POST /#Action=AddTags": "addTags" });
    expect(
      misnamed({
        "POST /chat.postMessage": "chat.postMessage",
        "POST /chat.delete": "chat.delete",
        "GET /api.test": "api.test",
        "GET /files.list": "files.list",
        "POST /files.revokePublicURL": "files.revokePublicURL",
      }),
    ).toEqual({});
  });
});

describe("names from hints", () => {
  it("follows our own, then those of others", () => {
    const hinted = [
      fact("GET /a", { extensions: { "x-conn-gen": { call: "things.find" }, "x-fern-sdk-method-name": "other" } }),
      fact("GET /b/{id}", {
        extensions: { "x-fern-sdk-group-name": ["bees", "hive"], "x-fern-sdk-method-name": "get_one" },
      }),
      fact("GET /c/{id}", { extensions: { "x-speakeasy-name-override": "fetch" } }),
      fact("GET /d/{id}", { extensions: { "x-speakeasy-group": "dees.sub" } }),
      fact("GET /e/{id}", { extensions: { "x-conn-gen": { call: 7 } } }),
    ];
    expect(Object.values(callsOf(hinted))).toEqual([
      "things.find",
      "bees.hive.getOne",
      "c.fetch",
      "dees.sub.retrieve",
      "e.retrieve",
    ]);
  });

  it("reads the overrides of the contract's root without running its patterns", () => {
    const rules = [
      { operationId: "^get_pet$", methodNameOverride: "fetch" },
      { operationId: "(a+)+$", methodNameOverride: "bad" },
    ];
    const { value } = nameCalls(
      [fact("GET /pets/{id}", { operationId: "get_pet" })],
      {},
      { "x-speakeasy-name-override": rules },
    );
    expect(value["GET /pets/{id}"]).toEqual(["pets", "fetch"]);
  });

  it("says when a hint cannot hold", () => {
    const twice = ["GET /a/{id}", "GET /b/{id}"].map((id) =>
      fact(id, { extensions: { "x-conn-gen": { call: "x.get" } } }),
    );
    const { value, diagnostics } = nameCalls(twice, {});
    expect(value["GET /a/{id}"]).toEqual(["x", "get"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["call-hint-clash"]);
  });
});

describe("collisions", () => {
  it("keeps a callable resource a namespace", () => {
    const dotted = { "GET /a": "users.profile", "POST /b": "users.profile.photo.set", "GET /c": "users.list" };
    const facts = Object.entries(dotted).map(([id, operationId]) => fact(id, { operationId }));
    expect(callsOf(facts)["GET /a"]).toBe("users.profile.retrieve");
  });

  it("gives the plain name to the shorter path", () => {
    expect(
      misnamed({ "GET /repos/{owner}": "repos.retrieve", "GET /repos/{owner}/{repo}": "repos.retrieveByRepo" }),
    ).toEqual({});
  });

  it("gives the plain name to the resource that has more to call", () => {
    const facts = ["POST /threads/runs", "POST /threads/{id}/runs", "GET /threads/{id}/runs"].map((id) =>
      fact(id, list),
    );
    expect(callsOf([...facts, fact("GET /threads/{id}")])).toMatchObject({
      "POST /threads/{id}/runs": "threads.runs.create",
      "POST /threads/runs": "threads.runs.createByPost",
    });
  });

  it("makes the new one yield to a pinned name", () => {
    const facts = [fact("GET /usage/images"), fact("POST /usage/images"), fact("GET /usage/texts")];
    const pinned = { "GET /usage/images": "usage.images", "GET /gone": "usage.texts" };
    expect(callsOf(facts, pinned)).toEqual({
      "GET /usage/images": "usage.images",
      "POST /usage/images": "usage.updateImages",
      "GET /usage/texts": "usage.texts",
    });
  });

  it("refuses pins that are no names", () => {
    const pins = { "GET /a": "x..y", "GET /b": "x.then", "GET /c": "x(); evil", "GET /d": "__proto__.y", "GET /e": "" };
    const { value, diagnostics } = nameCalls(
      Object.keys(pins).map((id) => fact(id)),
      pins,
    );
    expect(Object.values(value).map((call) => call.join("."))).toEqual(
      ["a", "b", "c", "d", "e"].map((at) => `${at}.retrieve`),
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => "pinned-call-invalid"));
  });

  it("reports pins that cannot both hold", () => {
    const { value, diagnostics } = nameCalls([fact("GET /a"), fact("GET /b")], { "GET /a": "x.y", "GET /b": "x.y.z" });
    expect(value["GET /a"]).toEqual(["x", "y"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["pinned-call-clash"]);
  });
});
